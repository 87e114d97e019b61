import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createSmsSender } from '../../../broker/adapters/aws/sms.ts';
import { systemClock } from '../../../broker/adapters/clock/system-clock.ts';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { createMailer } from '../../../broker/adapters/mail/mailer.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createPushService } from '../../../broker/adapters/push/service.ts';
import { createOtpValidation } from '../../../broker/adapters/yubico/validation.ts';
import type { PhoneNumber } from '../../../broker/domain/phone.ts';
import { readYubicoOtp } from '../../../broker/domain/yubico-otp.ts';
import { type Messages, startMessages } from '../../../sandbox/messages/app.ts';
import { brand } from '../../support/builders/brand.ts';
import { aSigningKey } from '../../support/push/signing-key.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { sendersTo } from '../../support/senders.ts';

let messages: Messages;
let to: ReturnType<typeof sendersTo>;
let origin = '';
const log = createRecordedLog();

beforeAll(async () => {
  messages = await startMessages({ port: 0 });
  origin = messages.environment().PUSH_ORIGINS ?? '';
  to = sendersTo(messages);
});
afterAll(() => messages.close());
beforeEach(() => messages.outbox.clear());

const get = async (path: string) => (await fetch(`${origin.replace('localhost', '127.0.0.1')}${path}`)).text();
const mail = { to: 'ada@borealis.example', subject: 'Your code <now>', text: 'Your code is AB12-CD34\n' };

test('an SMS by the real SDK is on the page, its code to be copied', async () => {
  const { sms } = to.senders;
  if (sms === null) throw new Error('no SMS');
  const sender = createSmsSender({ settings: sms, log });
  const text = '123456 is your code for Acme Help.\n\n@acme-login.localhost #123456';
  expect(await sender.send({ to: '+4740612345' as PhoneNumber, text })).toMatchObject({ sent: true });
  await sender.close();
  expect(messages.outbox.list()).toMatchObject([{ kind: 'sms', to: '+4740612345', code: '123456', text }]);
  const page = await get('/');
  expect(page).toContain('SMS to +4740612345');
  expect(page).toContain('data-copy="123456"');
});

test.each<[string, () => Record<string, string>]>([
  ['a mail server', () => ({})],
  ['SES', () => ({ SMTP_URL: '', MAIL_VIA: 'ses', AWS_ENDPOINT_URL_SES: `${origin}/aws/ses` })],
])('an e-mail by %s is on the page, without becoming a part of it', async (_, more) => {
  const settings = sendersTo(messages, more()).mail;
  if (settings === null) throw new Error('no mail');
  const mailer = createMailer(settings, log);
  expect(await mailer.problem()).toBeNull();
  expect(await mailer.send(mail)).toEqual({ sent: true });
  await mailer.close();
  expect(messages.outbox.list()).toMatchObject([{ kind: 'mail', to: mail.to, subject: mail.subject, code: 'AB12-CD34' }]);
  expect(await get('/list')).toContain('Your code &lt;now&gt;');
});

test('a wake-up of a browser that subscribed is on the page', async () => {
  const key = aSigningKey('push');
  const outbound = createOutbound({ allow: to.outbound, mode: 'development' });
  const push = createPushService({
    keys: { current: async () => key, trusted: async () => [key] },
    outbound,
    origins: to.senders.pushOrigins,
    contact: null,
    clock: systemClock,
    random: systemRandom,
    log,
  });
  const serverKey = await push.applicationServerKey(brand('t1'));
  const subscribed = await fetch(`${origin.replace('localhost', '127.0.0.1')}/push`, {
    method: 'POST',
    body: new URLSearchParams({ applicationServerKey: serverKey }),
  });
  const { endpoint, keys } = (await subscribed.json()) as { endpoint: string; keys: { p256dh: string; auth: string } };
  expect(await push.wake(brand('t1'), { endpoint, ...keys, serverKey }, { payload: 'c1', ttlSeconds: 60, topic: null })).toEqual({
    sent: true,
  });
  await outbound.close();
  expect(messages.outbox.list()).toMatchObject([{ kind: 'push', text: 'c1' }]);
});

test('the YubiKey types codes that the validation server takes, once', async () => {
  const { yubico } = to.senders;
  if (yubico === null) throw new Error('no Yubico');
  const outbound = createOutbound({ allow: to.outbound, mode: 'development' });
  const validation = createOtpValidation({ outbound, settings: yubico, clock: systemClock, random: systemRandom, log });
  const pressed = await fetch(`${origin.replace('localhost', '127.0.0.1')}/yubikey/press`, { method: 'POST', redirect: 'manual' });
  expect(pressed.status).toBe(303);
  const typed = /<output class="long">([a-z]{44})<\/output>/.exec(await get('/'))?.[1] ?? '';
  const otp = readYubicoOtp(typed);
  if (otp === null) throw new Error('no code on the page');
  expect(otp.publicId).toBe(messages.yubikey.publicId);
  expect(await validation.validate(otp)).toEqual({ valid: true });
  expect(await validation.validate(otp)).toEqual({ valid: false, because: 'replayed' });
  await outbound.close();
});

test('what is not there is not there', async () => {
  expect(await get('/other')).toBe('Not here.\n');
  expect(await get('/aws/snsx')).toBe('Not here.\n');
});

test('a phone answers STOP, gets nothing from then on, and answers START', async () => {
  const { sms } = to.senders;
  if (sms === null) throw new Error('no SMS');
  const sender = createSmsSender({ settings: sms, log });
  const send = () => sender.send({ to: '+4740612345' as PhoneNumber, text: '123456 is your code.' });
  const answer = async (word: string) =>
    (
      await fetch(`${origin.replace('localhost', '127.0.0.1')}/${word}`, {
        method: 'POST',
        body: new URLSearchParams({ to: '+4740612345' }),
        redirect: 'manual',
      })
    ).status;
  expect(await send()).toMatchObject({ sent: true });
  expect(await get('/')).toContain('Answer STOP');
  expect(await answer('stop')).toBe(303);
  expect(await send()).toEqual({ sent: false, because: 'opted-out' });
  expect(await get('/list')).toContain('Answer START');
  expect(await answer('start')).toBe(303);
  expect(await send()).toMatchObject({ sent: true });
  await sender.close();
});
