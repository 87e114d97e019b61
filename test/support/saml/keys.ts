import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes a key pair when it is first asked for: RSA keys take a while. */
function lazy(make: () => KeyPair): () => KeyPair {
  let made: KeyPair | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

export const rsaKeys = lazy(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
export const otherRsaKeys = lazy(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
export const shortRsaKeys = lazy(() => generateKeyPairSync('rsa', { modulusLength: 1024 }));
export const ecKeys = lazy(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
export const otherEcKeys = lazy(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));

export function pemOf(key: KeyObject): string {
  return key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
}
