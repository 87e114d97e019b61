import type { FastifyInstance } from 'fastify';
import type { Relying } from '../domain/ports/party.ts';
import { loginFace } from './deps.ts';
import { siteOf } from './scene.ts';

/** SAML metadata of the login host in its role as identity provider (SAML Metadata 2.0). */
export function metadataRoutes(app: FastifyInstance, deps: { login: { relying: Relying } }): void {
  app.get('/saml/metadata', { constraints: loginFace }, async (request, reply) => {
    const xml = await deps.login.relying.metadata(siteOf(request).tenant);
    return reply.header('cache-control', 'public, max-age=300').type('application/samlmetadata+xml; charset=utf-8').send(xml);
  });
}
