import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { sceneOf, siteOf } from './scene.ts';

/** SAML metadata of the login host (SAML Metadata 2.0): as an identity provider, and as a service provider of each connection. */
export function metadataRoutes(app: FastifyInstance, deps: Pick<LoginPluginDeps, 'login' | 'snapshots'>): void {
  app.get('/saml/metadata', { constraints: loginFace }, async (request, reply) =>
    sendMetadata(reply, await deps.login.relying.metadata(siteOf(request).tenant)),
  );

  app.get('/saml/connections/:connection', { constraints: loginFace }, async (request, reply) => {
    const { tenant, snapshot } = await sceneOf(deps.snapshots, request);
    const { connection: id } = request.params as { connection: string };
    // Also of one that is off: it is set up at the provider before it is turned on here.
    const connection = snapshot.settings.connections.find((each) => each.id === id);
    const describe = connection && connectorFor(deps.login.connectors, connection).metadata;
    if (connection === undefined || describe === undefined) throw new AppError('page_not_found');
    return sendMetadata(reply, await describe(atHand(tenant, connection, snapshot.secrets)));
  });
}

function sendMetadata(reply: FastifyReply, xml: string): FastifyReply {
  return reply.header('cache-control', 'public, max-age=300').type('application/samlmetadata+xml; charset=utf-8').send(xml);
}
