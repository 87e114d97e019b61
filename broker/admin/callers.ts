import { forgeModules } from '#contract/rpc/modules';
import { AppError, type Refusal } from '../domain/app-error.ts';
import type { JiraSource } from '../domain/ports/jira.ts';
import type { OnceStore } from '../domain/ports/stores/once-store.ts';
import { Secret } from '../domain/secret.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { BroughtToken, CheckAdministrator } from './administrators.ts';
import { type Call, callKey } from './call-key.ts';
import type { ForgeTenants } from './forge-tenants.ts';
import type { Invocation } from './invocation.ts';
import type { VerifyInvocation } from './verify-invocation.ts';

export type ForgeModule = keyof typeof forgeModules;

/** A proven caller of a route: a tenant's administrator, or a module of the app that speaks for itself. */
export interface Caller {
  readonly module: ForgeModule;
  readonly invocation: Invocation;
  /** Null for the lifecycle module, whose event may be the beginning of the tenant. */
  readonly tenant: Tenant | null;
  readonly brought: BroughtToken | null;
}

/** The two headers that Forge sets on a call to a remote. */
interface ForgeHeaders {
  readonly authorization: string | undefined;
  readonly appToken: string | undefined;
}

export interface Callers {
  /** Throws the refusal as an AppError: `forge_token_...`, `forge_module_not_allowed`, `not_administrator`, ... */
  identify(headers: ForgeHeaders, modules: readonly ForgeModule[]): Promise<Caller>;
  /** Throws `forge_token_replayed` unless this token is used for this very call for the first time. */
  spendToken(tenant: Tenant, invocation: Invocation, call: Call): Promise<void>;
}

/** A call is remembered a while longer than it can be valid (clock tolerance, clocks of several brokers). */
const rememberLongerMs = 60_000;

/** Order of the checks: token, module, home and installation, then (admin page only) the person's permission in Jira. */
export function createCallers(deps: {
  verify: VerifyInvocation;
  tenants: ForgeTenants;
  checkAdministrator: CheckAdministrator;
  jira: JiraSource;
  once: OnceStore;
}): Callers {
  const { verify, tenants, checkAdministrator, jira, once } = deps;

  async function administeredTenant(invocation: Invocation, brought: BroughtToken | null): Promise<Tenant> {
    if (invocation.principal === null) throw new AppError('not_administrator', { details: { because: 'forge.principal.absent' } });
    const found = await tenants.find(invocation);
    if (found?.known === false) throw unknownInstallation();
    const id = found === null ? tenants.futureId(invocation) : found.tenant.id;
    const refusal = await checkAdministrator(id, invocation.principal, brought);
    if (refusal !== null) throw refused(refusal);
    return found === null ? tenants.create(invocation) : found.tenant;
  }

  async function scheduledTenant(invocation: Invocation, brought: BroughtToken | null): Promise<Tenant> {
    const found = await tenants.find(invocation);
    if (found?.known === false) throw unknownInstallation();
    // A broker that lost its database meets its tenants again by their schedules.
    const tenant = found?.tenant ?? (await tenants.create(invocation));
    if (brought !== null) jira.rememberAppToken(tenant.id, brought.token, brought.apiBaseUrl);
    return tenant;
  }

  return {
    async identify(headers, modules) {
      const verified = await verify(headers.authorization);
      if (!verified.ok) throw refused(verified);
      const { invocation } = verified;
      const module = modules.find((name) => forgeModules[name] === invocation.moduleKey);
      if (module === undefined)
        throw new AppError('forge_module_not_allowed', { details: { because: `forge.module.${invocation.moduleKey}` } });
      const brought = broughtToken(headers.appToken, invocation);
      switch (module) {
        case 'admin':
          return { module, invocation, tenant: await administeredTenant(invocation, brought), brought };
        case 'heartbeat':
          return { module, invocation, tenant: await scheduledTenant(invocation, brought), brought };
        case 'lifecycle':
          return { module, invocation, tenant: null, brought };
        default:
          return module satisfies never;
      }
    },

    async spendToken(tenant, invocation, call) {
      const key = callKey(invocation.tokenKey, call);
      const first = await once.consume(tenant.id, 'forge-call', key, invocation.expiresAt + rememberLongerMs);
      if (!first) throw new AppError('forge_token_replayed', { details: { because: 'forge.call.replayed' } });
    },
  };
}

function broughtToken(appToken: string | undefined, invocation: Invocation): BroughtToken | null {
  if (appToken === undefined || !/^[\x21-\x7e]{1,8192}$/.test(appToken)) return null;
  return { token: new Secret(appToken), apiBaseUrl: invocation.apiBaseUrl };
}

/** The home is known, but the tenant belongs to another installation; only a valid `installed` event changes that. */
export function unknownInstallation(): AppError {
  return new AppError('forge_installation_unknown', { details: { because: 'forge.installation.other' } });
}

/** A refusal of a check, as the error that the route answers with. */
function refused(refusal: Refusal): AppError {
  return new AppError(refusal.code, { details: { because: refusal.because } });
}
