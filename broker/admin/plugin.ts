import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { JWTVerifyGetKey } from 'jose';
import { AppError } from '../domain/app-error.ts';
import type { ApplicationDesk } from '../domain/ports/application-desk.ts';
import type { Captures } from '../domain/ports/captures.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Connectors } from '../domain/ports/connector.ts';
import type { Factors } from '../domain/ports/factor.ts';
import type { JiraSource } from '../domain/ports/jira.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Marks } from '../domain/ports/marks.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { People } from '../domain/ports/people.ts';
import type { Places } from '../domain/ports/places.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { SenderParts } from '../domain/ports/sender-parts.ts';
import type { SignInTests } from '../domain/ports/sign-in-tests.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { WatchStore } from '../domain/ports/stores/watch-store.ts';
import type { Upkeep } from '../domain/ports/upkeep.ts';
import type { Apply } from '../settings/apply.ts';
import { createAdministrators } from './administrators.ts';
import { createCallers } from './callers.ts';
import { createErrorHandler } from './errors.ts';
import { createForgeTenants } from './forge-tenants.ts';
import { createGuard, findCaller, registerCaller } from './guard.ts';
import { createLifecycle } from './lifecycle.ts';
import { applicationRoutes } from './routes/applications.ts';
import { descriptionRoutes } from './routes/descriptions.ts';
import { lifecycleRoutes } from './routes/lifecycle.ts';
import { peopleRoutes } from './routes/people.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInTestRoutes } from './routes/sign-in-tests.ts';
import { testRoutes } from './routes/tests.ts';
import { traceRoutes } from './routes/traces.ts';
import { upkeepRoutes } from './routes/upkeep.ts';
import { createInvocationVerifier } from './verify-invocation.ts';

export interface AdminDeps {
  /** Null: no Forge app is configured, and every route says so. */
  readonly forge: { readonly appId: string; readonly apiBase: string; readonly keys: JWTVerifyGetKey } | null;
  /** The broker's own origin; the default hosts of tenants stand below it. */
  readonly baseUrl: string;
  readonly storage: Storage;
  readonly snapshots: Snapshots;
  readonly apply: Apply;
  readonly jira: JiraSource;
  readonly connectors: Connectors;
  readonly signInTests: SignInTests;
  readonly captures: Captures;
  readonly desk: ApplicationDesk;
  readonly upkeep: Upkeep;
  readonly watched: Pick<WatchStore, 'overlay'>;
  readonly factors: Factors;
  readonly people: People;
  readonly senders: SenderParts;
  readonly marks: Marks;
  readonly notices: Notices;
  readonly places: Places;
  readonly refusals: Refusals;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Settings parts are at most 200 KB; the rest is their JSON around them. */
const bodyLimitBytes = 256 * 1024;

/**
 * What the Forge app calls (contract/rpc/broker.ts). It owns who may call and what the wire looks like; what settings
 * mean is `broker/settings`. A caller is proven before a byte of the body is parsed.
 */
export function adminPlugin(deps: AdminDeps): FastifyPluginAsyncTypebox {
  const { forge, storage, jira, clock } = deps;
  const tenants = createForgeTenants({ ...deps, tenants: storage.tenants });
  const callers = createCallers({
    verify: forge === null ? notConfigured : createInvocationVerifier({ ...forge, clock }),
    tenants,
    checkAdministrator: createAdministrators({ jira, clock }),
    jira,
    once: storage.once,
  });
  const guard = createGuard(callers);

  return async (app) => {
    registerCaller(app);
    app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.setErrorHandler(createErrorHandler({ refusals: deps.refusals, tenantOf: (request) => findCaller(request)?.tenant?.id ?? null }));
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    app.addHook('onRoute', (route) => {
      route.bodyLimit = bodyLimitBytes;
      route.constraints = { ...route.constraints, face: 'broker' };
    });
    await app.register(settingsRoutes({ apply: deps.apply, guard }));
    await app.register(applicationRoutes({ ...deps, guard }));
    await app.register(descriptionRoutes({ ...deps, guard }));
    await app.register(testRoutes({ ...deps, traces: storage.traces, guard }));
    await app.register(traceRoutes({ ...deps, traces: storage.traces, guard }));
    await app.register(signInTestRoutes({ ...deps, guard }));
    await app.register(secondFactorRoutes({ ...deps, rates: storage.rates, guard }));
    await app.register(peopleRoutes({ ...deps, rates: storage.rates, guard }));
    await app.register(upkeepRoutes({ upkeep: deps.upkeep, guard }));
    await app.register(lifecycleRoutes({ apply: deps.apply, lifecycle: createLifecycle({ tenants, callers, jira }), guard }));
  };
}

async function notConfigured(): Promise<never> {
  throw new AppError('forge_not_configured', { details: { because: 'forge.app.unset' } });
}
