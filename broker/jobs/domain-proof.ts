import type { DomainProofStatus } from '#contract/rpc/lifecycle';
import type { Connection } from '#contract/settings/connection';
import type { TenantId } from '../domain/brands.ts';
import { domainsToProve, proofAfter, readProof, recheckMs, recordFor, retryMs } from '../domain/domain-proof.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Resolver } from '../domain/ports/resolver.ts';
import type { Watched, WatchStore } from '../domain/ports/stores/watch-store.ts';

/** Looks for the records of domains that are due, and forgets those that no connection names any more. */
export function createDomainWatch(deps: { watched: WatchStore; resolver: Resolver; clock: Clock; log: Log }) {
  const { watched, resolver, clock, log } = deps;

  async function lookAt(tenant: TenantId, connection: string, domain: string, row: Watched | undefined): Promise<void> {
    const now = clock.now();
    const before = readProof(row?.state);
    if (row !== undefined && row.nextAt > now) return;
    const kept = { tenant, kind: 'domain', name: domain, version: row?.version ?? 0 } as const;
    let texts: readonly string[];
    try {
      texts = await resolver.texts(domain);
    } catch {
      // Nobody can tell, so nothing is said of the proof.
      await watched.save({ ...kept, nextAt: now + retryMs, state: row?.state ?? null }, { live: false });
      log.warn('domain.not_checked', { tenant, connection });
      return;
    }
    const after = proofAfter(before, texts, recordFor(tenant, domain), now);
    const nextAt = now + (after.missingSince === null ? recheckMs : retryMs);
    // Once proven, a domain counts: brokers have to know.
    const live = (before?.provenAt ?? null) === null && after.provenAt !== null;
    if (!(await watched.save({ ...kept, nextAt, state: after }, { live }))) return;
    if (after.missingSince !== null && before?.missingSince == null) log.warn('domain.not_proven', { tenant, connection });
    if (after.missingSince === null && before?.missingSince != null) log.info('domain.proven', { tenant, connection });
  }

  return async (tenant: TenantId, connections: readonly Connection[], still: () => Promise<boolean>): Promise<'done' | 'given-up'> => {
    const rows = (await watched.list(tenant)).filter(({ kind }) => kind === 'domain');
    const wanted = domainsToProve(connections);
    for (const { connection, domain } of wanted) {
      if (!(await still())) return 'given-up';
      const row = rows.find(({ name }) => name === domain);
      await lookAt(tenant, connection, domain, row);
    }
    for (const row of rows)
      if (!wanted.some(({ domain }) => domain === row.name)) await watched.remove(row, { live: readProof(row.state)?.provenAt != null });
    return 'done';
  };
}

/** Every domain that is to be proven, as an administrator sees it. */
export function domainStatuses(tenant: TenantId, connections: readonly Connection[], rows: readonly Watched[]): DomainProofStatus[] {
  return domainsToProve(connections).map(({ connection, domain }) => {
    const proof = readProof(rows.find(({ kind, name }) => kind === 'domain' && name === domain)?.state);
    return {
      connection,
      domain,
      record: recordFor(tenant, domain),
      checkedAt: proof?.checkedAt ?? null,
      provenAt: proof?.provenAt ?? null,
      missingSince: proof?.missingSince ?? null,
    };
  });
}
