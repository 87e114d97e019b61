import { hash } from 'node:crypto';
import type { ErrorCode } from '#contract/errors';
import type { Connection } from '#contract/settings/connection';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { SamlEndpoint } from '#contract/settings/saml';
import type { EpochMs } from '../brands.ts';
import type { CertificateFacts } from '../certificates.ts';
import type { Published, PublishedIssuer } from './published.ts';

/** A certificate that was seen in the metadata. */
export interface SeenCertificate extends CertificateFacts {
  /** Since when it is not published any more; null: it is. */
  readonly goneSince: EpochMs | null;
  /** Gone for so long that it is not trusted any more. */
  readonly retired: boolean;
  /** Was retired once and is published again: not trusted before an administrator says so. */
  readonly returned: boolean;
}

export interface Addresses {
  readonly signOn: SamlEndpoint;
  readonly logout: SamlEndpoint | null;
}

/** Addresses that are live in the place of those in the settings. */
export interface TakenAddresses extends Addresses {
  /** What the settings said when they were taken over. Once they say something else, they count again. */
  readonly insteadOf: Addresses;
  readonly at: EpochMs;
  /** The administrator who approved them; null: taken over by themselves. */
  readonly by: string | null;
}

/** What is remembered of one connection's provider. */
export interface MetadataState {
  readonly format: 1;
  /** Where it comes from (`sourceOf`): what was read from elsewhere, or of another provider, does not count. */
  readonly source: string;
  /** The last good reading. */
  readonly published: Published | null;
  readonly fetchedAt: EpochMs | null;
  readonly fault: { readonly code: ErrorCode; readonly because: string; readonly since: EpochMs } | null;
  /** The name that stood in refused metadata of somebody else. */
  readonly entityFound: string | null;
  readonly certificates: readonly SeenCertificate[];
  /** Fingerprints of those that were retired: whoever publishes one again may be showing an old document. */
  readonly formerly: readonly string[];
  readonly taken: TakenAddresses | null;
  /**
   * Digests of addresses that an administrator does not want, for as long as the settings name those of the digest `beside`;
   * where that is null, which the release before did not write down, for as long as the source is this.
   */
  readonly dismissed: { readonly digests: readonly string[]; readonly beside: string | null } | null;
  /** OpenID Connect: what the reading before the last change said, and when it changed. */
  readonly before: { readonly published: PublishedIssuer; readonly at: EpochMs } | null;
}

/** A connection whose provider publishes something that brokers look at. */
export function isWatched(connection: Connection): boolean {
  if (!connection.enabled) return false;
  return connection.protocol === 'saml' ? connection.metadata !== null : connection.protocol === 'oidc';
}

/** Names what a state belongs to. Another address, another signer or another provider is another source. */
export function sourceOf(connection: Connection): string {
  if (connection.protocol === 'saml') {
    const { entityId, metadata } = connection;
    return digestOf(['saml', entityId, metadata?.url ?? null, metadata?.signedBy ?? null]);
  }
  if (connection.protocol === 'oidc') return digestOf(['oidc', connection.issuer, connection.endpoints]);
  return '';
}

export function emptyState(connection: Connection): MetadataState {
  return {
    format: 1,
    source: sourceOf(connection),
    published: null,
    fetchedAt: null,
    fault: null,
    entityFound: null,
    certificates: [],
    formerly: [],
    taken: null,
    dismissed: null,
    before: null,
  };
}

/** The stored state where it is this connection's; an empty one otherwise. */
export function stateFor(connection: Connection, stored: unknown): MetadataState {
  const state = readState(stored);
  return state !== null && state.source === sourceOf(connection) ? state : emptyState(connection);
}

/** Null for what another version of the broker wrote; what the release before did not know of is added. */
export function readState(stored: unknown): MetadataState | null {
  if (typeof stored !== 'object' || stored === null || !('format' in stored) || stored.format !== 1) return null;
  const state = stored as Omit<MetadataState, 'dismissed'> & { readonly dismissed: MetadataState['dismissed'] | string };
  const { dismissed } = state;
  if (typeof dismissed !== 'string' && 'formerly' in stored) return { ...state, dismissed };
  const certificates = state.certificates.map((each) => ({ ...each, returned: false }));
  const formerly = certificates.filter(({ retired }) => retired).map(({ fingerprint }) => fingerprint);
  return {
    ...state,
    certificates,
    formerly,
    dismissed: typeof dismissed === 'string' ? { digests: [dismissed], beside: null } : dismissed,
  };
}

/** Names addresses, for an approval that must be of these and no others. SHA-256, base64url. */
export function digestOfAddresses({ signOn, logout }: Addresses): string {
  return digestOf([signOn.url, signOn.binding, logout?.url ?? null, logout?.binding ?? null]);
}

/** The same of certificates, whatever their order. */
export function digestOfCertificates(certificates: readonly Pick<CertificateFacts, 'fingerprint'>[]): string {
  return digestOf(['certificates', ...certificates.map(({ fingerprint }) => fingerprint).toSorted()]);
}

export function addressesOf({ signOn, logout }: Pick<SamlConnection, 'signOn' | 'logout'>): Addresses {
  return { signOn, logout };
}

function digestOf(parts: unknown): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}
