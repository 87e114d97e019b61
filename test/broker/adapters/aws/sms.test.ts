import { afterEach, describe, expect, test } from '@jest/globals';
import { createSmsSender } from '../../../../broker/adapters/aws/sms.ts';
import type { PhoneNumber } from '../../../../broker/domain/phone.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import type { AwsAccess, SmsSettings } from '../../../../broker/domain/senders.ts';
import { createSns, snsFaults } from '../../../../sandbox/aws/sns.ts';
import type { Receiver } from '../../../../sandbox/wire.ts';
import { accessTo, account, standIn } from '../../../support/aws/account.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

const plain: Omit<SmsSettings, 'access'> = { senderId: null, originationNumber: null, maxPrice: null, perDay: null };
const to = '+4740612345' as PhoneNumber;
const text = '123456 is your code for Acme Help.\n\n@acme-login.example #123456';

async function aSender(
  settings: Omit<SmsSettings, 'access'> = plain,
  access: Partial<AwsAccess> = {},
  behind: (receive: Receiver) => Receiver = (r) => r,
) {
  const sns = createSns({ account });
  const server = await standIn(behind(sns.receive));
  const log = createRecordedLog();
  const sender = createSmsSender({ settings: { access: accessTo(server.url, access), ...settings }, log });
  closing.push(sender, server);
  return { sns, sender, log };
}

test('asks whether the owner wants messages, then sends as a transaction', async () => {
  const { sns, sender } = await aSender();
  expect(await sender.send({ to, text })).toEqual({ sent: true, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(sns.calls).toEqual(['CheckIfPhoneNumberIsOptedOut', 'Publish']);
  expect(sns.accepted).toMatchObject([{ to, text, attributes: { 'AWS.SNS.SMS.SMSType': 'Transactional' } }]);
});

test("names sender, number and price as the operator's settings say", async () => {
  const { sns, sender } = await aSender({ senderId: 'GATEHOUSE', originationNumber: '+12065550100', maxPrice: '0.05', perDay: 2000 });
  expect(await sender.send({ to, text })).toMatchObject({ sent: true });
  expect(sns.accepted[0]?.attributes).toEqual({
    'AWS.SNS.SMS.SMSType': 'Transactional',
    'AWS.SNS.SMS.SenderID': 'GATEHOUSE',
    'AWS.MM.SMS.OriginationNumber': '+12065550100',
    'AWS.SNS.SMS.MaxPrice': '0.05',
  });
});

test('sends nothing to who refused messages', async () => {
  const { sns, sender } = await aSender();
  sns.optOut(to);
  expect(await sender.send({ to, text })).toEqual({ sent: false, because: 'opted-out' });
  expect(sns.calls).toEqual(['CheckIfPhoneNumberIsOptedOut']);
});

test('a right to ask for refusals that is missing keeps nobody out', async () => {
  const { sns, sender, log } = await aSender();
  sns.failNext({ ...snsFaults.notAuthorized, message: 'not authorized to perform: SNS:CheckIfPhoneNumberIsOptedOut' });
  expect(await sender.send({ to, text })).toMatchObject({ sent: true });
  expect(log.lines).toEqual([
    { level: 'warn', event: 'sms-opt-out-unknown', fields: { because: 'not-allowed', code: 'aws.AuthorizationErrorException' } },
  ]);
  // Which has its price: SNS takes over what it drops, so nobody knows.
  sns.optOut(to);
  sns.failNext(snsFaults.notAuthorized);
  expect(await sender.send({ to, text })).toMatchObject({ sent: true });
  expect([sns.accepted.length, sns.dropped.length]).toEqual([1, 1]);
});

test('a short throttling is waited out, with one more try and no third', async () => {
  const { sns, sender } = await aSender();
  sns.failNext(snsFaults.throttled);
  expect(await sender.send({ to, text })).toMatchObject({ sent: true });
  sns.failNext(snsFaults.throttled, 4);
  expect(await sender.send({ to, text })).toEqual({ sent: false, because: 'throttled' });
  expect(sns.accepted).toHaveLength(1);
  expect(sns.calls).toHaveLength(3 + 4);
});

describe('says why nothing was sent, and logs no number:', () => {
  test.each<[string, Parameters<typeof aSender>, (sns: ReturnType<typeof createSns>) => void, string, string]>([
    [
      'credentials',
      [plain, { credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: new Secret('x'), sessionToken: null } }],
      () => undefined,
      'not-allowed',
      'aws.InvalidClientTokenId',
    ],
    [
      'another secret',
      [plain, { credentials: { accessKeyId: account.accessKeyId, secretAccessKey: new Secret('x'), sessionToken: null } }],
      () => undefined,
      'not-allowed',
      'aws.SignatureDoesNotMatch',
    ],
    ['another region', [plain, { region: 'us-east-1' }], () => undefined, 'not-allowed', 'aws.SignatureDoesNotMatch'],
    [
      'settings that AWS does not take',
      [{ ...plain, senderId: 'not one' }],
      () => undefined,
      'not-allowed',
      'aws.InvalidParameterValueException',
    ],
    ['an account in the sandbox', [], (sns) => sns.onlyTo([]), 'not-allowed', 'aws.UserErrorException'],
    ['trouble at AWS', [], (sns) => sns.failNext(snsFaults.internal, 4), 'unavailable', 'aws.InternalErrorException'],
    [
      'an answer that is none',
      [plain, {}, () => async () => ({ status: 200, body: 'hello' })],
      () => undefined,
      'unavailable',
      'aws.Error',
    ],
  ])('%s', async (_, given, arrange, because, code) => {
    const { sns, sender, log } = await aSender(...given);
    arrange(sns);
    expect(await sender.send({ to, text })).toEqual({ sent: false, because });
    expect(sns.accepted).toEqual([]);
    const last = log.lines.at(-1);
    expect(last).toMatchObject({ event: 'sms-not-sent', fields: { because, code: expect.any(String) } });
    expect(JSON.stringify(log.lines)).not.toContain('47406');
    expect(last?.fields.code).toBe(code);
  });

  test('a number that AWS does not take', async () => {
    const { sender } = await aSender();
    expect(await sender.send({ to: '+471' as PhoneNumber, text })).toEqual({ sent: false, because: 'invalid-number' });
  });

  test('nobody there', async () => {
    const log = createRecordedLog();
    const sender = createSmsSender({ settings: { access: accessTo('http://127.0.0.1:9'), ...plain }, log });
    closing.push(sender);
    expect(await sender.send({ to, text })).toEqual({ sent: false, because: 'unavailable' });
    expect(log.lines.at(-1)).toMatchObject({ event: 'sms-not-sent', fields: { because: 'unavailable', step: 'publish' } });
  });

  test('a number that opted out, should SNS ever say so', async () => {
    const { sns, sender } = await aSender();
    const fault = { status: 400, code: 'OptedOut', message: 'The phone number opted out' };
    sns.failNext(fault);
    expect(await sender.send({ to, text })).toEqual({ sent: false, because: 'opted-out' });
  });

  test('no answer in time', async () => {
    const { sender } = await aSender(plain, { timeoutMs: 50 }, () => () => new Promise(() => undefined));
    expect(await sender.send({ to, text })).toEqual({ sent: false, because: 'unavailable' });
  });
});

test('shows the token of credentials that end', async () => {
  const sns = createSns({ account: { ...account, sessionToken: 'token/of+an=hour' } });
  const server = await standIn(sns.receive);
  const { accessKeyId, secretAccessKey } = account;
  const credentials = { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: new Secret('token/of+an=hour') };
  const sender = createSmsSender({ settings: { access: accessTo(server.url, { credentials }), ...plain }, log: createRecordedLog() });
  closing.push(sender, server);
  expect(await sender.send({ to, text })).toMatchObject({ sent: true });
});

test('tells an administrator whether the service would take messages', async () => {
  const { sns, sender } = await aSender();
  expect(await sender.problem()).toBeNull();
  sns.failNext(snsFaults.notAuthorized);
  expect(await sender.problem()).toBe('not-allowed');
});
