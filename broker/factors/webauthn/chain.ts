import { X509Certificate } from 'node:crypto';
import type { EpochMs } from '../../domain/brands.ts';

/** A leaf, a model's, a line's and a maker's certificate, and one to spare. */
const longestChain = 5;

/**
 * Does this chain, leaf first, end at one of the anchors at this moment? Null where it does, or what is wrong. The library has
 * such a check too, but it fetches revocation lists from wherever a certificate says, past the guard of our outbound calls.
 * Whether a maker's certificate was revoked is told by the status in the metadata.
 */
export function chainFault(chain: readonly Uint8Array[], anchors: readonly X509Certificate[], now: EpochMs): string | null {
  if (chain.length === 0 || chain.length > longestChain) return 'chain.length';
  const certificates = readAll(chain);
  if (certificates === null) return 'chain.unreadable';
  if (!certificates.every((certificate) => isValidAt(certificate, now))) return 'chain.expired';
  for (const [at, certificate] of certificates.entries()) {
    const next = certificates[at + 1];
    if (next !== undefined && !(next.ca && isSignedBy(certificate, next))) return 'chain.broken';
  }
  const last = certificates.at(-1) as X509Certificate;
  const ends = anchors.some(
    (anchor) => isValidAt(anchor, now) && (anchor.fingerprint256 === last.fingerprint256 || isSignedBy(last, anchor)),
  );
  return ends ? null : 'chain.unknown-root';
}

/** Null where one of them cannot be read. */
export function readAll(certificates: readonly (Uint8Array | string)[]): X509Certificate[] | null {
  try {
    return certificates.map((certificate) => new X509Certificate(certificate));
  } catch {
    return null;
  }
}

/** Names, key identifiers and key usage fit (RFC 5280, 6.1), and the signature holds. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt({ validFromDate, validToDate }: X509Certificate, now: EpochMs): boolean {
  return validFromDate.getTime() <= now && now <= validToDate.getTime();
}
