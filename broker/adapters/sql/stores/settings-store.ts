import { type Kysely, sql } from 'kysely';
import type { PartRef } from '#contract/settings/parts';
import type { TenantId } from '../../../domain/brands.ts';
import type { ActiveRevision, SettingsStore } from '../../../domain/ports/stores/settings-store.ts';
import type { Vault } from '../../../domain/ports/vault.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';

export function createSettingsStore(bench: Bench & { readonly vault: Vault }): SettingsStore {
  const { db, vault } = bench;
  const place = (tenant: TenantId, hash: string) => ({ tenant, table: 'settings_part', row: hash, column: 'sealed' });

  async function active(tenant: TenantId): Promise<ActiveRevision | null> {
    const row = await db.selectFrom('settings_active').selectAll().where('tenant', '=', tenant).executeTakeFirst();
    return row === undefined ? null : revisionOf(row);
  }

  /** Changes nothing, but holds the row as a change does. */
  async function taken(whole: Kysely<Database>, tenant: TenantId): Promise<ActiveRevision | null> {
    const row = await whole
      .updateTable('settings_active')
      .set({ activated_at: sql<number>`activated_at` })
      .where('tenant', '=', tenant)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : revisionOf(row);
  }

  return {
    async putPart(tenant, part, now) {
      const sealed = await vault.seal(place(tenant, part.hash), new TextEncoder().encode(part.content));
      // The same part again is the same content; only its age starts anew, so that no sweep takes it before its activation.
      await db
        .insertInto('settings_part')
        .values({ tenant, hash: part.hash, sealed, put_at: now })
        .onConflict((conflict) => conflict.columns(['tenant', 'hash']).doUpdateSet({ put_at: now }))
        .execute();
    },
    async missing(tenant, hashes) {
      if (hashes.length === 0) return [];
      const rows = await db
        .selectFrom('settings_part')
        .select('hash')
        .where('tenant', '=', tenant)
        .where('hash', 'in', [...hashes])
        .execute();
      const present = new Set(rows.map((row) => row.hash));
      return hashes.filter((hash) => !present.has(hash));
    },
    async parts(tenant, refs) {
      if (refs.length === 0) return [];
      const rows = await db
        .selectFrom('settings_part')
        .select(['hash', 'sealed'])
        .where('tenant', '=', tenant)
        .where('hash', 'in', [...new Set(refs.map((ref) => ref.hash))])
        .execute();
      const opened = rows.map(async ({ hash, sealed }) => [hash, await vault.open(place(tenant, hash), sealed)] as const);
      const contents = new Map(await Promise.all(opened));
      return refs.flatMap(({ name, hash }) => {
        const content = contents.get(hash);
        return content === undefined ? [] : [{ name, hash, content: new TextDecoder().decode(content) }];
      });
    },
    active,
    async holdActive(tenant) {
      const [row] = (await holdActive(bench, { tenant })).rows;
      return row ?? null;
    },
    takeActive: (tenant) => taken(db, tenant),
    async activate(tenant, next) {
      const won = await db
        .insertInto('settings_active')
        .values({
          tenant,
          epoch: next.epoch,
          revision: next.revision,
          parts: JSON.stringify(next.parts),
          manifest_hash: next.manifestHash,
          activated_at: next.activatedAt,
        })
        .onConflict((conflict) =>
          conflict
            .column('tenant')
            .doUpdateSet((excluded) => ({
              epoch: excluded.ref('excluded.epoch'),
              revision: excluded.ref('excluded.revision'),
              parts: excluded.ref('excluded.parts'),
              manifest_hash: excluded.ref('excluded.manifest_hash'),
              activated_at: excluded.ref('excluded.activated_at'),
            }))
            .where(sql<boolean>`(settings_active.epoch, settings_active.revision) < (excluded.epoch, excluded.revision)`),
        )
        .returning('tenant')
        .executeTakeFirst();
      if (won !== undefined) return { kind: 'activated' };
      // Live only ever rises, so what is read now is at least what stood in the way.
      const live = await active(tenant);
      if (live === null) throw new Error('a live revision disappeared');
      if (live.epoch !== next.epoch || live.revision !== next.revision) return { kind: 'stale', live };
      return live.manifestHash === next.manifestHash ? { kind: 'unchanged' } : { kind: 'conflict', live };
    },
    async sweepParts(tenant, before) {
      return together(bench, async (whole) => {
        // Held: what is live stays live until the sweep is done.
        const kept = (await taken(whole, tenant))?.parts.map((part) => part.hash) ?? [];
        const unused = whole.deleteFrom('settings_part').where('tenant', '=', tenant).where('put_at', '<', before);
        const { numDeletedRows } = await (kept.length === 0 ? unused : unused.where('hash', 'not in', kept)).executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      });
    },
  };
}

const holdActive = statement((db, at: { readonly tenant: TenantId }, dialect) =>
  dialect.unchanged(db.selectFrom('settings_active').select(['epoch', 'revision']).where('tenant', '=', at.tenant)),
);

function revisionOf(row: Database['settings_active']): ActiveRevision {
  return {
    epoch: row.epoch,
    revision: row.revision,
    parts: partsOf(row.parts),
    manifestHash: row.manifest_hash,
    activatedAt: row.activated_at,
  };
}

function partsOf(json: string): readonly PartRef[] {
  return JSON.parse(json) as PartRef[];
}
