import { generateKeyPairSync } from 'node:crypto';
import type { SigningKey } from '../../../broker/domain/ports/signing-keys.ts';

/** A fresh key for ES256. */
export function aSigningKey(id: string): SigningKey {
  return { id, algorithm: 'ecdsa-p256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }), createdAt: 0 };
}
