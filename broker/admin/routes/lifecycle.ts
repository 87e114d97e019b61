import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { brokerRoutes, HeartbeatRequest, HeartbeatResponse, LifecycleRequest, LifecycleResponse } from '#contract/rpc/broker';
import { addressesOf } from '../../settings/addresses.ts';
import type { Apply } from '../../settings/apply.ts';
import { callerOf, callOf, type Guard, tenantOf } from '../guard.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** What the app tells by itself, without a person: that it was installed, and every five minutes that it lives. */
export function lifecycleRoutes(deps: { apply: Apply; lifecycle: Lifecycle; guard: Guard }): FastifyPluginAsyncTypebox {
  const { apply, lifecycle, guard } = deps;
  return async (app) => {
    app.route({
      ...endpoint(brokerRoutes.lifecycle),
      // Its token is spent by the lifecycle itself, once it is known whose it is.
      ...guard(['lifecycle']),
      schema: { body: LifecycleRequest, response: { 200: LifecycleResponse, ...errorReplies } },
      handler: async (request) => {
        const tenant = await lifecycle(callerOf(request), request.body.event, callOf(request));
        return { live: await apply.live(tenant), addresses: addressesOf(tenant) };
      },
    });

    app.route({
      ...endpoint(brokerRoutes.heartbeat),
      ...guard(['heartbeat'], { once: true }),
      schema: { body: HeartbeatRequest, response: { 200: HeartbeatResponse, ...errorReplies } },
      handler: async (request) => {
        const tenant = tenantOf(request);
        const { manifest } = request.body;
        const missing = manifest === null ? [] : await apply.missing(tenant, manifest.parts, 'forge');
        return { live: await apply.live(tenant), addresses: addressesOf(tenant), missing: [...missing] };
      },
    });
  };
}
