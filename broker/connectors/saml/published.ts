import { X509Certificate } from 'node:crypto';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { SamlEndpoint } from '#contract/settings/saml';
import { problemsOf } from '#contract/settings/shape';
import { AppError } from '../../domain/app-error.ts';
import { certificateFacts } from '../../domain/certificates.ts';
import { fetchForImport } from '../../domain/fetch-for-import.ts';
import type { PublishedProvider } from '../../domain/metadata/published.ts';
import { maxMetadataBytes, metadataAccept, metadataFault, signerOf } from '../../domain/metadata-import.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { type DescribedProvider, readProviderMetadata } from '../../saml/metadata/read.ts';
import { isUsableKey } from '../../saml/signature/algorithms.ts';

/**
 * Reads the provider's metadata for a refresh: over the guarded pool, as small and as quickly as any answer, signed where the
 * connection asks for it. Of a document with several entities the connection's own is read. Throws `import_...`,
 * `saml_metadata_...` and `metadata_not_watched`.
 */
export async function readPublished(
  { entityId, metadata }: SamlConnection,
  { outbound, clock }: { outbound: Outbound; clock: Clock },
): Promise<PublishedProvider> {
  if (metadata === null) throw new AppError('metadata_not_watched');
  const { body } = await fetchForImport(outbound, {
    url: metadata.url,
    accept: metadataAccept,
    maxBytes: maxMetadataBytes,
    path: '/metadata/url',
  });
  const signedBy = metadata.signedBy === null ? null : [signerOf(metadata.signedBy, isUsableKey)];
  const read = readProviderMetadata({ bytes: body, now: clock.now(), entityId, ...(signedBy === null ? {} : { signedBy }) });
  if (!read.ok) throw metadataFault(read.code, read.because, signedBy !== null);
  return publishedOf(read, outbound);
}

function publishedOf(read: DescribedProvider, outbound: Outbound): PublishedProvider {
  const signOn = fitting(read.signOn, outbound);
  if (signOn.length === 0) throw new AppError('saml_metadata_address', { details: { because: 'saml.metadata.sign-on' } });
  return {
    kind: 'saml',
    entityId: read.entityId,
    signOn,
    logout: fitting(read.logout, outbound),
    certificates: read.signingCertificates.flatMap((der) => {
      const facts = certificateFacts(der);
      return facts === null ? [] : [{ ...facts, usable: isUsable(der) }];
    }),
    validUntil: read.validUntil,
    cacheMs: read.cacheMs,
  };
}

/** Addresses that settings could have. People are sent there: no metadata takes the TLS from them. */
function fitting(endpoints: readonly SamlEndpoint[], outbound: Outbound): readonly SamlEndpoint[] {
  return endpoints.filter(
    (endpoint) =>
      problemsOf(SamlEndpoint, endpoint).length === 0 && (endpoint.url.startsWith('https:') || outbound.refusalOf(endpoint.url) === null),
  );
}

function isUsable(der: string): boolean {
  return isUsableKey(new X509Certificate(Buffer.from(der, 'base64')).publicKey);
}
