import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Tenant } from '../domain/tenant.ts';
import type { Call } from './call-key.ts';
import type { Caller, Callers, ForgeModule } from './callers.ts';

/** The hooks of one route. */
interface RouteGuard {
  readonly onRequest: preHandlerAsyncHookHandler;
  readonly preHandler: preHandlerAsyncHookHandler;
}

/** `once`: the call changes something, so its token carries it only once. */
export type Guard = (modules: readonly ForgeModule[], rule?: { once: boolean }) => RouteGuard;

const decorator = 'forgeCaller';

/** Each route names the modules that it is for. A route that forgot its guard has no caller, and so answers nobody. */
export function createGuard(callers: Callers): Guard {
  return (modules, rule = { once: false }) => ({
    async onRequest(request) {
      const { authorization } = request.headers;
      const appToken = request.headers['x-forge-oauth-system'];
      const caller = await callers.identify({ authorization, appToken: typeof appToken === 'string' ? appToken : undefined }, modules);
      request.setDecorator<Caller | null>(decorator, caller);
    },
    async preHandler(request) {
      // After the body was found valid: a token is not spent on a request that was never acted on.
      if (rule.once) await callers.spendToken(tenantOf(request), callerOf(request).invocation, callOf(request));
    },
  });
}

export function registerCaller(app: FastifyInstance): void {
  app.decorateRequest(decorator, null);
}

export function findCaller(request: FastifyRequest): Caller | null {
  return request.getDecorator<Caller | null>(decorator);
}

export function callerOf(request: FastifyRequest): Caller {
  const caller = findCaller(request);
  if (caller === null) throw new Error('a Forge route without a guard');
  return caller;
}

/** Who decides: the account that the platform's token names, whose permission was checked. */
export function administratorOf(request: FastifyRequest): string {
  const { principal } = callerOf(request).invocation;
  if (principal === null) throw new Error('an administrator without a name');
  return principal;
}

/** What the request asks for; ask after its body was validated. */
export function callOf({ method, routeOptions, body }: FastifyRequest): Call {
  return { method, route: routeOptions.url ?? '', body };
}

/** The tenant of a caller on every route but the lifecycle one. */
export function tenantOf(request: FastifyRequest): Tenant {
  const { tenant } = callerOf(request);
  if (tenant === null) throw new Error('a Forge route for a module without a tenant');
  return tenant;
}
