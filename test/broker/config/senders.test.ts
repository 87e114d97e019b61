import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../broker/config.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { noSenders } from '../../../broker/domain/senders.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';

const production = { BASE_URL: 'https://help.example', MASTER_KEY: randomBytes(32).toString('base64') };
const development = { GATEHOUSE_MODE: 'development', MASTER_KEY: production.MASTER_KEY, DATABASE: ':memory:' };
const from = 'no-reply@help.example';

const read = (env: Record<string, string>) => loadConfig(env, { random: createFixedRandom('config') });

/** Variables that something is wrong with, in order. */
function wrong(env: Record<string, string>, base: Record<string, string> = production): string[] {
  const reading = read({ ...base, ...env });
  return reading.ok ? [] : reading.problems.map(({ path }) => path.slice(1));
}

function configOf(env: Record<string, string>, base: Record<string, string> = production) {
  const reading = read({ ...base, ...env });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
}

test('nothing is sent by a broker that was told nothing, whatever AWS has put into its environment', () => {
  const config = configOf({ AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'AKIA', AWS_ENDPOINT_URL_SNS: 'http://elsewhere.example' });
  expect([config.mail, config.senders]).toEqual([null, noSenders]);
});

test('SMS by SNS, with the credentials of the machine', () => {
  expect(configOf({ SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }).senders.sms).toEqual({
    access: { region: 'eu-north-1', credentials: null, endpoint: null },
    senderId: null,
    originationNumber: null,
    maxPrice: null,
    perDay: null,
  });
});

test('every variable takes effect, and secrets print as masks', () => {
  const { mail, senders } = configOf({
    MAIL_VIA: 'ses',
    MAIL_FROM: from,
    SES_CONFIGURATION_SET: 'codes',
    SMS_VIA: 'sns',
    SMS_SENDER_ID: 'GATEHOUSE',
    SMS_ORIGINATION_NUMBER: '+12065550100',
    SMS_MAX_PRICE: '0.05',
    SMS_PER_DAY: '2000',
    AWS_REGION: 'us-gov-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'hunter2/hunter2',
    AWS_SESSION_TOKEN: 'hunter3',
    AWS_ENDPOINT_URL_SNS: 'https://sns.corp.example/x',
    AWS_ENDPOINT_URL_SES: 'https://ses.corp.example',
    YUBICO_CLIENT_ID: '87',
    YUBICO_SECRET_KEY: 'aHVudGVyNHhodW50ZXI0eHg=',
    YUBICO_SERVERS: 'https://a.example/wsapi/2.0/verify, https://b.example/wsapi/2.0/verify',
    YUBICO_KEY_FILES: '/run/keys/a.csv, /run/keys/more',
    PUSH_ORIGINS: 'https://push.corp.example:8443',
  });
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret('hunter2/hunter2'),
    sessionToken: new Secret('hunter3'),
  };
  const access = { region: 'us-gov-west-1', credentials };
  expect(mail).toEqual({ via: 'ses', access: { ...access, endpoint: 'https://ses.corp.example' }, from, configurationSet: 'codes' });
  expect(senders).toEqual({
    sms: {
      access: { ...access, endpoint: 'https://sns.corp.example/x' },
      senderId: 'GATEHOUSE',
      originationNumber: '+12065550100',
      maxPrice: '0.05',
      perDay: 2000,
    },
    yubico: {
      servers: ['https://a.example/wsapi/2.0/verify', 'https://b.example/wsapi/2.0/verify'],
      clientId: '87',
      secret: new Secret('aHVudGVyNHhodW50ZXI0eHg='),
    },
    yubicoKeyFiles: ['/run/keys/a.csv', '/run/keys/more'],
    pushOrigins: ['https://push.corp.example:8443'],
  });
  expect(JSON.stringify([mail, senders])).not.toMatch(/hunter|aHVud/);
});

test("Yubico's own servers validate unless others are named", () => {
  const { yubico } = configOf({ YUBICO_CLIENT_ID: '87', YUBICO_SECRET_KEY: 'aHVudGVyNHhodW50ZXI0eHg=' }).senders;
  expect(yubico?.servers).toEqual(['https://api.yubico.com/wsapi/2.0/verify']);
});

describe('what is missing is told, once:', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ SMS_VIA: 'sns' }, ['AWS_REGION']],
    [{ SMS_VIA: 'sns', AWS_REGION: 'Sweden' }, ['AWS_REGION']],
    [{ SMS_VIA: 'sns', AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'AKIA' }, ['AWS_SECRET_ACCESS_KEY']],
    [{ SMS_VIA: 'sns', AWS_REGION: 'eu-north-1', AWS_SECRET_ACCESS_KEY: 'x' }, ['AWS_ACCESS_KEY_ID']],
    [{ MAIL_VIA: 'ses' }, ['AWS_REGION', 'MAIL_FROM']],
    [{ MAIL_VIA: 'ses', AWS_REGION: 'eu-north-1', MAIL_FROM: 'x' }, ['MAIL_FROM']],
    [{ YUBICO_CLIENT_ID: '87' }, ['YUBICO_SECRET_KEY']],
    [{ YUBICO_SECRET_KEY: 'aHVudGVyNHhodW50ZXI0eHg=' }, ['YUBICO_CLIENT_ID']],
    [{ YUBICO_SERVERS: 'https://a.example/wsapi/2.0/verify' }, ['YUBICO_CLIENT_ID']],
  ])('%j', (env, names) => {
    expect(wrong(env)).toEqual(names);
  });
});

describe('what would have no effect is told:', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ SMS_SENDER_ID: 'GATEHOUSE', SMS_MAX_PRICE: '0.1' }, ['SMS_SENDER_ID', 'SMS_MAX_PRICE']],
    [{ SMS_PER_DAY: '10' }, ['SMS_PER_DAY']],
    [{ SES_CONFIGURATION_SET: 'codes' }, ['SES_CONFIGURATION_SET']],
    [{ MAIL_VIA: 'ses', AWS_REGION: 'eu-north-1', MAIL_FROM: from, SMTP_URL: 'smtps://mail.example' }, ['SMTP_URL']],
  ])('%j', (env, names) => {
    expect(wrong(env)).toEqual(names);
  });
});

describe('what cannot be meant is told:', () => {
  test.each<[Record<string, string>, string]>([
    [{ SMS_VIA: 'pigeon' }, 'SMS_VIA'],
    [{ SMS_VIA: 'SNS', SMS_SENDER_ID: 'GATEHOUSE' }, 'SMS_VIA'],
    [{ MAIL_VIA: 'SES', MAIL_FROM: from, SES_CONFIGURATION_SET: 'codes' }, 'MAIL_VIA'],
    [{ SMS_SENDER_ID: '12345', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'SMS_SENDER_ID'],
    [{ SMS_SENDER_ID: 'TWELVESIGNSX', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'SMS_SENDER_ID'],
    [{ SMS_PER_DAY: '0', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'SMS_PER_DAY'],
    [{ SMS_PER_DAY: '1e3', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'SMS_PER_DAY'],
    [{ SMS_MAX_PRICE: '0.0', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'SMS_MAX_PRICE'],
    [{ SMS_ORIGINATION_NUMBER: 'GATE', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'SMS_ORIGINATION_NUMBER'],
    [{ AWS_ENDPOINT_URL_SNS: 'http://sns.corp.example', SMS_VIA: 'sns', AWS_REGION: 'eu-north-1' }, 'AWS_ENDPOINT_URL_SNS'],
    [{ YUBICO_CLIENT_ID: '87', YUBICO_SECRET_KEY: 'aHVudGVyNHhodW50ZXI0eHg=', YUBICO_SERVERS: 'http://a.example/x' }, 'YUBICO_SERVERS'],
    [
      { YUBICO_CLIENT_ID: '87', YUBICO_SECRET_KEY: 'aHVudGVyNHhodW50ZXI0eHg=', YUBICO_SERVERS: 'https://u:hunter2@a.example/x' },
      'YUBICO_SERVERS',
    ],
    [{ PUSH_ORIGINS: 'http://localhost:8086' }, 'PUSH_ORIGINS'],
    [{ PUSH_ORIGINS: 'https://push.example/path' }, 'PUSH_ORIGINS'],
  ])('%j', (env, name) => {
    expect(wrong(env)).toEqual([name]);
    const reading = read({ ...production, ...env });
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });
});

test('stand-ins on this machine are for development', () => {
  const here = {
    SMS_VIA: 'sns',
    MAIL_VIA: 'ses',
    MAIL_FROM: from,
    AWS_REGION: 'eu-north-1',
    AWS_ENDPOINT_URL_SNS: 'http://localhost:8086/aws/sns',
    AWS_ENDPOINT_URL_SES: 'http://127.0.0.1:8086/aws/ses',
    YUBICO_CLIENT_ID: '87',
    YUBICO_SECRET_KEY: 'aHVudGVyNHhodW50ZXI0eHg=',
    YUBICO_SERVERS: 'http://localhost:8086/wsapi/2.0/verify',
    PUSH_ORIGINS: 'http://localhost:8086',
  };
  expect(wrong(here, development)).toEqual([]);
  expect(wrong(here)).toEqual(['AWS_ENDPOINT_URL_SES', 'AWS_ENDPOINT_URL_SNS', 'YUBICO_SERVERS', 'PUSH_ORIGINS']);
});
