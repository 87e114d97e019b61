import { outboundExceptionsProblems } from '../adapters/net/exceptions.ts';
import { readMailServer } from '../domain/mail-server.ts';
import { Secret } from '../domain/secret.ts';
import type { AwsAccess, MailSettings, Senders, SmsSettings, YubicoSettings } from '../domain/senders.ts';
import type { Mode } from './config.ts';
import { defaults } from './defaults.ts';
import { isLoopbackHost, listOf } from './rules.ts';
import { notesOf, type VariableName } from './variables.ts';

/** The environment as far as its forms are right, and where to tell what else is wrong. */
interface Reading {
  readonly mode: Mode;
  sound(name: VariableName): string | undefined;
  isWrong(name: VariableName): boolean;
  report(name: VariableName, message: string): void;
}

/** Through what people are reached. A variable that would have no effect is a mistake: somebody believes that it has. */
export function readSenders(reading: Reading): { readonly mail: MailSettings | null; readonly senders: Senders } {
  return {
    mail: readMail(reading),
    senders: {
      sms: readSms(reading),
      yubico: readYubico(reading),
      yubicoKeyFiles: listOf(reading.sound('YUBICO_KEY_FILES')),
      pushOrigins: readPushOrigins(reading),
    },
  };
}

function readMail(reading: Reading): MailSettings | null {
  const { sound } = reading;
  const [url, from, configurationSet] = [sound('SMTP_URL'), sound('MAIL_FROM'), sound('SES_CONFIGURATION_SET')];
  // What the others mean depends on it.
  if (reading.isWrong('MAIL_VIA')) return null;
  if (sound('MAIL_VIA') === 'ses') {
    if (url !== undefined) reading.report('SMTP_URL', 'is set, but MAIL_VIA is ses. Remove one of them.');
    const access = readAws(reading, 'AWS_ENDPOINT_URL_SES', 'MAIL_VIA');
    if (from === undefined) missing(reading, 'MAIL_FROM', 'MAIL_VIA');
    return access === null || from === undefined ? null : { via: 'ses', access, from, configurationSet: configurationSet ?? null };
  }
  if (configurationSet !== undefined) reading.report('SES_CONFIGURATION_SET', 'has no effect. Set MAIL_VIA to ses, or remove it.');
  if (url !== undefined && readMailServer(url) === null) reading.report('SMTP_URL', `cannot be used. ${notesOf('SMTP_URL').hint}`);
  if (url === undefined && from !== undefined) missing(reading, 'SMTP_URL', 'MAIL_FROM');
  if (url !== undefined && from === undefined) missing(reading, 'MAIL_FROM', 'SMTP_URL');
  return url === undefined || from === undefined ? null : { via: 'smtp', url: new Secret(url), from };
}

function readSms(reading: Reading): SmsSettings | null {
  const { sound } = reading;
  if (sound('SMS_VIA') === undefined) {
    for (const name of ['SMS_SENDER_ID', 'SMS_ORIGINATION_NUMBER', 'SMS_MAX_PRICE', 'SMS_PER_DAY'] as const)
      if (sound(name) !== undefined && !reading.isWrong('SMS_VIA'))
        reading.report(name, 'has no effect. Set SMS_VIA to sns, or remove it.');
    return null;
  }
  const access = readAws(reading, 'AWS_ENDPOINT_URL_SNS', 'SMS_VIA');
  const perDay = sound('SMS_PER_DAY');
  return (
    access && {
      access,
      senderId: sound('SMS_SENDER_ID') ?? null,
      originationNumber: sound('SMS_ORIGINATION_NUMBER') ?? null,
      maxPrice: sound('SMS_MAX_PRICE') ?? null,
      perDay: perDay === undefined ? null : Number(perDay),
    }
  );
}

/** Variables of AWS may be there for another program; they are looked at where something is sent through AWS. */
function readAws(reading: Reading, endpointName: 'AWS_ENDPOINT_URL_SNS' | 'AWS_ENDPOINT_URL_SES', because: VariableName): AwsAccess | null {
  const { sound } = reading;
  const [region, id, secret, token] = [
    sound('AWS_REGION'),
    sound('AWS_ACCESS_KEY_ID'),
    sound('AWS_SECRET_ACCESS_KEY'),
    sound('AWS_SESSION_TOKEN'),
  ];
  if (region === undefined) missing(reading, 'AWS_REGION', because);
  if (id === undefined && secret !== undefined) missing(reading, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY');
  if (id !== undefined && secret === undefined) missing(reading, 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID');
  const endpoint = sound(endpointName) ?? null;
  if (endpoint !== null) reportFault(reading, endpointName, endpoint);
  if (region === undefined) return null;
  const credentials =
    id === undefined || secret === undefined
      ? null
      : { accessKeyId: id, secretAccessKey: new Secret(secret), sessionToken: token === undefined ? null : new Secret(token) };
  return { region, credentials, endpoint };
}

function readYubico(reading: Reading): YubicoSettings | null {
  const { sound } = reading;
  const [clientId, secret, listed] = [sound('YUBICO_CLIENT_ID'), sound('YUBICO_SECRET_KEY'), sound('YUBICO_SERVERS')];
  if (clientId === undefined && secret !== undefined) missing(reading, 'YUBICO_CLIENT_ID', 'YUBICO_SECRET_KEY');
  if (clientId !== undefined && secret === undefined) missing(reading, 'YUBICO_SECRET_KEY', 'YUBICO_CLIENT_ID');
  if (clientId === undefined && secret === undefined && listed !== undefined) missing(reading, 'YUBICO_CLIENT_ID', 'YUBICO_SERVERS');
  const servers = listOf(listed ?? defaults.yubicoServers);
  for (const server of servers) reportFault(reading, 'YUBICO_SERVERS', server);
  if (servers.length > 3) reading.report('YUBICO_SERVERS', 'names more than three servers. Nobody waits for the fourth.');
  return clientId === undefined || secret === undefined ? null : { servers, clientId, secret: new Secret(secret) };
}

function readPushOrigins({ sound, report, mode }: Reading): readonly string[] {
  const origins = listOf(sound('PUSH_ORIGINS'));
  for (const { path, message } of outboundExceptionsProblems(origins, mode))
    report('PUSH_ORIGINS', `"${origins[Number(path.slice(1))]}" ${message}.`);
  return origins;
}

/** What was written in a form that is wrong is told once, and is not missing. */
function missing({ report, isWrong }: Reading, name: VariableName, because: VariableName): void {
  if (!isWrong(name)) report(name, `is missing, but ${because} is set. ${notesOf(name).hint}`);
}

/** An address of a service, with its path: https, or in development this machine. What may hold a password is not repeated. */
function reportFault({ report, mode }: Reading, name: VariableName, address: string): void {
  const url = URL.parse(address);
  const isPlain = url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && !/[?#@]/.test(address);
  if (!isPlain) report(name, `holds what is no address of a service. ${notesOf(name).hint}`);
  else if (url.protocol === 'http:' && mode === 'production') report(name, `"${address}" must start with https:// in production.`);
  else if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    report(name, `"${address}" must start with https://, except on localhost.`);
}
