/** What follows from a reading: pure, so that a roll-over can be played through in a table. */
import type { ErrorCode } from '#contract/errors';
import type { Connection } from '#contract/settings/connection';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { SamlEndpoint } from '#contract/settings/saml';
import type { EpochMs } from '../brands.ts';
import { liveAddresses } from './effective.ts';
import type { Published, PublishedIssuer, PublishedProvider } from './published.ts';
import { certificatesAfter, dersOf, returnedIn } from './seen-certificates.ts';
import { type Addresses, addressesOf, digestOfAddresses, type MetadataState } from './state.ts';

const maxCertificates = 10;

/** The state after a reading that could be had; one that must not count is remembered as a fault. */
export function absorb(connection: Connection, state: MetadataState, published: Published, now: EpochMs): MetadataState {
  if (published.kind === 'oidc') return absorbIssuer(state, published, now);
  if (connection.protocol !== 'saml') return state;
  const problem = problemOf(connection, published);
  if (problem !== null) {
    const failed = refused(state, problem, now);
    return problem === 'metadata_entity_changed' ? { ...failed, entityFound: published.entityId } : failed;
  }
  const certificates = certificatesAfter(connection, state, published, now);
  const read: MetadataState = { ...settled(connection, state), published, fetchedAt: now, fault: null, entityFound: null, ...certificates };
  return withAddresses(connection, read, now);
}

/**
 * The same state without what the settings have overtaken: addresses that were laid over others, which must not come back
 * with them, or were not wanted beside others; and retired certificates that nobody has entered any more.
 */
export function settled(connection: Connection, state: MetadataState): MetadataState {
  if (connection.protocol !== 'saml') return state;
  const own = dersOf(connection);
  const certificates = state.certificates.filter(({ der, retired }) => !retired || own.has(der));
  const settings = digestOfAddresses(addressesOf(connection));
  const overtaken = state.taken !== null && digestOfAddresses(state.taken.insteadOf) !== settings;
  const reconsidered = state.dismissed !== null && ![null, settings].includes(state.dismissed.beside);
  if (!overtaken && !reconsidered && certificates.length === state.certificates.length) return state;
  return { ...state, certificates, taken: overtaken ? null : state.taken, dismissed: reconsidered ? null : state.dismissed };
}

/** The state after a reading that was refused: what is live stays. `because` names the check, for whoever looks closer. */
export function refused(state: MetadataState, code: ErrorCode, now: EpochMs, because: string = code): MetadataState {
  const since = state.fault?.code === code ? state.fault.since : now;
  return { ...state, fault: { code, because, since }, entityFound: null };
}

/** The addresses that the provider publishes, where they are others than those that are live; null when they are the same. */
export function stagedAddresses(connection: SamlConnection, state: MetadataState): Addresses | null {
  if (state.published?.kind !== 'saml') return null;
  const wanted = wantedAddresses(connection, state.published, state);
  return digestOfAddresses(wanted) === digestOfAddresses(liveAddresses(connection, state.taken)) ? null : wanted;
}

/** The same state with these addresses live. Where the settings say the same, nothing needs to be laid over them. */
export function taking(connection: SamlConnection, state: MetadataState, to: Addresses, by: string | null, at: EpochMs): MetadataState {
  const insteadOf = addressesOf(connection);
  const same = digestOfAddresses(to) === digestOfAddresses(insteadOf);
  return { ...state, taken: same ? null : { signOn: to.signOn, logout: to.logout, insteadOf, at, by } };
}

/** Did an administrator say that these are not wanted? */
export function isDismissed({ dismissed }: MetadataState, addresses: Addresses): boolean {
  return dismissed?.digests.includes(digestOfAddresses(addresses)) ?? false;
}

function problemOf(connection: SamlConnection, { entityId, certificates }: PublishedProvider): ErrorCode | null {
  if (entityId !== connection.entityId) return 'metadata_entity_changed';
  if (certificates.length > maxCertificates) return 'metadata_certificates_too_many';
  // One that could not be used would leave only those that the provider has given up.
  return certificates.some(({ usable }) => usable) ? null : 'metadata_certificate_weak';
}

function withAddresses(connection: SamlConnection, state: MetadataState, now: EpochMs): MetadataState {
  const staged = stagedAddresses(connection, state);
  if (staged === null || connection.metadata?.takeOver !== 'everything') return state;
  // With a certificate of before, the document may be one of before, and so its addresses.
  const automatic = !isDismissed(state, staged) && returnedIn(state).length === 0;
  return automatic ? taking(connection, state, staged, null, now) : state;
}

/** Of several addresses the one that is nearest to what there is: the very same, the same binding, the first. */
function wantedAddresses(connection: SamlConnection, published: PublishedProvider, { taken }: MetadataState): Addresses {
  const live = liveAddresses(connection, taken);
  return {
    signOn: nearest(live.signOn, published.signOn) ?? live.signOn,
    // Who has no address for logout does not want one.
    logout: connection.logout === null ? null : nearest(live.logout ?? connection.logout, published.logout),
  };
}

function nearest(present: SamlEndpoint, offered: readonly SamlEndpoint[]): SamlEndpoint | null {
  const same = offered.find(({ url, binding }) => url === present.url && binding === present.binding);
  return same ?? offered.find(({ binding }) => binding === present.binding) ?? offered[0] ?? null;
}

function absorbIssuer(state: MetadataState, published: PublishedIssuer, now: EpochMs): MetadataState {
  const { published: last } = state;
  const changed = last?.kind === 'oidc' && JSON.stringify(last) !== JSON.stringify(published);
  return { ...state, published, fetchedAt: now, fault: null, before: changed ? { published: last, at: now } : state.before };
}
