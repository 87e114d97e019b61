import type { MetadataChange } from '#contract/rpc/lifecycle';
import type { Connection } from '#contract/settings/connection';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { SamlEndpoint } from '#contract/settings/saml';
import { type CertificateFacts, certificateFacts } from '../certificates.ts';
import { isDismissed, stagedAddresses } from './absorb.ts';
import { liveAddresses } from './effective.ts';
import type { PublishedIssuer } from './published.ts';
import { certificateOverlapMs } from './seen-certificates.ts';
import { type Addresses, addressesOf, type MetadataState } from './state.ts';

/** How what is published differs from the settings, for people: every difference once, with what follows from it. */
export function differenceOf(connection: Connection, state: MetadataState): MetadataChange[] {
  if (connection.protocol === 'saml')
    return [
      ...entityChange(connection, state),
      ...certificateChanges(connection, state),
      ...addressChanges(connection, state),
      ...endlessness(connection, state),
    ];
  return state.before !== null && state.published?.kind === 'oidc'
    ? issuerChanges(state.before.published, state.published, state.before.at)
    : [];
}

function entityChange({ entityId }: SamlConnection, { entityFound }: MetadataState): MetadataChange[] {
  return entityFound === null ? [] : [{ kind: 'entity-id', from: entityId, to: entityFound }];
}

function certificateChanges({ certificates: own }: SamlConnection, { published, certificates: seen }: MetadataState): MetadataChange[] {
  if (published?.kind !== 'saml') return [];
  const ownFacts = own.map(certificateFacts).filter((each) => each !== null);
  const ownDers = new Set(ownFacts.map(({ der }) => der));
  const seenDers = new Set(seen.map(({ der }) => der));
  const changes: MetadataChange[] = [];
  for (const each of seen) {
    const { der, goneSince, retired, returned } = each;
    if (returned) changes.push({ kind: 'certificate-returned', ...shown(each) });
    else if (retired) {
      if (ownDers.has(der)) changes.push({ kind: 'certificate-retired', ...shown(each) });
    } else if (goneSince !== null) changes.push({ kind: 'certificate-retiring', ...shown(each), until: goneSince + certificateOverlapMs });
    else if (!ownDers.has(der)) changes.push({ kind: 'certificate-added', ...shown(each) });
  }
  for (const each of published.certificates) if (!each.usable) changes.push({ kind: 'certificate-unusable', ...shown(each) });
  for (const each of ownFacts) if (!seenDers.has(each.der)) changes.push({ kind: 'certificate-unpublished', ...shown(each) });
  return changes;
}

function shown({ fingerprint, subject, notBefore, notAfter }: CertificateFacts) {
  return { fingerprint, subject, notBefore, notAfter };
}

function addressChanges(connection: SamlConnection, state: MetadataState): MetadataChange[] {
  const settings = addressesOf(connection);
  const live = liveAddresses(connection, state.taken);
  const staged = stagedAddresses(connection, state);
  const standing = staged !== null && isDismissed(state, staged) ? 'dismissed' : 'waiting';
  return [...between(settings, live, 'live'), ...(staged === null ? [] : between(live, staged, standing))];
}

/** A signature that never ends proves who wrote a document, and not that it is today's. */
function endlessness({ metadata }: SamlConnection, { published }: MetadataState): MetadataChange[] {
  if (published?.kind !== 'saml' || published.validUntil !== null) return [];
  return metadata !== null && metadata.signedBy !== null ? [{ kind: 'no-end' }] : [];
}

function between(from: Addresses, to: Addresses, standing: 'live' | 'waiting' | 'dismissed'): MetadataChange[] {
  const changes: MetadataChange[] = [];
  if (!isSame(from.signOn, to.signOn)) changes.push({ kind: 'sign-on', from: from.signOn, to: to.signOn, standing });
  if (!isSame(from.logout, to.logout)) changes.push({ kind: 'logout', from: from.logout, to: to.logout, standing });
  return changes;
}

function isSame(one: SamlEndpoint | null, other: SamlEndpoint | null): boolean {
  return one?.url === other?.url && one?.binding === other?.binding;
}

function issuerChanges(before: PublishedIssuer, after: PublishedIssuer, at: number): MetadataChange[] {
  const names = [...new Set([...Object.keys(before.addresses), ...Object.keys(after.addresses)])].sort();
  const moved = names.flatMap((name): MetadataChange[] => {
    const [from = '', to = ''] = [before.addresses[name], after.addresses[name]];
    return from === to ? [] : [{ kind: 'address', name, from, to, at }];
  });
  const added = after.keys.filter((key) => !before.keys.includes(key));
  const removed = before.keys.filter((key) => !after.keys.includes(key));
  return added.length + removed.length === 0 ? moved : [...moved, { kind: 'keys', added, removed, at }];
}
