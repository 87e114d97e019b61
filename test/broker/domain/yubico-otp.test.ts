import { describe, expect, test } from '@jest/globals';
import { bytesOfModhex, modhexOf, readYubicoOtp } from '../../../broker/domain/yubico-otp.ts';

/** The well-known example of the manual's tools. */
const text = 'dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh';

describe('a code is read', () => {
  test.each([
    ['as it is typed', text],
    ['with a line end behind it', ` ${text}\n`],
    ['in capitals', text.toUpperCase()],
    ['through a Dvorak keyboard', 'ey.uugh.dtbduhxphbnbnebdjghkeexctbihpyid'],
  ])('%s', (_, typed) => {
    expect(readYubicoOtp(typed)).toEqual({ publicId: 'dteffuje', text });
  });

  test('with the usual twelve signs of a public id', () => {
    expect(readYubicoOtp(`cccccccccccb${'c'.repeat(32)}`)).toMatchObject({ publicId: 'cccccccccccb' });
  });
});

describe('is no code:', () => {
  test.each(['', '123456', 'c'.repeat(32), 'c'.repeat(45), 'c'.repeat(66), `${'c'.repeat(43)}a`, `${'c'.repeat(22)} ${'c'.repeat(22)}`])(
    '%j',
    (typed) => {
      expect(readYubicoOtp(typed)).toBeNull();
    },
  );
});

test('modhex there and back', () => {
  expect(modhexOf(Buffer.from('test'))).toBe('ifhgieif');
  expect(Buffer.from(bytesOfModhex('ifhgieif') ?? []).toString()).toBe('test');
  expect([bytesOfModhex('c'), bytesOfModhex('ca')]).toEqual([null, null]);
});
