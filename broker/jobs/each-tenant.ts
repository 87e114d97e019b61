import type { Log } from '../domain/ports/log.ts';
import type { TenantStore } from '../domain/ports/stores/tenant-store.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Job } from './runner.ts';

/** A job that looks at every active tenant, one after the other. One tenant's trouble is not that of the others behind it. */
export function eachTenant(
  job: Pick<Job, 'name' | 'everyMs'>,
  deps: { readonly tenants: Pick<TenantStore, 'list'>; readonly log: Log },
  lookAt: (tenant: Tenant) => Promise<void>,
): Job {
  return {
    ...job,
    async run(still) {
      for (const tenant of await deps.tenants.list()) {
        if (!(await still())) return;
        if (tenant.status !== 'active') continue;
        try {
          await lookAt(tenant);
        } catch (error) {
          deps.log.error('job.tenant_failed', { purpose: job.name, tenant: tenant.id, error });
        }
      }
    },
  };
}
