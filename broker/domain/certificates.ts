import { X509Certificate } from 'node:crypto';
import { AppError } from './app-error.ts';
import type { EpochMs } from './brands.ts';

/** A certificate as people tell it from another. */
export interface CertificateFacts {
  /** Base64 of the DER. */
  readonly der: string;
  /** SHA-256 of the DER, in hexadecimal with colons, as tools print it. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly notBefore: EpochMs;
  readonly notAfter: EpochMs;
}

const maxSubjectLength = 200;

/** A certificate as settings and metadata have it: PEM, or the base64 of its DER. Throws `saml_certificate_unusable`. */
export function readCertificate(text: string): X509Certificate {
  try {
    return new X509Certificate(text.includes('-----BEGIN') ? text.trim() : Buffer.from(text, 'base64'));
  } catch (error) {
    throw new AppError('saml_certificate_unusable', { cause: error });
  }
}

/** The same, told apart from others; null when it is none. */
export function certificateFacts(text: string): CertificateFacts | null {
  const read = parse(text);
  if (read === null) return null;
  return {
    der: read.raw.toString('base64'),
    fingerprint: read.fingerprint256,
    // Written by whoever made the certificate, and shown to people.
    subject: read.subject
      .replaceAll('\n', ', ')
      .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
      .slice(0, maxSubjectLength),
    notBefore: Date.parse(read.validFrom),
    notAfter: Date.parse(read.validTo),
  };
}

function parse(text: string): X509Certificate | null {
  try {
    return readCertificate(text);
  } catch {
    return null;
  }
}
