import { type KeyObject, sign } from 'node:crypto';
import { algorithmForKey, coordinateBytes } from './algorithms.ts';
import { pairOfDer } from './ecdsa-pair.ts';

/** Signs text with a private key of ours; base64. The algorithm is the one of `algorithmForKey`. */
export function signBytes(text: string, key: KeyObject): string {
  const made = sign(algorithmForKey(key).hash, Buffer.from(text, 'utf8'), key);
  const size = coordinateBytes(key);
  return (size === null ? made : pairOfDer(made, size)).toString('base64');
}
