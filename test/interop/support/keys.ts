import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';

/** Where a peer's key pair lies. */
export interface PeerKeys {
  readonly keyFile: string;
  readonly certificateFile: string;
}

/** A fresh RSA key of a peer and a certificate for it, in PEM files of its folder. */
export function writeKeys(folder: string, name: string): PeerKeys {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const times = { notBefore: Date.now() - 86_400_000, notAfter: Date.now() + 365 * 86_400_000 };
  const der = selfSignedCertificate({ privateKey, commonName: `${name}.localhost`, serial: Buffer.alloc(16, 7), ...times });
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  const keys = { keyFile: join(folder, `${name}.key`), certificateFile: join(folder, `${name}.crt`) };
  writeFileSync(keys.keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(keys.certificateFile, `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
  return keys;
}
