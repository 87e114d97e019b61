import { describe, expect, test } from '@jest/globals';
import { codeFrom, drawDigits } from '../../../../broker/connectors/email-code/code.ts';
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
});

test('a name of a connection adds no line to the message and quotes nothing', () => {
  const { subject, text } = codeMessage('ada@x.example', { code: '123456', site: 'acme-login.help.example', name: 'A"\r\n{code}\u202eB' });
  expect(subject).toBe('Your code to sign in at acme-login.help.example');
  expect(text.match(/123456/g)).toHaveLength(1);
  expect(text).not.toMatch(/\r|\u202e/);
});
