import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { derOfPair, pairOfDer } from '../../../../broker/saml/signature/ecdsa-pair.ts';

const message = Buffer.from('anything');

describe.each([
  ['P-256', 32],
  ['P-384', 48],
  ['P-521', 66],
])('on %s', (namedCurve, size) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  const publicKey = createPublicKey(privateKey);

  test('what was signed as DER is good side by side, also where a number is short or looks negative', () => {
    for (let round = 0; round < 300; round += 1) {
      const pair = pairOfDer(sign('sha256', message, privateKey), size);
      expect(pair).toHaveLength(2 * size);
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, pair)).toBe(true);
    }
  });

  test('what was signed side by side is good as DER', () => {
    for (let round = 0; round < 300; round += 1) {
      const pair = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const der = derOfPair(pair, size) as Uint8Array;
      expect(verify('sha256', message, publicKey, der)).toBe(true);
      expect(pairOfDer(der, size).equals(pair)).toBe(true);
    }
  });

  test('a pair of another length is none', () => {
    const pair = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(derOfPair(pair.subarray(1), size)).toBeNull();
    expect(derOfPair(Buffer.concat([pair, Buffer.alloc(2)]), size)).toBeNull();
    expect(derOfPair(new Uint8Array(), size)).toBeNull();
  });

  test('numbers that no signature has are carried over and are no good', () => {
    for (const pair of [Buffer.alloc(2 * size), Buffer.alloc(2 * size, 0xff)]) {
      const der = derOfPair(pair, size) as Uint8Array;
      expect(pairOfDer(der, size).equals(pair)).toBe(true);
      expect(verify('sha256', message, publicKey, der)).toBe(false);
    }
  });
});
