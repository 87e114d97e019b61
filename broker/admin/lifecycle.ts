import type { JiraSource } from '../domain/ports/jira.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Call } from './call-key.ts';
import { type Caller, type Callers, unknownInstallation } from './callers.ts';
import type { ForgeTenants } from './forge-tenants.ts';

export type Lifecycle = (caller: Caller, event: 'installed' | 'upgraded', call: Call) => Promise<Tenant>;

/**
 * What Jira tells about the app's own life. Only `installed` may bring an installation that the tenant does not know:
 * its token is signed for that installation, and it counts once.
 */
export function createLifecycle(deps: { tenants: ForgeTenants; callers: Callers; jira: JiraSource }): Lifecycle {
  const { tenants, callers, jira } = deps;
  return async ({ invocation, brought }, event, call) => {
    const found = await tenants.find(invocation);
    if (found?.known === false && event !== 'installed') throw unknownInstallation();
    const tenant = found?.tenant ?? (await tenants.create(invocation));
    await callers.spendToken(tenant, invocation, call);
    const present = event === 'installed' ? await tenants.installed(tenant, invocation) : tenant;
    if (brought !== null) jira.rememberAppToken(present.id, brought.token, brought.apiBaseUrl);
    return present;
  };
}
