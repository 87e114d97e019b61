import { describe, expect, test } from '@jest/globals';
import { readTokenList } from '../../../../broker/factors/oath-token/read-list.ts';

const hex = '3132333435363738393031323334353637383930';
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const base64 = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=';
const secret = new TextEncoder().encode('12345678901234567890');

const problemsOf = (text: string) => {
  const read = readTokenList({ text });
  return read.ok ? read.problems : read;
};

describe('a list of tokens', () => {
  test('without a head is serial, secret, kind, digits, period or counter', () => {
    expect(readTokenList({ text: `A-1,${hex},HOTP,8,17\nA-2,${hex},totp,6,60\nA-3,${hex}` })).toMatchObject({
      ok: true,
      encoding: 'hex',
      problems: [],
      tokens: [
        { serial: 'A1', kind: 'hotp', digits: 8, counter: 17, secret, algorithm: 'sha1' },
        { serial: 'A2', kind: 'totp', digits: 6, periodSeconds: 60 },
        { serial: 'A3', kind: 'totp', digits: 6, periodSeconds: 30 },
      ],
    });
  });

  test('is read by its head, as Entra ID has it, and the rest of it is left alone', () => {
    const text = `upn,serial number,secret key,time interval,manufacturer,model\nada@example.com,1234567,${base32},30,Contoso,HardwareKey`;
    expect(readTokenList({ text })).toMatchObject({
      encoding: 'base32',
      tokens: [{ serial: '1234567', kind: 'totp', periodSeconds: 30, secret }],
    });
  });

  test('may have semicolons, quotes, a byte order mark and empty lines', () => {
    const text = `\ufeffSerial;Secret;Algorithm;Counter\r\n\r\n"B 1";"${base64}";"HMAC-SHA512";3\r\n`;
    expect(readTokenList({ text })).toMatchObject({
      encoding: 'base64',
      tokens: [{ serial: 'B1', kind: 'hotp', algorithm: 'sha512', counter: 3, secret }],
    });
  });

  test('may have a secret that begins with a plus sign', () => {
    const plus = Buffer.from(`\xfb${'x'.repeat(17)}`, 'latin1').toString('base64');
    expect(plus.startsWith('+')).toBe(true);
    expect(readTokenList({ text: `C1,${base64}\nC2,${plus}` })).toMatchObject({ encoding: 'base64', problems: [] });
  });

  test('tells every line that is wrong, by its number and without its secret', () => {
    const lines = [
      'serial,secret,type,digits,period,counter',
      `=1+1,${hex},,,,`,
      `x y$,${hex},,,,`,
      `D1,${hex},,,,`,
      `d-1,${hex},,,,`,
      `D2,zz${hex.slice(2)},,,,`,
      `D3,${hex.slice(0, 16)},,,,`,
      `D4,${hex},smart,,,`,
      `D5,${hex},totp,7,,`,
      `D6,${hex},totp,6,45,`,
      `D7,${hex},hotp,6,,-1`,
      `D8,${hex},hotp,6,,1.5`,
      `1.23457E+11,${hex},,,,`,
      'D9',
    ];
    const problems = problemsOf(lines.join('\n'));
    expect(problems).toEqual(
      [
        [2, 'formula'],
        [3, 'serial'],
        [5, 'twice'],
        [6, 'secret'],
        [7, 'secret-length'],
        [8, 'kind'],
        [9, 'digits'],
        [10, 'period'],
        [11, 'formula'],
        [12, 'counter'],
        [13, 'serial'],
        [14, 'columns'],
      ].map(([line, because]) => ({ line, because })),
    );
    expect(JSON.stringify(problems)).not.toContain('3132');
  });

  test.each([
    ['nothing', '', 'empty', null],
    ['a head alone', 'serial,secret\n', 'empty', null],
    ['no secrets', 'serial,model\nA1,x', 'no-secret-column', 1],
    ['another encoding', `s\ufffdrial,${hex}`, 'encoding', null],
    ['bytes of something else', `A1,\0${hex}`, 'binary', null],
    ['a quote that never ends', `A1,"${hex}`, 'quotes', 1],
    ['secrets that read in two ways', 'A1,2233445566772233445566772233445566772233', 'which-encoding', null],
    ['too many lines', `A1,${hex}\n`.repeat(20_002), 'too-many', null],
  ] as const)('with %s is refused', (_, text, because, line) => {
    expect(readTokenList({ text })).toEqual({ ok: false, because, line });
  });

  test('is read in the encoding that somebody told', () => {
    const text = 'A1,2233445566772233445566772233445566772233';
    expect(readTokenList({ text, encoding: 'base32' })).toMatchObject({ encoding: 'base32', tokens: [{ secret: { length: 25 } }] });
    expect(readTokenList({ text, encoding: 'hex' })).toMatchObject({ tokens: [{ secret: { length: 20 } }] });
  });

  test('of twenty thousand is read within a second', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `T${index},${base32},totp,6,30`).join('\n');
    const begun = performance.now();
    expect(readTokenList({ text })).toMatchObject({ tokens: { length: 20_000 }, problems: [] });
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
