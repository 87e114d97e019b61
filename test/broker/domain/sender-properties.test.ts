import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPhone } from '../../../broker/domain/phone.ts';
import { smsText } from '../../../broker/domain/sms-text.ts';
import { readYubicoOtp } from '../../../broker/domain/yubico-otp.ts';
import { judgeOtp } from '../../../broker/factors/yubico/local-otp.ts';
import { createSoftwareKey } from '../../../sandbox/yubico/key.ts';

const code = fc.stringMatching(/^[0-9]{6,8}$/);
const host = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z0-9]{1,12}){1,3}$/);

test('whatever a site is called, its message is one segment, and its last line alone binds the code', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 80 })), code, host, (name, digits, at) => {
      const text = smsText({ code: digits, name, host: at });
      expect(text.length).toBeLessThanOrEqual(160);
      expect(text.split('\n').length).toBe(3);
      expect(text.endsWith(`\n\n@${at} #${digits}`)).toBe(true);
      expect(text.match(/@\S+ #/g)).toHaveLength(1);
      expect(text.startsWith(`${digits} is your code`)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('what is read as a number is one of a country on the list, and its hint tells no more than two digits of it', async () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 50 }),
    fc.stringMatching(/^\+?[0-9 ()-]{6,20}$/),
    fc.nat(99_999_999).map((rest) => `+47${String(rest).padStart(8, '4')}`),
    fc.nat(9_999_999).map((rest) => `+4670${String(rest).padStart(7, '0')}`),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      const reading = await readPhone(text, { countries: ['NO', 'SE'], voip: false });
      if (!reading.ok) return;
      const { number, country, hint, prefix } = reading.phone;
      expect(number).toMatch(/^\+4[67][0-9]{4,13}$/);
      expect(['NO', 'SE']).toContain(country);
      expect(hint.slice(3).replace(/[^0-9]/g, '')).toBe(number.slice(-2));
      expect(number.startsWith(prefix)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('no code of a key can be changed in any sign', () => {
  const key = createSoftwareKey();
  const typed = key.press();
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 43 }), fc.constantFrom(...'cbdefghijklnrtuv'.split('')), (at, sign) => {
      fc.pre(typed[at] !== sign);
      const otp = readYubicoOtp(`${typed.slice(0, at)}${sign}${typed.slice(at + 1)}`);
      if (otp === null) throw new Error('no code');
      expect(judgeOtp(otp, { aesKey: key.aesKey, privateId: key.privateId, last: null })).toEqual({ valid: false, because: 'bad' });
    }),
    { numRuns: 500 },
  );
});
