import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../broker/adapters/clock/system-clock.ts';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createSenders } from '../../../broker/adapters/senders.ts';
import { type Messages, startMessages } from '../../../sandbox/messages/app.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { aSigningKey } from '../../support/push/signing-key.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { sendersTo } from '../../support/senders.ts';

let messages: Messages;
let bench: CliBench;
let closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  messages = await startMessages({ port: 0 });
});
afterAll(() => messages.close());
beforeEach(async () => {
  messages.outbox.clear();
  bench = await openCliBench();
});
afterEach(async () => {
  for (const each of closing) await each.close();
  closing = [];
  await bench.close();
});

/** The real senders, towards the stand-ins. */
function sendToStandIns(): void {
  const to = sendersTo(messages);
  const outbound = createOutbound({ allow: to.outbound, mode: 'development' });
  const key = aSigningKey('push');
  const keys = { current: async () => key, trusted: async () => [key], rotate: async () => key };
  const senders = createSenders(
    { ...to, baseUrl: 'http://localhost:8080' },
    { outbound, keys, clock: systemClock, random: systemRandom, log: createRecordedLog() },
  );
  bench.state.senders = senders;
  closing.push(senders, outbound);
}

describe('sends one message, and says that it was taken:', () => {
  test.each([
    [['mail', 'ada@borealis.example'], { kind: 'mail', to: 'ada@borealis.example' }, 'The mail service has taken the message'],
    [['sms', '+47 406 12 345', '--country', 'NO'], { kind: 'sms', to: '+4740612345' }, 'Amazon SNS has taken the message'],
  ])('%j', async (words, sent, told) => {
    sendToStandIns();
    const { code, out } = await bench.run('sender', 'test', ...words);
    expect([code, out]).toEqual([0, expect.stringContaining(told)]);
    expect(messages.outbox.list()).toMatchObject([sent]);
  });
});

test('has the code of a YubiKey validated, once', async () => {
  sendToStandIns();
  const code = messages.yubikey.press();
  expect((await bench.run('sender', 'test', 'otp', code)).out).toContain('its code was good');
  expect(await bench.run('sender', 'test', 'otp', code)).toMatchObject({ code: 1, err: expect.stringContaining('used before') });
});

describe('says what is wrong, in words, and ends with 1:', () => {
  test.each([
    [['mail', 'ada'], 'no e-mail address'],
    [['sms', '+47 406 12 345', '--country', 'SE'], 'not of a country'],
    [['sms', '+46 8 712 34 56', '--country', 'SE'], 'no mobile number'],
    [['sms', 'ada', '--country', 'SE'], 'no telephone number'],
    [['otp', '123456'], 'no code of a YubiKey'],
    [['otp', 'c'.repeat(44)], 'does not know this key'],
  ])('%j', async (words, told) => {
    sendToStandIns();
    expect(await bench.run('sender', 'test', ...words)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(told) });
    expect(messages.outbox.list()).toEqual([]);
  });

  test.each([
    [['mail', 'ada@borealis.example'], 'set SMTP_URL'],
    [['sms', '+47 406 12 345', '--country', 'NO'], 'set SMS_VIA'],
    [['otp', 'c'.repeat(44)], 'set YUBICO_CLIENT_ID'],
  ])('nothing set up for %j', async (words, told) => {
    expect(await bench.run('sender', 'test', ...words)).toMatchObject({ code: 1, err: expect.stringContaining(told) });
  });
});

test.each([
  [['pigeon', 'ada'], 'WAY is one of: mail, sms, otp'],
  [['sms', '+47 406 12 345'], '--country XX belongs to sms'],
  [['mail', 'ada@borealis.example', '--country', 'NO'], '--country XX belongs to sms'],
])('is not called like this: %j', async (words, told) => {
  expect(await bench.run('sender', 'test', ...words)).toMatchObject({ code: 2, err: expect.stringContaining(told) });
});
