import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  LifecycleList,
  MetadataDecisionRequest,
  MetadataRefreshRequest,
  MetadataStatus,
  upkeepRoutes as routes,
} from '#contract/rpc/lifecycle';
import type { Upkeep } from '../../domain/ports/upkeep.ts';
import { administratorOf, type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** What brokers look after by themselves, and what an administrator decides about it. */
export function upkeepRoutes({ upkeep, guard }: { upkeep: Upkeep; guard: Guard }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      ...endpoint(routes.list),
      ...guard(['admin']),
      schema: { response: { 200: LifecycleList, ...errorReplies } },
      handler: async (request) => upkeep.list(tenantOf(request)),
    });

    app.route({
      ...endpoint(routes.refresh),
      ...guard(['admin'], { once: true }),
      schema: { body: MetadataRefreshRequest, response: { 200: MetadataStatus, ...errorReplies } },
      handler: async (request) => upkeep.refresh(tenantOf(request), request.body.connection),
    });

    app.route({
      ...endpoint(routes.approve),
      ...guard(['admin'], { once: true }),
      schema: { body: MetadataDecisionRequest, response: { 200: MetadataStatus, ...errorReplies } },
      handler: async (request) => {
        const { connection, digest } = request.body;
        return upkeep.approve(tenantOf(request), connection, digest, administratorOf(request));
      },
    });

    app.route({
      ...endpoint(routes.dismiss),
      ...guard(['admin'], { once: true }),
      schema: { body: MetadataDecisionRequest, response: { 200: MetadataStatus, ...errorReplies } },
      handler: async (request) => upkeep.dismiss(tenantOf(request), request.body.connection, request.body.digest),
    });
  };
}
