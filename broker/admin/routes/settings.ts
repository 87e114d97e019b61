import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  ActivateRequest,
  ActivateResponse,
  brokerRoutes,
  CheckSettingsRequest,
  CheckSettingsResponse,
  MissingPartsRequest,
  MissingPartsResponse,
  PutPartRequest,
  StatusResponse,
} from '#contract/rpc/broker';
import { addressesOf } from '../../settings/addresses.ts';
import type { Apply } from '../../settings/apply.ts';
import { type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** How long a part may be is for the settings room to say, which names the part; here the body limit stands. */
const AnyLengthPart = Type.Object({ ...PutPartRequest.properties, content: Type.String() }, { additionalProperties: false });

/** Parts, activation and what is live: for the admin page, and for the schedule that heals a broker. */
export function settingsRoutes(deps: { apply: Apply; guard: Guard }): FastifyPluginAsyncTypebox {
  const { apply, guard } = deps;
  return async (app) => {
    app.route({
      ...endpoint(brokerRoutes.missingParts),
      ...guard(['admin', 'heartbeat']),
      schema: { body: MissingPartsRequest, response: { 200: MissingPartsResponse, ...errorReplies } },
      handler: async (request) => ({ missing: [...(await apply.missing(tenantOf(request), request.body.parts, 'forge'))] }),
    });

    app.route({
      ...endpoint(brokerRoutes.putPart),
      ...guard(['admin', 'heartbeat'], { once: true }),
      schema: { body: AnyLengthPart, response: { 204: Type.Null(), ...errorReplies } },
      handler: async (request, reply) => {
        await apply.putPart(tenantOf(request), request.body, 'forge');
        return reply.code(204).send(null);
      },
    });

    app.route({
      ...endpoint(brokerRoutes.checkSettings),
      ...guard(['admin']),
      schema: { body: CheckSettingsRequest, response: { 200: CheckSettingsResponse, ...errorReplies } },
      handler: async (request) => {
        apply.check(tenantOf(request), request.body, 'forge');
        return { fits: true as const };
      },
    });

    app.route({
      ...endpoint(brokerRoutes.activate),
      ...guard(['admin', 'heartbeat'], { once: true }),
      schema: { body: ActivateRequest, response: { 200: ActivateResponse, ...errorReplies } },
      handler: async (request) => {
        const { live } = await apply.activate(tenantOf(request), request.body, 'forge');
        return { live };
      },
    });

    app.route({
      ...endpoint(brokerRoutes.status),
      ...guard(['admin']),
      schema: { response: { 200: StatusResponse, ...errorReplies } },
      handler: async (request) => {
        const tenant = tenantOf(request);
        return { live: await apply.live(tenant), addresses: addressesOf(tenant) };
      },
    });
  };
}
