/** Proof that a tenant may speak for an e-mail domain: a TXT record with a text that only this tenant is told. Pure. */
import { hash } from 'node:crypto';
import type { Connection } from '#contract/settings/connection';
import type { EpochMs, TenantId } from './brands.ts';

/** What was found at the last looks. */
export interface DomainProof {
  readonly format: 1;
  readonly checkedAt: EpochMs;
  readonly provenAt: EpochMs | null;
  readonly missingSince: EpochMs | null;
}

const prefix = 'gatehouse-domain=';
const dayMs = 86_400_000;
/** A proof that stands is looked at every week, one that does not every hour, so that a new record counts soon. */
export const recheckMs = 7 * dayMs;
export const retryMs = 3_600_000;

/**
 * The record that proves a domain for a tenant. It is no secret, since anybody can read it in the domain name system; that
 * only the domain's owner can put it there is the proof, and that it names the tenant keeps others from using it.
 */
export function recordFor(tenant: TenantId, domain: string): string {
  return `${prefix}${hash('sha256', JSON.stringify(['gatehouse-domain', tenant, domain]), 'base64url').slice(0, 32)}`;
}

/** Domains that a connection speaks for by such a record. */
export function domainsToProve(connections: readonly Connection[]): readonly { readonly connection: string; readonly domain: string }[] {
  return connections.flatMap(({ id, enabled, domains }) =>
    enabled && domains.mode === 'list' && domains.proof === 'dns' ? domains.list.map((domain) => ({ connection: id, domain })) : [],
  );
}

/** What follows from a look. A record that is gone is told and takes nobody's sign-in away: name servers have bad days. */
export function proofAfter(before: DomainProof | null, texts: readonly string[], record: string, now: EpochMs): DomainProof {
  if (texts.includes(record)) return { format: 1, checkedAt: now, provenAt: now, missingSince: null };
  return { format: 1, checkedAt: now, provenAt: before?.provenAt ?? null, missingSince: before?.missingSince ?? now };
}

/** The stored proof; null for what another version wrote. */
export function readProof(stored: unknown): DomainProof | null {
  return typeof stored === 'object' && stored !== null && 'format' in stored && stored.format === 1 ? (stored as DomainProof) : null;
}

/** Domains whose record was found at least once. */
export function provenDomains(rows: readonly { readonly name: string; readonly state: unknown }[]): ReadonlySet<string> {
  return new Set(rows.filter(({ state }) => (readProof(state)?.provenAt ?? null) !== null).map(({ name }) => name));
}

/**
 * The connection with a note of its domains that do not count yet. They stay in its list: they are claimed, so no other
 * connection speaks for them meanwhile, and their people are sent to this one. Settings never have the note, which their
 * schema refuses.
 */
export function withProvenDomains(connection: Connection, proven: ReadonlySet<string>): Connection {
  const { domains } = connection;
  if (domains.mode !== 'list' || domains.proof !== 'dns') return connection;
  const unproven = domains.list.filter((domain) => !proven.has(domain));
  return unproven.length === 0 ? connection : { ...connection, domains: { ...domains, unproven } as Noted };
}

type Noted = Connection['domains'] & { readonly unproven: readonly string[] };

/** A domain of this connection that is to be proven and never was: nobody new is let in by it. */
export function isUnproven({ domains }: Connection, domain: string): boolean {
  return 'unproven' in domains && (domains as Noted).unproven.includes(domain);
}
