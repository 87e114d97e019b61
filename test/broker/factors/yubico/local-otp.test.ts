import { describe, expect, test } from '@jest/globals';
import { readYubicoOtp, type YubicoOtp } from '../../../../broker/domain/yubico-otp.ts';
import { isLater, judgeOtp, openOtp } from '../../../../broker/factors/yubico/local-otp.ts';
import { createSoftwareKey } from '../../../../sandbox/yubico/key.ts';

const example = {
  aesKey: Buffer.from('ecde18dbe76fbd0c33330f1c354871db', 'hex'),
  otp: read('dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh'),
};

function read(text: string): YubicoOtp {
  const otp = readYubicoOtp(text);
  if (otp === null) throw new Error('no code');
  return otp;
}

test('the well-known example says what it says', () => {
  expect(openOtp(example.otp, example.aesKey)).toEqual({ privateId: '8792ebfe26cc', session: 19, use: 17 });
});

test('another key opens nothing', () => {
  expect(openOtp(example.otp, Buffer.alloc(16))).toBeNull();
  expect(openOtp(example.otp, Buffer.alloc(15))).toBeNull();
});

describe('codes of one key', () => {
  const key = createSoftwareKey();
  const known = { aesKey: key.aesKey, privateId: key.privateId };

  test('count in order, each once, over sessions', () => {
    const presses = [key.press(), key.press()];
    key.replug();
    presses.push(key.press(), key.press());
    let last = null;
    for (const text of presses) {
      const verdict = judgeOtp(read(text), { ...known, last });
      if (!verdict.valid) throw new Error(verdict.because);
      last = verdict.at;
      expect(judgeOtp(read(text), { ...known, last })).toEqual({ valid: false, because: 'replayed' });
    }
    expect(last).toEqual({ session: 2, use: 1 });
    for (const text of presses) expect(judgeOtp(read(text), { ...known, last })).toEqual({ valid: false, because: 'replayed' });
  });

  test('are not those of another key with the same AES key', () => {
    expect(judgeOtp(read(key.press()), { ...known, privateId: '000000000000', last: null })).toEqual({ valid: false, because: 'bad' });
  });

  test('with one sign changed are no codes', () => {
    const text = key.press();
    const changed = `${text.slice(0, -1)}${text.endsWith('c') ? 'b' : 'c'}`;
    expect(judgeOtp(read(changed), { ...known, last: null })).toEqual({ valid: false, because: 'bad' });
  });
});

test('a later session counts whatever its uses, a later use within its session', () => {
  expect(isLater({ session: 2, use: 0 }, { session: 1, use: 255 })).toBe(true);
  expect(isLater({ session: 1, use: 2 }, { session: 1, use: 1 })).toBe(true);
  expect(isLater({ session: 1, use: 1 }, { session: 1, use: 1 })).toBe(false);
  expect(isLater({ session: 1, use: 255 }, { session: 2, use: 0 })).toBe(false);
});
