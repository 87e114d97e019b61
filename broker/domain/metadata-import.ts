/** What imports of SAML metadata have in common, whoever the metadata describes: where it comes from, and what is said of it. */
import type { KeyObject, X509Certificate } from 'node:crypto';
import type { SamlErrorCode } from '#contract/errors/saml';
import { importWords as words } from '#contract/messages/en/import';
import type { CertificateFacts, ImportNote, ImportSource } from '#contract/rpc/import';
import { AppError } from './app-error.ts';
import type { EpochMs } from './brands.ts';
import { readCertificate } from './certificates.ts';
import { daysLeft } from './expiry.ts';
import { fetchForImport } from './fetch-for-import.ts';
import { importFault } from './import-fault.ts';
import type { Outbound } from './ports/outbound.ts';
import { quoted, withQuoted } from './quoted.ts';

export const maxMetadataBytes = 512 * 1024;
export const metadataAccept = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';
/** Warned of this many days before the end, as of every certificate. */
const soonDays = 60;

/** The bytes of a document. Throws `import_...`; a private key that was pasted is refused before anybody reads on. */
export async function metadataBytes(source: ImportSource, outbound: Outbound): Promise<Uint8Array> {
  if (source.kind === 'address') {
    return (await fetchForImport(outbound, { url: source.url, accept: metadataAccept, maxBytes: maxMetadataBytes, path: '/url' })).body;
  }
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(source.text)) throw importFault('import_private_key', 'import.private-key');
  return Buffer.from(source.text, 'utf8');
}

/** Refusals whose own words speak of sign-ins, in words for metadata. `isSigned`: a signature was asked for. */
export function metadataFault(code: SamlErrorCode, because: string, isSigned: boolean): AppError {
  if (code.startsWith('saml_metadata_') && because !== 'no XML') return new AppError(code, { details: { because } });
  if (code === 'saml_metadata_root') return importFault('import_not_xml', because);
  if (code === 'saml_message_too_large') return importFault('import_too_large', because);
  if (code === 'saml_xml_doctype') return importFault('import_doctype', because);
  if (isSigned && code === 'saml_signature_missing') return importFault('import_unsigned', because);
  if (isSigned && code.startsWith('saml_signature_')) return importFault('import_signature_wrong', `${code} ${because}`);
  return importFault('import_malformed', `${code} ${because}`);
}

/** A certificate as people compare it. */
export function certificateForPeople(certificate: X509Certificate, now: EpochMs): CertificateFacts {
  const until = Date.parse(certificate.validTo);
  const lines = certificate.raw.toString('base64').match(/.{1,64}/g) ?? [];
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n'),
    subject: nameIn(certificate.subject),
    fingerprint: certificate.fingerprint256,
    key:
      asymmetricKeyType === 'rsa'
        ? `RSA, ${asymmetricKeyDetails?.modulusLength ?? '?'} bits`
        : `${asymmetricKeyType ?? '?'}${asymmetricKeyDetails?.namedCurve === undefined ? '' : `, ${asymmetricKeyDetails.namedCurve}`}`,
    from: Date.parse(certificate.validFrom),
    until,
    daysLeft: daysLeft(until, now),
  };
}

/** Node writes a name over several lines, the parts as CN=... ; people look for the common name. */
function nameIn(subject: string): string {
  const parts = (subject ?? '').split('\n');
  return quoted(parts.find((part) => part.startsWith('CN='))?.slice(3) ?? parts.join(', '));
}

/** Has it ended, will it soon, or does it not count yet? */
export function certificateNotes({ subject, from, until, daysLeft: days }: CertificateFacts, now: EpochMs): ImportNote[] {
  if (days < 0) return [importNote('warning', words.certificateEnded, { subject, until: dayOf(until) })];
  if (from > now) return [importNote('warning', words.certificateLater, { subject, from: dayOf(from) })];
  return days < soonDays ? [importNote('warning', words.certificateSoon, { subject, until: dayOf(until) })] : [];
}

/** A UTC day, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Words with what somebody else wrote filled in. */
export function importNote(kind: ImportNote['kind'], text: string, values: Readonly<Record<string, string>> = {}): ImportNote {
  return { kind, text: withQuoted(text, values) };
}

/** The key that metadata has to be signed with; `isUsable` is the rule for keys. Throws `import_signer_unusable`. */
export function signerOf(text: string, isUsable: (key: KeyObject) => boolean): KeyObject {
  try {
    const { publicKey } = readCertificate(text);
    if (isUsable(publicKey)) return publicKey;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  throw importFault('import_signer_unusable', 'import.signer');
}
