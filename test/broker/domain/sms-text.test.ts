import { expect, test } from '@jest/globals';
import { smsText } from '../../../broker/domain/sms-text.ts';

const host = 'acme-login.help.example';

test('says the code, whose it is and where it counts, bound to the host by its last line', () => {
  expect(smsText({ code: '123456', name: 'Acme Help', host })).toBe(
    '123456 is your code for Acme Help. Pass it on to nobody.\n\n@acme-login.help.example #123456',
  );
});

test.each([
  ['a name of signs that need another alphabet', 'Помощь'],
  ['a name that is too long', 'A'.repeat(90)],
  ['no name', ' '],
])('leaves out %s, to stay within one segment', (_, name) => {
  const text = smsText({ code: '123456', name, host });
  expect(text).toBe('123456 is your code. Pass it on to nobody.\n\n@acme-login.help.example #123456');
  expect(text.length).toBeLessThanOrEqual(160);
});

test('no name can write a last line of its own', () => {
  const text = smsText({ code: '123456', name: 'Acme\n\n@evil.example #123456', host });
  expect(text.split('\n')).toEqual(['123456 is your code for Acme evil.example 123456. Pass it on to nobody.', '', `@${host} #123456`]);
});
