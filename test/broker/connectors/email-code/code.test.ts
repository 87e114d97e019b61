import { describe, expect, test } from '@jest/globals';
import { codeFrom, drawEmailCode, shownCode } from '../../../../broker/connectors/email-code/code.ts';
import { codeMessage } from '../../../../broker/connectors/email-code/message.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';

describe('a code', () => {
  test.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['１２３４５６', null],
    ['', null],
  ])('is read from %p', (text, code) => {
    expect(codeFrom(text)).toBe(code);
  });

  test('that is long is read back as it is shown, in any case', () => {
    const code = drawEmailCode(createFixedRandom('long'), 'long');
    expect(code).toHaveLength(8);
    expect(shownCode(code, 'long')).toMatch(/^\w{4}-\w{4}$/);
    expect(codeFrom(shownCode(code, 'long').toLowerCase(), 'long')).toBe(code);
    expect([codeFrom('123456', 'long'), codeFrom(code, 'short')]).toEqual([null, null]);
  });
});

test('a name of a connection adds no line to the message and quotes nothing', () => {
  const { subject, text } = codeMessage('ada@x.example', {
    code: '123456',
    site: 'acme-login.help.example',
    name: 'A"\r\n{code}\u202eB',
    wrongTries: 0,
  });
  expect(subject).toBe('Your code to sign in at acme-login.help.example');
  expect(text.match(/123456/g)).toHaveLength(1);
  expect(text).not.toMatch(/\r|\u202e/);
});

describe('a message', () => {
  const message = (name: string, wrongTries = 0) =>
    codeMessage('ada@x.example', { code: '123456', site: 'login.example', name, wrongTries }).text;

  test.each([
    ['Guests https://evil.example now', '"Guests now"'],
    ['www.evil.example', '"login.example"'],
    ['evil\uff0eexample Guests', '"Guests"'],
    ['St. Mary & Söhne B.V.', '"St. Mary & Söhne B.V."'],
  ])('with the name %p holds no address of it', (name, shown) => {
    expect(message(name)).toContain(`(${shown})`);
    expect(message(name)).not.toMatch(/evil/);
  });

  test.each([
    [0, /^(?![\s\S]*wrong)/],
    [1, /One wrong code was entered/],
    [23, /23 wrong codes were entered[\s\S]*tell the people who run login\.example/],
  ])('tells of %p wrong codes', (wrongTries, told) => {
    expect(message('Guests', wrongTries)).toMatch(told);
    expect(message('Guests', wrongTries)).not.toMatch(/[{}]/);
  });
});
