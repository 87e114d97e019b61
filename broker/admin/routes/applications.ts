import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  ApplicationValues,
  ApplicationValuesRequest,
  PreviewReleaseRequest,
  PreviewReleaseResponse,
  ReadMetadataRequest,
  ReadMetadataResponse,
} from '#contract/rpc/applications';
import { brokerRoutes } from '#contract/rpc/broker';
import type { ApplicationDesk } from '../../domain/ports/application-desk.ts';
import type { Snapshots } from '../../domain/ports/snapshots.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** What the page *Applications* asks: reading metadata, our own values, previews. Nothing here changes settings. */
export function applicationRoutes(deps: { desk: ApplicationDesk; snapshots: Snapshots; guard: Guard }): FastifyPluginAsyncTypebox {
  const { desk, guard } = deps;
  const sceneOf = async (tenant: Tenant) => ({ tenant, snapshot: await deps.snapshots.live(tenant.id) });
  return async (app) => {
    app.route({
      ...endpoint(brokerRoutes.importApplication),
      ...guard(['admin'], { once: true }),
      schema: { body: ReadMetadataRequest, response: { 200: ReadMetadataResponse, ...errorReplies } },
      handler: async (request) => ({ application: await desk.read(request.body) }),
    });

    app.route({
      ...endpoint(brokerRoutes.applicationValues),
      ...guard(['admin']),
      schema: { body: ApplicationValuesRequest, response: { 200: ApplicationValues, ...errorReplies } },
      handler: async (request) => desk.values(await sceneOf(tenantOf(request)), request.body),
    });

    app.route({
      ...endpoint(brokerRoutes.previewRelease),
      ...guard(['admin']),
      schema: { body: PreviewReleaseRequest, response: { 200: PreviewReleaseResponse, ...errorReplies } },
      handler: async (request) => {
        const { party, person } = request.body;
        return { preview: await desk.preview(await sceneOf(tenantOf(request)), party, person) };
      },
    });
  };
}
