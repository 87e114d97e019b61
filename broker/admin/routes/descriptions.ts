import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { samlDefaults } from '#contract/presets/defaults';
import { brokerRoutes, ImportConnectionRequest, ImportConnectionResponse } from '#contract/rpc/broker';
import { OurMetadata, OurMetadataRequest } from '#contract/rpc/our-metadata';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { AppError } from '../../domain/app-error.ts';
import { atHand } from '../../domain/connection.ts';
import type { Connectors } from '../../domain/ports/connector.ts';
import { type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** What a provider says of itself, and what we say of ourselves to it: both for drafts, and neither is kept. */
export function descriptionRoutes(deps: { connectors: Connectors; guard: Guard }): FastifyPluginAsyncTypebox {
  const { connectors, guard } = deps;
  return async (app) => {
    app.route({
      ...endpoint(brokerRoutes.importConnection),
      ...guard(['admin'], { once: true }),
      schema: { body: ImportConnectionRequest, response: { 200: ImportConnectionResponse, ...errorReplies } },
      handler: async (request) => {
        const { wanted } = request.body;
        const read = connectors.get(wanted.protocol)?.readProvider;
        if (read === undefined) throw new AppError('import_unsupported');
        return { found: await read(wanted) };
      },
    });

    app.route({
      ...endpoint(brokerRoutes.ourMetadata),
      ...guard(['admin']),
      schema: { body: OurMetadataRequest, response: { 200: OurMetadata, ...errorReplies } },
      handler: async (request) => {
        const describe = connectors.get('saml')?.metadata;
        if (describe === undefined) throw new AppError('import_unsupported');
        return { xml: await describe(atHand(tenantOf(request), toDescribe(request.body), new Map())) };
      },
    });
  };
}

/** Our metadata tells nothing of the provider, so what names it may be anything. */
function toDescribe(wanted: OurMetadataRequest): SamlConnection {
  return {
    ...samlDefaults,
    ...wanted,
    protocol: 'saml',
    preset: 'generic-saml',
    name: wanted.id,
    enabled: false,
    entityId: 'urn:nobody',
    signOn: { url: 'https://provider.invalid/', binding: 'redirect' },
    logout: null,
    certificates: [],
    metadata: null,
    domains: { mode: 'list', list: [] },
  };
}
