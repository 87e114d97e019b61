/**
 * Keys that are the same in every run, for tests whose course depends on the bytes of signatures. They are computed from a
 * name, so that no private key lies in a file; they guard nothing.
 */
import { checkPrimeSync, createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import { createFixedRandom } from '../fixed-random.ts';
import type { KeyPair } from './keys.ts';

const exponent = 65_537n;

/** An RSA key of 2048 bits. */
export function fixedRsaKeys(name: string): KeyPair {
  const random = createFixedRandom(`rsa ${name}`);
  const p = primeFrom(random.bytes(128));
  const q = primeFrom(random.bytes(128));
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const written = Object.fromEntries(Object.entries(numbers).map(([part, value]) => [part, base64url(value)]));
  return pairOf(createPrivateKey({ key: { kty: 'RSA', ...written }, format: 'jwk' }));
}

/** A key on the curve P-256. */
export function fixedEcKeys(name: string): KeyPair {
  const d = Buffer.from(createFixedRandom(`ec ${name}`).bytes(32));
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const part = (from: number, to: number) => point.subarray(from, to).toString('base64url');
  const key = { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: part(1, 33), y: part(33, 65) };
  return pairOf(createPrivateKey({ key, format: 'jwk' }));
}

function pairOf(privateKey: KeyPair['privateKey']): KeyPair {
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The first prime of 1024 bits from here on that fits the exponent. */
function primeFrom(bytes: Uint8Array): bigint {
  let candidate = BigInt(`0x${Buffer.from(bytes).toString('hex')}`) | (3n << 1022n) | 1n;
  while (candidate % exponent === 1n || !checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

/** The inverse of `value` modulo `modulus`, by Euclid's algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [remainder, next, factor, nextFactor] = [value % modulus, modulus, 1n, 0n];
  while (next !== 0n) {
    const times = remainder / next;
    [remainder, next] = [next, remainder - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
