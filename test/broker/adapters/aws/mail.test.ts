import { afterEach, describe, expect, test } from '@jest/globals';
import { createSesMailer } from '../../../../broker/adapters/aws/mail.ts';
import { createSes, sesFaults } from '../../../../sandbox/aws/ses.ts';
import { readMail } from '../../../../sandbox/mail/read.ts';
import { accessTo, account, standIn } from '../../../support/aws/account.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

async function aMailer(more: { configurationSet?: string; from?: string } = {}) {
  const ses = createSes({ account, identities: ['help.example'], configurationSets: ['codes'] });
  const server = await standIn(ses.receive);
  const log = createRecordedLog();
  const { configurationSet = null, from = 'no-reply@help.example' } = more;
  const mailer = createSesMailer({ access: accessTo(server.url), from, configurationSet, log });
  closing.push(mailer, server);
  return { ses, mailer, log };
}

const mail = { to: 'ada@borealis.example', subject: 'Your code', text: 'Your code is 123456\n' };

test('hands a message over as plain text, to one address', async () => {
  const { ses, mailer } = await aMailer({ configurationSet: 'codes' });
  expect(await mailer.send({ ...mail, subject: 'Dein Schlüssel für heute' })).toEqual({ sent: true });
  const [accepted] = ses.accepted;
  expect(accepted).toMatchObject({ from: 'no-reply@help.example', to: ['ada@borealis.example'], configurationSet: 'codes' });
  const read = readMail(accepted?.raw ?? '');
  expect([read.subject, read.text]).toEqual(['Dein Schlüssel für heute', 'Your code is 123456']);
  expect(read.headers.get('auto-submitted')).toBe('auto-generated');
  expect(read.headers.get('content-type')).toContain('text/plain');
});

test('a header that somebody wants to add goes to nobody else', async () => {
  const { ses, mailer } = await aMailer();
  await mailer.send({ ...mail, subject: 'Hello\r\nBcc: all@kestrel.example' });
  const [{ to, raw } = { to: [], raw: '' }] = ses.accepted;
  expect([to, /^Bcc:/m.test(raw)]).toEqual([['ada@borealis.example'], false]);
});

test('delivers in the background, and waits for that at its end', async () => {
  const { ses, mailer } = await aMailer();
  mailer.deliver(mail);
  expect(ses.accepted).toEqual([]);
  await mailer.close();
  expect(ses.accepted).toHaveLength(1);
});

describe('says why a message was not taken, and logs no address:', () => {
  test.each<[string, Parameters<typeof aMailer>[0], (ses: ReturnType<typeof createSes>) => void, string, string]>([
    ['a sender that is not verified', { from: 'no-reply@other.example' }, () => undefined, 'rejected', 'aws.MessageRejected'],
    ['an account in the sandbox', {}, (ses) => ses.onlyTo([]), 'rejected', 'aws.MessageRejected'],
    [
      'a configuration set that is not there',
      { configurationSet: 'other' },
      () => undefined,
      'not-allowed',
      'aws.ConfigurationSetDoesNotExistException',
    ],
    ['a right that is missing', {}, (ses) => ses.failNext(sesFaults.accessDenied), 'not-allowed', 'aws.AccessDenied'],
    ['sending that was paused', {}, (ses) => ses.failNext(sesFaults.paused), 'not-allowed', 'aws.AccountSendingPausedException'],
    ['too much at once', {}, (ses) => ses.failNext(sesFaults.throttled, 2), 'throttled', 'aws.Throttling'],
    ['trouble at AWS', {}, (ses) => ses.failNext(sesFaults.unavailable, 2), 'unavailable', 'aws.ServiceUnavailable'],
  ])('%s', async (_, wish, arrange, because, word) => {
    const { ses, mailer, log } = await aMailer(wish);
    arrange(ses);
    expect(await mailer.send(mail)).toEqual({ sent: false, because });
    expect(ses.accepted).toEqual([]);
    expect(log.lines).toEqual([{ level: 'error', event: 'mail-not-sent', fields: { because: word } }]);
  });

  test('an address that is none', async () => {
    const { mailer } = await aMailer();
    expect(await mailer.send({ ...mail, to: 'ada' })).toEqual({ sent: false, because: 'invalid-address' });
  });
});

test('says whether the service takes messages', async () => {
  const { ses, mailer } = await aMailer();
  expect(await mailer.problem()).toBeNull();
  ses.failNext(sesFaults.accessDenied);
  expect(await mailer.problem()).toBe('aws.AccessDenied');
});
