import { describe, expect, test } from '@jest/globals';
import { codeFrom, drawDigits, drawEmailCode, shownCode } from '../../../../broker/connectors/email-code/code.ts';
import { codeMessage } from '../../../../broker/connectors/email-code/message.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';

/** A random source that gives these numbers, one after another. */
const giving = (...numbers: number[]) => ({
  bytes: () => new Uint8Array(Buffer.from((numbers.shift() ?? 0).toString(16).padStart(8, '0'), 'hex')),
  token: () => '',
});

describe('a code', () => {
  test('has six digits, zeros in front included', () => {
    expect(drawDigits(giving(42))).toBe('000042');
    expect(drawDigits(giving(999_999))).toBe('999999');
    expect(drawDigits(giving(1_000_000))).toBe('000000');
  });

  test('is drawn again where the last, incomplete round of numbers would favour some', () => {
    expect(drawDigits(giving(4_294_000_000, 4_294_967_295, 7))).toBe('000007');
    expect(drawDigits(giving(4_293_999_999))).toBe('999999');
  });

  test('is spread over the whole range', () => {
    const random = createFixedRandom('codes');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draws = 0; draws < 5_000; draws += 1) counts[Number(drawDigits(random)[0])] = (counts[Number(drawDigits(random)[0])] ?? 0) + 1;
    for (const count of counts) expect(count).toBeGreaterThan(350);
  });

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
