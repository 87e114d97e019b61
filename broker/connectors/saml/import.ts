import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import type { SamlErrorCode } from '#contract/errors/saml';
import { transientFormat } from '#contract/mapping/saml-attributes';
import { importWords as words } from '#contract/messages/en/import';
import type { CertificateFacts, ImportNote, ImportRequest, ImportResult, SamlImport } from '#contract/rpc/import';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { fetchForImport, importFault, quoted } from '../../domain/import-fault.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { listProviders } from '../../saml/metadata/document.ts';
import { type DescribedProvider, readProviderMetadata } from '../../saml/metadata/read.ts';
import { isUsableKey } from '../../saml/signature/algorithms.ts';
import { readCertificate } from './expectation.ts';

type SamlRequest = Extract<ImportRequest, { protocol: 'saml' }>;

export const maxMetadataBytes = 512 * 1024;
const dayMs = 86_400_000;
/** Warned of this many days before the end, as of every certificate. */
const soonDays = 60;
const maxListed = 200;
const maxCertificates = 10;
const maxEndpoints = 10;

/**
 * The metadata of a provider, read as strictly as at every refresh, with what an administrator compares. Throws
 * `import_...` and `saml_metadata_...`.
 */
export async function importProvider(wanted: SamlRequest, deps: { outbound: Outbound; clock: Clock }): Promise<ImportResult> {
  const bytes = await bytesOf(wanted, deps.outbound);
  const now = deps.clock.now();
  const signedBy = wanted.signedBy === null ? null : [signerOf(wanted.signedBy)];
  const read = readProviderMetadata({
    bytes,
    now,
    ...(signedBy === null ? {} : { signedBy }),
    ...(wanted.entityId === null ? {} : { entityId: wanted.entityId }),
  });
  if (read.ok) return factsOf(read, signedBy !== null, now);
  if (read.code === 'saml_metadata_entities' && read.because === 'EntitiesDescriptor') return choiceIn(bytes);
  if (read.code === 'saml_metadata_entities' && read.because === 'entityID') throw importFault('import_member_unknown', 'saml.metadata');
  throw refusalOf(read.code, read.because, signedBy !== null);
}

async function bytesOf({ source }: SamlRequest, outbound: Outbound): Promise<Uint8Array> {
  if (source.kind === 'address') {
    const accept = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';
    return (await fetchForImport(outbound, { url: source.url, accept, maxBytes: maxMetadataBytes, path: '/url' })).body;
  }
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(source.text)) throw importFault('import_private_key', 'import.private-key');
  return Buffer.from(source.text, 'utf8');
}

export function signerOf(text: string): KeyObject {
  try {
    const { publicKey } = readCertificate(text);
    if (isUsableKey(publicKey)) return publicKey;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  throw importFault('import_signer_unusable', 'import.signer');
}

/** Refusals whose own words speak of sign-ins, in words for metadata. */
export function refusalOf(code: SamlErrorCode, because: string, isSigned: boolean): AppError {
  if (code.startsWith('saml_metadata_') && because !== 'no XML') return new AppError(code, { details: { because } });
  if (code === 'saml_metadata_root') return importFault('import_not_xml', because);
  if (code === 'saml_message_too_large') return importFault('import_too_large', because);
  if (code === 'saml_xml_doctype') return importFault('import_doctype', because);
  if (isSigned && code === 'saml_signature_missing') return importFault('import_unsigned', because);
  if (isSigned && code.startsWith('saml_signature_')) return importFault('import_signature_wrong', `${code} ${because}`);
  return importFault('import_malformed', `${code} ${because}`);
}

function choiceIn(bytes: Uint8Array): ImportResult {
  const listed = listProviders({ bytes });
  if (!listed.ok) throw refusalOf(listed.code, listed.because, false);
  const providers = listed.providers.slice(0, maxListed);
  return { kind: 'several', providers: providers.map(({ entityId, name }) => ({ entityId, name: name === null ? null : quoted(name) })) };
}

function factsOf(read: DescribedProvider, signatureChecked: boolean, now: EpochMs): SamlImport {
  const all = read.signingCertificates.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
  const usable = all.filter(({ publicKey }) => isUsableKey(publicKey)).slice(0, maxCertificates);
  if (usable.length === 0) throw importFault('import_signer_unusable', 'import.certificates');
  const certificates = usable.map((certificate) => certificateFacts(certificate, now));
  const weak = all
    .filter(({ publicKey }) => !isUsableKey(publicKey))
    .map(({ subject }) => note('warning', words.certificateWeak, { subject: nameIn(subject) }));
  return {
    kind: 'saml',
    entityId: read.entityId,
    signOn: read.signOn.slice(0, maxEndpoints),
    logout: read.logout.slice(0, maxEndpoints),
    certificates,
    wantsSignedRequests: read.wantsSignedRequests,
    nameIdFormats: read.nameIdFormats.slice(0, maxEndpoints).map(quoted),
    validUntil: read.validUntil,
    signatureChecked,
    notes: [
      ...weak,
      ...certificates.flatMap((certificate) => certificateNotes(certificate, now)),
      ...notesOn(read, certificates, signatureChecked),
    ],
  };
}

function certificateFacts(certificate: X509Certificate, now: EpochMs): CertificateFacts {
  const until = Date.parse(certificate.validTo);
  const lines = certificate.raw.toString('base64').match(/.{1,64}/g) ?? [];
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n'),
    subject: nameIn(certificate.subject),
    fingerprint: (createHash('sha256').update(certificate.raw).digest('hex').toUpperCase().match(/../g) ?? []).join(':'),
    key:
      asymmetricKeyType === 'rsa'
        ? `RSA, ${asymmetricKeyDetails?.modulusLength ?? '?'} bits`
        : `${asymmetricKeyType ?? '?'}${asymmetricKeyDetails?.namedCurve === undefined ? '' : `, ${asymmetricKeyDetails.namedCurve}`}`,
    from: Date.parse(certificate.validFrom),
    until,
    daysLeft: Math.floor((until - now) / dayMs),
  };
}

/** Node writes a name over several lines, the parts as CN=... ; people look for the common name. */
function nameIn(subject: string): string {
  const parts = (subject ?? '').split('\n');
  return quoted(parts.find((part) => part.startsWith('CN='))?.slice(3) ?? parts.join(', '));
}

function certificateNotes({ subject, from, until, daysLeft }: CertificateFacts, now: EpochMs): ImportNote[] {
  if (daysLeft < 0) return [note('warning', words.certificateEnded, { subject, until: dayOf(until) })];
  if (from > now) return [note('warning', words.certificateLater, { subject, from: dayOf(from) })];
  return daysLeft < soonDays ? [note('warning', words.certificateSoon, { subject, until: dayOf(until) })] : [];
}

function notesOn(read: DescribedProvider, certificates: readonly CertificateFacts[], signatureChecked: boolean): ImportNote[] {
  const { signOn, logout, nameIdFormats, validUntil, wantsSignedRequests } = read;
  const plain = signOn.find(({ url }) => !url.toLowerCase().startsWith('https:'));
  return [
    ...(certificates.length > 1 ? [note('info', words.several, { count: String(certificates.length) })] : []),
    ...(validUntil === null ? [] : [note('info', words.metadataEnds, { until: dayOf(validUntil) })]),
    ...(plain === undefined ? [] : [note('warning', words.plain, { url: plain.url })]),
    ...(logout.length === 0 ? [note('info', words.noLogout)] : []),
    ...(nameIdFormats.length > 0 && nameIdFormats.every((format) => format === transientFormat)
      ? [note('warning', words.transientOnly)]
      : []),
    ...(wantsSignedRequests ? [note('info', words.wantsSigned)] : []),
    ...(signatureChecked ? [] : [note('info', words.unproven)]),
  ];
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function note(kind: ImportNote['kind'], text: string, values: Readonly<Record<string, string>> = {}): ImportNote {
  return { kind, text: text.replace(/\{(\w+)\}/g, (mark, key: string) => (values[key] === undefined ? mark : quoted(values[key]))) };
}
