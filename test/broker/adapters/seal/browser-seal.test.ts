import { describe, expect, test } from '@jest/globals';
import { createBrowserSeal } from '../../../../broker/adapters/seal/browser-seal.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';

const seal = createBrowserSeal(createFixedRandom());
const place = { tenant: 't1' as TenantId, table: 'login', row: 'r1', column: 'sealed' };
const plain = new TextEncoder().encode('who it is');

describe('sealing under a cookie', () => {
  test('opens with the same key at the same place', () => {
    const key = seal.newKey();
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(seal.open(key, place, seal.seal(key, place, plain))).toEqual(plain);
  });

  test('two sealings of the same thing differ', () => {
    const key = seal.newKey();
    expect(seal.seal(key, place, plain)).not.toEqual(seal.seal(key, place, plain));
  });

  test('opens nothing with another key, or with what is no key', () => {
    const key = seal.newKey();
    const sealed = seal.seal(key, place, plain);
    for (const other of [seal.newKey(), '', 'short', `${key}A`, `${key}=`, key.replace(/.$/, '+'), ' '.repeat(43)])
      expect(seal.open(other, place, sealed)).toBeNull();
  });

  test.each([
    ['tenant', { ...place, tenant: 't2' as TenantId }],
    ['table', { ...place, table: 'broker_session' }],
    ['row', { ...place, row: 'r2' }],
    ['column', { ...place, column: 'other' }],
    ['border between two names', { ...place, row: 'r1s', column: 'ealed' }],
  ])('opens nothing that was moved to another %s', (_what, elsewhere) => {
    const key = seal.newKey();
    expect(seal.open(key, elsewhere, seal.seal(key, place, plain))).toBeNull();
  });

  test('opens nothing that was changed or cut, wherever', () => {
    const key = seal.newKey();
    const sealed = seal.seal(key, place, plain);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
      expect(seal.open(key, place, changed)).toBeNull();
      expect(seal.open(key, place, sealed.subarray(0, index))).toBeNull();
    }
  });
});

describe('what the row keeps of a key', () => {
  test('is the same each time, and not what another use of the key makes', () => {
    const key = seal.newKey();
    expect(seal.keyHash(key)).toBe(seal.keyHash(key));
    expect(seal.keyHash(key)).not.toBe(seal.keyHash(seal.newKey()));
    expect([key, seal.formToken(key, 'step')]).not.toContain(seal.keyHash(key));
  });

  test('takes a cookie of any text', () => {
    expect(seal.keyHash('')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(seal.keyHash('not a key')).not.toBe(seal.keyHash(''));
  });
});

describe('tokens of forms', () => {
  test('count for their key and their step alone', () => {
    const key = seal.newKey();
    const token = seal.formToken(key, 'totp');
    expect(seal.isFormToken(key, 'totp', token)).toBe(true);
    expect(seal.isFormToken(key, 'recovery', token)).toBe(false);
    expect(seal.isFormToken(seal.newKey(), 'totp', token)).toBe(false);
  });

  test('nothing else counts', () => {
    const key = seal.newKey();
    const token = seal.formToken(key, 'totp');
    for (const wrong of ['', token.slice(1), `${token}A`, token.toUpperCase(), 'é'.repeat(43), '\u0000'])
      expect(seal.isFormToken(key, 'totp', wrong)).toBe(false);
    expect(seal.isFormToken('no key', 'totp', token)).toBe(false);
  });
});
