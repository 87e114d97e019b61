/** Everything of a tenant that ends: pure, from its settings, what its providers publish and its own keys. */
import type { Connection } from '#contract/settings/connection';
import type { Methods } from '#contract/settings/methods';
import type { Settings } from '#contract/settings/snapshot';
import type { EpochMs } from './brands.ts';
import { certificateFacts } from './certificates.ts';
import { effectiveConnection, overlayOf } from './metadata/effective.ts';
import { certificateOverlapMs } from './metadata/seen-certificates.ts';
import { type MetadataState, type SeenCertificate, sourceOf } from './metadata/state.ts';
import { ownCertificateMs } from './own-keys.ts';
import type { SigningKeyNotes } from './ports/key-rotation.ts';
import type { Expiring } from './ports/stores/expiry-store.ts';

export interface ExpiringItem extends Expiring {
  /** The connection or application that it belongs to; null: the tenant itself. */
  readonly owner: string | null;
}

/** Shown with each certificate, so that two of one provider are told apart. */
const fingerprintLength = 11;

export function expiringItems(
  settings: Settings,
  states: ReadonlyMap<string, MetadataState>,
  keys: readonly SigningKeyNotes[],
  now: EpochMs,
): readonly ExpiringItem[] {
  return [
    ...settings.connections.filter(({ enabled }) => enabled).flatMap((connection) => ofConnection(connection, states.get(connection.id))),
    ...settings.parties
      .filter(({ enabled }) => enabled)
      .flatMap(({ id, certificates, encryptTo }) =>
        certificateItems('party-certificate', id, encryptTo === null ? certificates : [...certificates, encryptTo]),
      ),
    ...ofJira(settings.jira),
    ...ofMethods(settings.secondFactor.methods),
    ...ofKeys(keys, settings.parties.length > 0, now),
  ];
}

function ofConnection(connection: Connection, state: MetadataState | undefined): readonly ExpiringItem[] {
  if (connection.protocol === 'saml') {
    const own = state !== undefined && state.source === sourceOf(connection) ? state : null;
    const live = effectiveConnection(connection, own && overlayOf(own));
    const retiring = own?.certificates.filter(({ goneSince, retired }) => goneSince !== null && !retired) ?? [];
    // One that the provider has given up ends sooner than it says.
    const gone = new Set(retiring.map(({ der }) => der));
    const certificates = live.protocol === 'saml' ? live.certificates : [];
    const kept = certificates.filter((text) => !gone.has(certificateFacts(text)?.der ?? text));
    const signedBy = live.protocol === 'saml' ? live.metadata?.signedBy : null;
    return [
      ...certificateItems('provider-certificate', connection.id, signedBy ? [...kept, signedBy] : kept),
      ...retiring.map((certificate) => ofRetiring(connection.id, certificate)),
      ...ofMetadata(connection.id, own),
    ];
  }
  const endsOn = 'clientSecretExpiresOn' in connection ? connection.clientSecretExpiresOn : undefined;
  return endsOn ? [{ kind: 'client-secret', name: connection.id, owner: connection.id, endsAt: Date.parse(endsOn) }] : [];
}

function ofRetiring(owner: string, certificate: SeenCertificate): ExpiringItem {
  const endsAt = (certificate.goneSince ?? 0) + certificateOverlapMs;
  return { kind: 'retiring-certificate', name: nameOf(owner, certificate), owner, endsAt };
}

function nameOf(owner: string, { fingerprint }: { readonly fingerprint: string }): string {
  return `${owner} ${fingerprint.slice(0, fingerprintLength)}`;
}

/** Metadata that can be read ends when the provider says so next time; only one that cannot be read has an end that counts. */
function ofMetadata(connection: string, state: MetadataState | null): readonly ExpiringItem[] {
  const validUntil = state?.fault && state.published?.kind === 'saml' ? state.published.validUntil : null;
  return validUntil === null ? [] : [{ kind: 'metadata', name: connection, owner: connection, endsAt: validUntil }];
}

function certificateItems(kind: 'provider-certificate' | 'party-certificate', owner: string, texts: readonly string[]): ExpiringItem[] {
  const items = new Map<string, ExpiringItem>();
  for (const text of texts) {
    const facts = certificateFacts(text);
    if (facts === null) continue;
    const name = nameOf(owner, facts);
    items.set(name, { kind, name, owner, endsAt: facts.notAfter });
  }
  return [...items.values()];
}

function ofJira(jira: Settings['jira']): readonly ExpiringItem[] {
  if (jira?.kind !== 'api-token' || jira.expiresOn === null) return [];
  return [{ kind: 'jira-token', name: 'api-token', owner: null, endsAt: Date.parse(jira.expiresOn) }];
}

function ofMethods({ 'sms-code': { enabled, endsOn } }: Methods): readonly ExpiringItem[] {
  return enabled && endsOn !== null ? [{ kind: 'sms-code', name: 'sms-code', owner: null, endsAt: Date.parse(endsOn) }] : [];
}

function ofKeys(keys: readonly SigningKeyNotes[], foreign: boolean, now: EpochMs): readonly ExpiringItem[] {
  const lines = Map.groupBy(keys, ({ purpose, algorithm }) => `${purpose} (${algorithm})`);
  return [...lines].flatMap(([name, line]): ExpiringItem[] => {
    const newest = line.reduce((latest, key) => (key.signsFrom >= latest.signsFrom ? key : latest));
    const waits = newest.signsFrom > now && (newest.purpose === 'client' || (newest.purpose === 'login' && foreign));
    return [
      ...(newest.purpose === 'client'
        ? []
        : [{ kind: 'own-certificate' as const, name, owner: null, endsAt: newest.createdAt + ownCertificateMs }]),
      ...(waits ? [{ kind: 'own-key' as const, name, owner: null, endsAt: newest.signsFrom }] : []),
    ];
  });
}
