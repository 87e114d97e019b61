import { describe, expect, test } from '@jest/globals';
import { codeAt, fromBase32, readEntry, secondsLeft, type TotpEntry } from '../../../sandbox/authenticator/totp.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const entry = (more: Partial<TotpEntry> = {}): TotpEntry => ({
  label: 'x',
  secret: ascii('12345678901234567890'),
  algorithm: 'sha1',
  digits: 8,
  periodSeconds: 30,
  ...more,
});

describe('codes of RFC 6238, appendix B', () => {
  const sha256 = entry({ algorithm: 'sha256', secret: ascii('12345678901234567890123456789012') });
  const sha512 = entry({ algorithm: 'sha512', secret: ascii('1234567890123456789012345678901234567890123456789012345678901234') });
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('at %d s', (seconds, ...codes) => {
    expect([entry(), sha256, sha512].map((each) => codeAt(each, seconds * 1000))).toEqual(codes);
  });
});

test('a code lasts to the end of its period', () => {
  expect([0, 1, 29, 30].map((seconds) => secondsLeft(entry(), seconds * 1000))).toEqual([30, 29, 1, 30]);
});

describe('secrets in base 32', () => {
  test.each([
    ['', null],
    ['MZXW6YTBOI', 'foobar'],
    ['MZXW6YTBOI======', 'foobar'],
    ['mzxw 6ytb-oi', 'foobar'],
    ['MZXW6YQ', 'foob'],
    ['0189', null],
  ])('%j', (text, bytes) => {
    const read = fromBase32(text);
    expect(read && new TextDecoder().decode(read)).toBe(bytes);
  });
});

describe('what is pasted', () => {
  test('may be the address of the QR code', () => {
    const uri = 'otpauth://totp/Acme%20Help:ada@borealis.example?secret=MZXW6YTBOI&issuer=Acme%20Help&algorithm=SHA256&digits=8&period=60';
    expect(readEntry(` ${uri} `)).toEqual({
      label: 'Acme Help: ada@borealis.example',
      secret: ascii('foobar'),
      algorithm: 'sha256',
      digits: 8,
      periodSeconds: 60,
    });
  });

  test('may be the secret as text', () => {
    expect(readEntry('MZXW 6YTB OI')).toMatchObject({ secret: ascii('foobar'), algorithm: 'sha1', digits: 6, periodSeconds: 30 });
  });

  test.each([
    'otpauth://hotp/x?secret=MZXW6YTBOI&counter=1',
    'otpauth://totp/x',
    'otpauth://totp/x?secret=MZXW6YTBOI&algorithm=MD5',
    'otpauth://totp/x?secret=MZXW6YTBOI&digits=60',
    'otpauth://totp/x?secret=MZXW6YTBOI&period=0',
    'otpauth://totp/%E0?secret=MZXW6YTBOI',
    'https://example.com/',
    '',
  ])('is nothing when it is %j', (text) => {
    expect(readEntry(text)).toBeNull();
  });
});
