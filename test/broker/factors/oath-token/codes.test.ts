import { describe, expect, test } from '@jest/globals';
import { type Counted, codeOf, judgeCode, judgePair } from '../../../../broker/factors/oath-token/codes.ts';
import type { Token } from '../../../../broker/factors/oath-token/token.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const digits20 = '12345678901234567890';
const hotp: Token = { serial: 'H1', kind: 'hotp', counter: 0, digits: 6, algorithm: 'sha1', secret: ascii(digits20) };
const totp: Token = { serial: 'T1', kind: 'totp', periodSeconds: 30, digits: 6, algorithm: 'sha1', secret: ascii(digits20) };
const fresh: Counted = { position: 0, drift: 0, awaited: null };
const now = 1_111_111_111_000;
const stepNow = Math.floor(now / 30_000);

describe('codes by their standards', () => {
  // RFC 4226, appendix D.
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => [counter, code] as const,
    ),
  )('HOTP %i is %s', (counter, code) => {
    expect(codeOf(hotp, counter)).toBe(code);
  });

  // RFC 6238, appendix B.
  const seeds = {
    sha1: ascii(digits20),
    sha256: ascii(`${digits20}123456789012`),
    sha512: ascii(`${digits20.repeat(3)}1234`),
  } as const;
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ] as const)('TOTP at %i s with SHA-1, SHA-256 and SHA-512', (seconds, ...codes) => {
    const found = (['sha1', 'sha256', 'sha512'] as const).map((algorithm) =>
      codeOf({ secret: seeds[algorithm], algorithm, digits: 8 }, Math.floor(seconds / 30)),
    );
    expect(found).toEqual(codes);
  });

  test('a secret of 80 bits, as old tokens have, counts as well', () => {
    expect(codeOf({ ...hotp, secret: ascii('1234567890') }, 0)).toMatch(/^\d{6}$/);
  });
});

describe('a code of a token with a button', () => {
  const at = (counter: number, counted: Partial<Counted> = {}) => judgeCode(hotp, { ...fresh, ...counted }, codeOf(hotp, counter), now);

  test('fits up to ten presses ahead, and moves on behind it', () => {
    expect(at(0)).toEqual({ kind: 'fits', position: 1, drift: 0 });
    expect(at(10)).toEqual({ kind: 'fits', position: 11, drift: 0 });
  });

  test('is far from eleven to a hundred, and wrong beyond', () => {
    expect(at(11)).toEqual({ kind: 'far', awaited: 12 });
    expect(at(100)).toEqual({ kind: 'far', awaited: 101 });
    expect(at(101)).toEqual({ kind: 'wrong' });
  });

  test('fits where the one before it was far', () => {
    expect(at(12, { awaited: 12 })).toEqual({ kind: 'fits', position: 13, drift: 0 });
    expect(at(13, { awaited: 12 })).toEqual({ kind: 'far', awaited: 14 });
  });

  test('is known as used when it was the last one, and never fits again', () => {
    expect(at(4, { position: 5 })).toEqual({ kind: 'used' });
    expect(at(3, { position: 5 })).toEqual({ kind: 'wrong' });
  });

  test('of another length is wrong', () => {
    expect(judgeCode({ ...hotp, digits: 8 }, fresh, codeOf(hotp, 0), now)).toEqual({ kind: 'wrong' });
  });
});

describe('a code of a token with a clock', () => {
  const at = (step: number, counted: Partial<Counted> = {}, when = now) =>
    judgeCode(totp, { ...fresh, ...counted }, codeOf(totp, step), when);

  test('fits two steps around, and its drift is learned', () => {
    for (const drift of [-2, -1, 0, 1, 2]) expect(at(stepNow + drift)).toEqual({ kind: 'fits', position: stepNow + drift + 1, drift });
  });

  test('is looked for around what was learned', () => {
    expect(at(stepNow + 7, { drift: 5 })).toEqual({ kind: 'fits', position: stepNow + 8, drift: 7 });
    expect(at(stepNow, { drift: 5 })).toMatchObject({ kind: 'far' });
  });

  test('is far up to ten steps, and wrong beyond', () => {
    expect(at(stepNow + 3)).toEqual({ kind: 'far', awaited: stepNow + 4 });
    expect(at(stepNow - 10)).toEqual({ kind: 'far', awaited: stepNow - 9 });
    expect(at(stepNow + 11)).toEqual({ kind: 'wrong' });
    expect(at(stepNow - 11)).toEqual({ kind: 'wrong' });
  });

  test('fits where the one before it was far, within the time that takes', () => {
    const later = now + 30_000;
    expect(at(stepNow + 7, { awaited: stepNow + 7 }, later)).toEqual({ kind: 'fits', position: stepNow + 8, drift: 6 });
    expect(at(stepNow + 9, { awaited: stepNow + 7 }, later)).toMatchObject({ kind: 'fits' });
    expect(at(stepNow + 10, { awaited: stepNow + 7 }, later)).toMatchObject({ kind: 'far' });
    expect(at(stepNow + 7, { awaited: stepNow + 7 }, now + 3_600_000)).toEqual({ kind: 'wrong' });
  });

  test('of a step that was used, or one before it, never fits', () => {
    expect(at(stepNow, { position: stepNow + 1 })).toEqual({ kind: 'used' });
    expect(at(stepNow - 1, { position: stepNow + 1 })).toEqual({ kind: 'used' });
  });

  test('does not fit while our clock is set back', () => {
    expect(at(stepNow - 100, { position: stepNow }, now - 3_000_000)).not.toMatchObject({ kind: 'fits' });
  });

  test('of a token of 60 seconds has steps of 60 seconds', () => {
    const slow: Token = { ...totp, periodSeconds: 60 };
    const step = Math.floor(now / 60_000);
    expect(judgeCode(slow, fresh, codeOf(slow, step), now)).toEqual({ kind: 'fits', position: step + 1, drift: 0 });
  });
});

describe('two codes in a row', () => {
  test('show a token with a button up to a hundred presses on', () => {
    expect(judgePair(hotp, fresh, codeOf(hotp, 100), codeOf(hotp, 101), now)).toEqual({ position: 102, drift: 0 });
    expect(judgePair(hotp, fresh, codeOf(hotp, 101), codeOf(hotp, 102), now)).toBeNull();
  });

  test('show a token with a clock up to ten steps off', () => {
    expect(judgePair(totp, fresh, codeOf(totp, stepNow - 10), codeOf(totp, stepNow - 9), now)).toEqual({
      position: stepNow - 8,
      drift: -9,
    });
    expect(judgePair(totp, fresh, codeOf(totp, stepNow - 11), codeOf(totp, stepNow - 10), now)).toBeNull();
  });

  test.each([
    ['the same twice', 5, 5],
    ['in the wrong order', 6, 5],
    ['with one between', 5, 7],
    ['of which the first was used', 2, 3],
  ])('do not count %s', (_, first, second) => {
    expect(judgePair(hotp, { ...fresh, position: 3 }, codeOf(hotp, first), codeOf(hotp, second), now)).toBeNull();
  });
});
