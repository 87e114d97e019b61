import { type Kysely, type Selectable, sql } from 'kysely';
import { AppError } from '../../../domain/app-error.ts';
import type { EpochMs, TenantId } from '../../../domain/brands.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { TenantStore } from '../../../domain/ports/stores/tenant-store.ts';
import type { Tenant } from '../../../domain/tenant.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import { allOrNothing, type Bench } from '../whole.ts';

type TenantRow = Selectable<Database['tenant']>;

export function createTenantStore(bench: Bench & { readonly clock: Clock }): TenantStore {
  const { db, clock } = bench;
  const one = async (where: (row: TenantQuery) => TenantQuery) => (await where(tenantQuery(db)).executeTakeFirst()) ?? null;
  const tenantOrNull = (row: TenantRow | null) => (row === null ? null : tenantOf(row));

  return {
    insert: (row) =>
      allOrNothing(bench, async (whole) => {
        const { numInsertedOrUpdatedRows } = await whole
          .insertInto('tenant')
          .values({
            id: row.id,
            slug: row.slug,
            managed_by: row.managedBy,
            status: 'active',
            portal_origin: row.portalOrigin,
            login_origin: row.loginOrigin,
            cloud_id: row.cloudId,
            home_app_id: row.home?.appId ?? null,
            home_environment_id: row.home?.environmentId ?? null,
            home_cloud_id: row.home?.cloudId ?? null,
            installation_id: row.installationId,
            epoch: 1,
            created_at: row.createdAt,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return (
          numInsertedOrUpdatedRows === 1n &&
          (await claimSlug(whole, row.id, row.slug, row.createdAt)) &&
          (await claimHost(whole, row.id, 'portal', row.portalOrigin, row.createdAt)) &&
          (await claimHost(whole, row.id, 'login', row.loginOrigin, row.createdAt))
        );
      }),
    find: async (id) => tenantOrNull(await one((tenant) => tenant.where('id', '=', id))),
    findBySlug: async (slug) => tenantOrNull(await one((tenant) => tenant.where('slug', '=', slug))),
    async findByHome({ appId, environmentId, cloudId }) {
      const row = await one((tenant) =>
        tenant.where('home_app_id', '=', appId).where('home_environment_id', '=', environmentId).where('home_cloud_id', '=', cloudId),
      );
      return row === null ? null : { tenant: tenantOf(row), installationId: row.installation_id };
    },
    async list() {
      return (await tenantQuery(db).orderBy('created_at').orderBy('id').execute()).map(tenantOf);
    },
    async siteOfHost(host) {
      const [row] = (await site(bench, { host })).rows;
      return row === undefined
        ? null
        : {
            tenant: tenantOf(row),
            kind: row.host_kind,
            origin: row.host_origin,
            revision: row.live_revision,
            overlay: row.overlay,
            capturesUntil: row.captures_until,
            hasPeople: row.has_people === 1,
          };
    },
    rename: (id, slug, portalOrigin) =>
      allOrNothing(bench, async (whole) => {
        const now = clock.now();
        // Changes nothing, but holds the row: two renamings of one tenant would else each wait for the other's at the end.
        const held = await whole.updateTable('tenant').set({ epoch: sql<number>`epoch` }).where('id', '=', id).executeTakeFirstOrThrow();
        if (held.numUpdatedRows !== 1n) return false;
        if (!(await claimSlug(whole, id, slug, now)) || !(await claimHost(whole, id, 'portal', portalOrigin, now))) return false;
        const { numUpdatedRows } = await whole
          .updateTable('tenant')
          .set({ slug, portal_origin: portalOrigin })
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
    async adoptInstallation(id, installationId) {
      const adopted = await db
        .updateTable('tenant')
        .set({ installation_id: installationId, epoch: sql<number>`epoch + 1`, status: 'active' })
        .where('id', '=', id)
        .where((row) => row.or([row('installation_id', 'is', null), row('installation_id', '!=', installationId)]))
        .returning('epoch')
        .executeTakeFirst();
      const row = adopted ?? (await one((tenant) => tenant.where('id', '=', id)));
      if (row === null) throw new AppError('tenant_unknown');
      return row.epoch;
    },
  };
}

const tenantColumns = [
  ...(['tenant.id', 'tenant.slug', 'tenant.managed_by', 'tenant.status', 'tenant.portal_origin', 'tenant.login_origin'] as const),
  ...(['tenant.cloud_id', 'tenant.epoch', 'tenant.created_at'] as const),
];

const site = statement((db, at: { readonly host: string }) =>
  db
    .selectFrom('tenant_host as host')
    .innerJoin('tenant', 'tenant.id', 'host.tenant')
    .leftJoin('settings_active as live', 'live.tenant', 'tenant.id')
    .select(tenantColumns)
    .select([
      'host.kind as host_kind',
      'host.origin as host_origin',
      'live.revision as live_revision',
      'tenant.overlay',
      'tenant.captures_until',
      'tenant.has_people',
    ])
    .where('host.host', '=', at.host),
);

const tenantQuery = (db: Kysely<Database>) => db.selectFrom('tenant').selectAll();
type TenantQuery = ReturnType<typeof tenantQuery>;

/** A tenant may come back to a slug it once had; nobody else ever gets it. */
async function claimSlug(db: Kysely<Database>, tenant: TenantId, slug: string, now: EpochMs): Promise<boolean> {
  await db
    .insertInto('tenant_slug')
    .values({ slug, tenant, given_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const owner = await db.selectFrom('tenant_slug').select('tenant').where('slug', '=', slug).executeTakeFirst();
  return owner?.tenant === tenant;
}

/** The same for a host, which moreover never changes between portal and login. */
async function claimHost(db: Kysely<Database>, tenant: TenantId, kind: 'portal' | 'login', origin: string, now: EpochMs): Promise<boolean> {
  const { host } = new URL(origin);
  await db
    .insertInto('tenant_host')
    .values({ host, tenant, kind, origin, given_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const given = await db.selectFrom('tenant_host').select(['tenant', 'kind', 'origin']).where('host', '=', host).executeTakeFirst();
  return given?.tenant === tenant && given.kind === kind && given.origin === origin;
}

function tenantOf(
  row: Omit<
    TenantRow,
    'home_app_id' | 'home_environment_id' | 'home_cloud_id' | 'installation_id' | 'overlay' | 'captures_until' | 'has_people'
  >,
): Tenant {
  return {
    id: row.id,
    slug: row.slug,
    managedBy: row.managed_by,
    status: row.status,
    portalOrigin: row.portal_origin,
    loginOrigin: row.login_origin,
    cloudId: row.cloud_id,
    epoch: row.epoch,
    createdAt: row.created_at,
  };
}
