import { verify, type X509Certificate } from 'node:crypto';
import { SettingsService } from '@simplewebauthn/server';
import type { EpochMs } from '../../domain/brands.ts';
import { chainFault, readAll } from './chain.ts';

/** Who signs the file of the FIDO Alliance (Metadata Service 3, 3.2). */
const signer = 'mds.fidoalliance.org';

/** Roots that the certificate of the signer hangs on. */
export const allianceRoots: readonly X509Certificate[] = readAll(SettingsService.getRootCertificates({ identifier: 'mds' })) ?? [];

export type BlobReading =
  | { readonly ok: true; readonly entries: readonly unknown[] }
  /** `expired`: it was right once. */
  | { readonly ok: false; readonly because: string; readonly isExpired: boolean };

const algorithms: Readonly<Record<string, { readonly keyType: string; readonly dsaEncoding: 'ieee-p1363' }>> = {
  RS256: { keyType: 'rsa', dsaEncoding: 'ieee-p1363' },
  ES256: { keyType: 'ec', dsaEncoding: 'ieee-p1363' },
};

/**
 * Reads the signed file of the FIDO Alliance (Metadata Service 3, 3.2). The library's own check takes a signature by anybody
 * whose certificate hangs on the same root, and fetches revocation lists while the broker starts.
 */
export function readBlob(text: string, { roots, now }: { roots: readonly X509Certificate[]; now: EpochMs }): BlobReading {
  const fault = (because: string) => ({ ok: false, because, isExpired: because === 'chain.expired' }) as const;
  const [header = '', payload = '', signature = '', ...rest] = text.trim().split('.');
  const { alg, x5c } = jsonIn(header);
  const chain = Array.isArray(x5c) && x5c.every((certificate) => typeof certificate === 'string') ? x5c : [];
  const certificates = chain.map((certificate) => new Uint8Array(Buffer.from(certificate, 'base64')));
  const algorithm = typeof alg === 'string' ? algorithms[alg] : undefined;
  if (rest.length > 0 || algorithm === undefined) return fault('blob.form');
  const leaf = readAll(certificates)?.[0];
  if (leaf?.checkHost(signer) === undefined) return fault('blob.signer');
  const untrusted = chainFault(certificates, roots, now);
  if (untrusted !== null) return fault(untrusted);
  const { keyType, dsaEncoding } = algorithm;
  if (leaf.publicKey.asymmetricKeyType !== keyType) return fault('blob.form');
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, { key: leaf.publicKey, dsaEncoding }, Buffer.from(signature, 'base64url'))) return fault('blob.signature');
  const { entries } = jsonIn(payload);
  return Array.isArray(entries) ? { ok: true, entries } : fault('blob.form');
}

function jsonIn(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
