import { createPublicKey, hash, type JsonWebKey } from 'node:crypto';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { compareCodeUnits } from '#contract/settings/order';
import type { PublishedIssuer } from '../../domain/metadata/published.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { fault } from './faults.ts';
import { readKeys } from './key-sets.ts';
import { endpointProblem, issuerProblem, metadataByHand, type ProviderMetadata, readMetadata } from './metadata.ts';
import { fetchDocument } from './metadata-cache.ts';

const maxKeys = 50;

/** What the provider publishes now, past everything that is remembered: addresses and keys, to tell of changes. Throws `oidc_...`. */
export async function readPublished(outbound: Outbound, { issuer, endpoints }: OidcConnection): Promise<PublishedIssuer> {
  const rule = (url: string) => outbound.refusalOf(url);
  const metadata = endpoints === null ? await discovered(outbound, issuer, rule) : metadataByHand(issuer, endpoints, rule);
  const named = Object.entries(metadata).filter((entry): entry is [string, string] => {
    const [name, value] = entry;
    return typeof value === 'string' && (name === 'jwks_uri' || name.endsWith('_endpoint'));
  });
  const keys = (await readKeys(outbound, metadata.jwks_uri)).flatMap((jwk) => thumbprintOf(jwk) ?? []);
  return {
    kind: 'oidc',
    addresses: Object.fromEntries(named.toSorted(([a], [b]) => compareCodeUnits(a, b))),
    keys: [...new Set(keys)].toSorted(compareCodeUnits).slice(0, maxKeys),
  };
}

async function discovered(outbound: Outbound, issuer: string, rule: (url: string) => string | null): Promise<ProviderMetadata> {
  const read = readMetadata(await fetchDocument(outbound, issuer));
  if (!read.ok) throw fault(read.code, read.because);
  const problem = issuerProblem(read.metadata, issuer) ?? endpointProblem(read.metadata, rule);
  if (problem !== null) throw fault(problem.code, problem.because);
  return read.metadata;
}

/** Of the public key itself, so that neither a name nor the order of members matters. Null for what is no key that signs. */
function thumbprintOf(jwk: Readonly<Record<string, unknown>>): string | null {
  if (jwk.use !== undefined && jwk.use !== 'sig') return null;
  try {
    const der = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'der' });
    return hash('sha256', der, 'base64url');
  } catch {
    return null;
  }
}
