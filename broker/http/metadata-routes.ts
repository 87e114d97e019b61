import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { sceneOf } from './scene.ts';

/**
 * What the login host publishes of itself: SAML metadata (SAML Metadata 2.0) as an identity provider and as a service
 * provider of each connection, and the keys that prove it to OpenID providers.
 */
export function metadataRoutes(app: FastifyInstance, deps: Pick<LoginPluginDeps, 'login' | 'snapshots'>): void {
  app.get('/saml/metadata', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    return sendMetadata(reply, await deps.login.relying.metadata(scene, null));
  });

  app.get('/saml/applications/:application', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const { application } = request.params as { application: string };
    return sendMetadata(reply, await deps.login.relying.metadata(scene, application));
  });

  app.get('/saml/connections/:connection', { constraints: loginFace }, async (request, reply) => {
    const { tenant, snapshot } = await sceneOf(deps.snapshots, request);
    const { connection: id } = request.params as { connection: string };
    // Also of one that is off: it is set up at the provider before it is turned on here.
    const connection = snapshot.settings.connections.find((each) => each.id === id);
    const describe = connection && connectorFor(deps.login.connectors, connection).metadata;
    return sendMetadata(reply, connection && describe ? await describe(atHand(tenant, connection, snapshot.secrets)) : null);
  });

  app.get('/oidc/jwks', { constraints: loginFace }, async (request, reply) => {
    const { tenant } = await sceneOf(deps.snapshots, request);
    const keySet = await deps.login.connectors.get('oidc')?.keySet?.(tenant.id);
    if (keySet === undefined) throw new AppError('page_not_found');
    return reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json').send(JSON.stringify(keySet));
  });
}

function sendMetadata(reply: FastifyReply, xml: string | null): FastifyReply {
  if (xml === null) throw new AppError('page_not_found');
  return reply.header('cache-control', 'public, max-age=300').type('application/samlmetadata+xml; charset=utf-8').send(xml);
}
