import { afterEach, describe, expect, test } from '@jest/globals';
import { createSmtpMailer } from '../../../../broker/adapters/smtp/mailer.ts';
import { readMailServer } from '../../../../broker/domain/mail-server.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import { startMailServer } from '../../../support/mail/server.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

async function aMailer(wish: Parameters<typeof startMailServer>[0] = {}, urlOf = (url: string) => url) {
  const server = await startMailServer(wish);
  const log = createRecordedLog();
  const mailer = createSmtpMailer({ url: new Secret(urlOf(server.url)), from: 'no-reply@help.example', log });
  closing.push(mailer, server);
  return { server, mailer, log };
}

const mail = { to: 'ada@borealis.example', subject: 'Your code', text: 'Your code is 123456\n' };

test('hands a message over as plain text, to one address', async () => {
  const { server, mailer } = await aMailer();
  mailer.deliver(mail);
  const received = await server.message(1);
  expect(received).toMatchObject({ to: ['ada@borealis.example'], from: 'no-reply@help.example' });
  for (const line of ['Subject: Your code', 'Auto-Submitted: auto-generated', 'Content-Type: text/plain', 'Your code is 123456'])
    expect(received.raw).toContain(line);
});

test('shows the name and password of the address', async () => {
  const { server, mailer } = await aMailer({ user: 'gate house', password: 'p@ss' }, (url) => url.replace('//', '//gate%20house:p%40ss@'));
  mailer.deliver(mail);
  expect((await server.message(1)).to).toEqual(['ada@borealis.example']);
});

describe('what cannot be sent is in the log, without the address:', () => {
  test.each<[string, Parameters<typeof startMailServer>[0], (url: string) => string, string]>([
    ['refused by the server', { refuse: true }, (url) => url, 'mail.EMESSAGE'],
    ['a wrong password', { user: 'a', password: 'b' }, (url) => url.replace('//', '//a:c@'), 'mail.EAUTH'],
    ['no TLS where it is wanted', {}, (url) => url.replace('?tls=none', ''), 'mail.ETLS'],
    ['no TLS from the start', {}, (url) => url.replace('smtp:', 'smtps:').replace('?tls=none', ''), 'mail.ESOCKET'],
  ])('%s', async (_, wish, urlOf, because) => {
    const { server, mailer, log } = await aMailer(wish, urlOf);
    mailer.deliver(mail);
    await mailer.close();
    expect(log.lines).toEqual([{ level: 'error', event: 'mail-not-sent', fields: { because } }]);
    expect(server.received).toEqual([]);
  });

  test('a header that somebody wants to add', async () => {
    const { server, mailer } = await aMailer();
    mailer.deliver({ ...mail, subject: 'Hello\r\nBcc: all@kestrel.example' });
    const { to, raw } = await server.message(1);
    expect([to, /^Bcc:/m.test(raw)]).toEqual([['ada@borealis.example'], false]);
  });
});

describe('who waits is told why it was not taken:', () => {
  test.each<[string, Parameters<typeof startMailServer>[0], (url: string) => string, string]>([
    ['refused by the server', { refuse: true }, (url) => url, 'unavailable'],
    ['a mailbox that is not there', { refuseTo: { 'ada@borealis.example': 550 } }, (url) => url, 'invalid-address'],
    ['a mailbox that takes nothing now', { refuseTo: { 'ada@borealis.example': 450 } }, (url) => url, 'unavailable'],
    ['a wrong password', { user: 'a', password: 'b' }, (url) => url.replace('//', '//a:c@'), 'not-allowed'],
    ['no TLS where it is wanted', {}, (url) => url.replace('?tls=none', ''), 'unavailable'],
  ])('%s', async (_, wish, urlOf, because) => {
    const { mailer } = await aMailer(wish, urlOf);
    expect(await mailer.send(mail)).toEqual({ sent: false, because });
  });

  test('an address that is none', async () => {
    const { mailer } = await aMailer();
    expect(await mailer.send({ ...mail, to: '' })).toEqual({ sent: false, because: 'invalid-address' });
  });

  test('and that it was', async () => {
    const { server, mailer } = await aMailer();
    expect(await mailer.send(mail)).toEqual({ sent: true });
    expect(server.received).toHaveLength(1);
  });
});

test('says whether the mail server takes messages', async () => {
  expect(await (await aMailer()).mailer.problem()).toBeNull();
  expect(await (await aMailer({}, (url) => url.replace('?tls=none', ''))).mailer.problem()).toBe('mail.ETLS');
});

describe('the address of a mail server', () => {
  test.each([
    ['smtps://mail.example', { port: 465, tls: 'implicit', user: null }],
    ['smtp://mail.example', { port: 587, tls: 'starttls' }],
    ['smtp://u:p%40@mail.example:25?tls=none', { port: 25, tls: 'none', user: 'u', password: 'p@' }],
    ['smtp://[::1]:25', { host: '::1' }],
  ])('%s', (text, expected) => {
    expect(readMailServer(text)).toMatchObject(expected);
  });

  test.each([
    'mail.example',
    'https://mail.example',
    'smtp://',
    'smtp://m.example/x',
    'smtp://m.example?tls=maybe',
    'smtps://m.example?tls=none',
    'smtp://m.example?a=b',
    'smtp://%zz@m.example',
  ])('is not %s', (text) => {
    expect(readMailServer(text)).toBeNull();
  });
});
