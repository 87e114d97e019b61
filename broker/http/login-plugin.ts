/**
 * The login host: requests of parties, answers of providers, the second factor, signing out. Handlers take input, call
 * one function of the login room and shape its reply; nothing is decided here.
 */
import type { FastifyInstance } from 'fastify';
import { callback } from '../login/callback.ts';
import { start } from '../login/start.ts';
import { networkOf } from './client-network.ts';
import { jarOf } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { formOf, rawQueryOf, wishOf } from './input.ts';
import { logoutRoutes } from './logout-routes.tsx';
import { metadataRoutes } from './metadata-routes.ts';
import { sendReply } from './replies.tsx';
import { sceneOf, siteOf } from './scene.ts';
import { secondFactorRoutes } from './second-factor-routes.tsx';
import { createStartLimit } from './start-limit.ts';

/** A form_post answer is a code and a state; nothing legitimate is longer. */
const callbackBodyLimit = 64 * 1024;

export async function loginPlugin(app: FastifyInstance, deps: LoginPluginDeps): Promise<void> {
  const starts = createStartLimit(deps);

  app.get('/saml/sso', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    starts.assertRoom(scene.tenant.id, networkOf(request.ip));
    const input = { rawQuery: rawQueryOf(request), wanted: wishOf(request), jar: jarOf(request) };
    return sendReply(deps, scene, request, reply, await start(deps.login, scene, input));
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/callback/:connection',
    constraints: loginFace,
    bodyLimit: callbackBodyLimit,
    handler: async (request, reply) => {
      const scene = await sceneOf(deps.snapshots, request);
      const { connection } = request.params as { connection: string };
      const arrival = {
        method: request.method === 'POST' ? ('POST' as const) : ('GET' as const),
        url: `${siteOf(request).origin}${request.raw.url ?? ''}`,
        form: formOf(request),
      };
      return sendReply(deps, scene, request, reply, await callback(deps.login, scene, { connection, arrival, jar: jarOf(request) }));
    },
  });

  secondFactorRoutes(app, deps);
  logoutRoutes(app, deps);
  metadataRoutes(app, deps);
}
