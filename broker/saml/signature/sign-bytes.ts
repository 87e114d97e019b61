import { type KeyObject, sign } from 'node:crypto';
import { algorithmForKey } from './algorithms.ts';

/** Signs text with a private key of ours; base64. The algorithm is the one of `algorithmForKey`. */
export function signBytes(text: string, key: KeyObject): string {
  const { hash, keyType } = algorithmForKey(key);
  return sign(hash, Buffer.from(text, 'utf8'), keyType === 'rsa' ? key : { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
}
