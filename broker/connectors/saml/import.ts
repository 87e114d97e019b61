import { X509Certificate } from 'node:crypto';
import { transientFormat } from '#contract/mapping/saml-attributes';
import { importWords as words } from '#contract/messages/en/import';
import type { CertificateFacts, ImportNote, ImportRequest, ImportResult, SamlImport } from '#contract/rpc/import';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { importFault } from '../../domain/import-fault.ts';
import {
  certificateForPeople,
  certificateNotes,
  dayOf,
  importNote,
  metadataBytes,
  metadataFault,
  signerOf,
} from '../../domain/metadata-import.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { quoted } from '../../domain/quoted.ts';
import { listProviders } from '../../saml/metadata/document.ts';
import { type DescribedProvider, readProviderMetadata } from '../../saml/metadata/read.ts';
import { isUsableKey } from '../../saml/signature/algorithms.ts';

type SamlRequest = Extract<ImportRequest, { protocol: 'saml' }>;

const maxListed = 200;
const maxCertificates = 10;
const maxEndpoints = 10;

/**
 * The metadata of a provider, read as strictly as at every refresh, with what an administrator compares. Throws
 * `import_...` and `saml_metadata_...`.
 */
export async function importProvider(wanted: SamlRequest, deps: { outbound: Outbound; clock: Clock }): Promise<ImportResult> {
  const bytes = await metadataBytes(wanted.source, deps.outbound);
  const now = deps.clock.now();
  const signedBy = wanted.signedBy === null ? null : [signerOf(wanted.signedBy, isUsableKey)];
  const read = readProviderMetadata({
    bytes,
    now,
    ...(signedBy === null ? {} : { signedBy }),
    ...(wanted.entityId === null ? {} : { entityId: wanted.entityId }),
  });
  if (read.ok) return factsOf(read, signedBy !== null, now);
  if (read.code === 'saml_metadata_entities' && read.because === 'EntitiesDescriptor') return choiceIn(bytes);
  if (read.code === 'saml_metadata_entities' && read.because === 'entityID') throw importFault('import_member_unknown', 'saml.metadata');
  throw metadataFault(read.code, read.because, signedBy !== null);
}

function choiceIn(bytes: Uint8Array): ImportResult {
  const listed = listProviders({ bytes });
  if (!listed.ok) throw metadataFault(listed.code, listed.because, false);
  const providers = listed.providers.slice(0, maxListed);
  return { kind: 'several', providers: providers.map(({ entityId, name }) => ({ entityId, name: name === null ? null : quoted(name) })) };
}

function factsOf(read: DescribedProvider, signatureChecked: boolean, now: EpochMs): SamlImport {
  const all = read.signingCertificates.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
  const usable = all.filter(({ publicKey }) => isUsableKey(publicKey)).slice(0, maxCertificates);
  if (usable.length === 0) throw new AppError('metadata_certificate_weak', { details: { because: 'import.certificates' } });
  const certificates = usable.map((certificate) => certificateForPeople(certificate, now));
  const weak = all
    .filter(({ publicKey }) => !isUsableKey(publicKey))
    .map((certificate) => importNote('warning', words.certificateWeak, { subject: certificateForPeople(certificate, now).subject }));
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

function notesOn(read: DescribedProvider, certificates: readonly CertificateFacts[], signatureChecked: boolean): ImportNote[] {
  const { signOn, logout, nameIdFormats, validUntil, wantsSignedRequests } = read;
  const plain = signOn.find(({ url }) => !url.toLowerCase().startsWith('https:'));
  return [
    ...(certificates.length > 1 ? [importNote('info', words.several, { count: String(certificates.length) })] : []),
    ...(validUntil === null ? [] : [importNote('info', words.metadataEnds, { until: dayOf(validUntil) })]),
    ...(plain === undefined ? [] : [importNote('warning', words.plain, { url: plain.url })]),
    ...(logout.length === 0 ? [importNote('info', words.noLogout)] : []),
    ...(nameIdFormats.length > 0 && nameIdFormats.every((format) => format === transientFormat)
      ? [importNote('warning', words.transientOnly)]
      : []),
    ...(wantsSignedRequests ? [importNote('info', words.wantsSigned)] : []),
    ...(signatureChecked ? [] : [importNote('info', words.unproven)]),
  ];
}
