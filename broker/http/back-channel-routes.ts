import type { FastifyInstance } from 'fastify';
import { backChannelLogout } from '../login/back-channel.ts';
import { findConnection } from '../login/deps.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { formOf } from './input.ts';
import { sceneOf } from './scene.ts';
import { createStartLimit } from './start-limit.ts';

/** A logout token of a provider with many claims is far below this. */
const tokenBodyLimit = 32 * 1024;

/**
 * Where providers end sessions by a call of their own. No browser is there: the token proves itself. Answers as OpenID
 * Connect Back-Channel Logout 1.0, section 2.8 has it, and says no more about a token than that it is none.
 */
export function backChannelRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  const calls = createStartLimit(deps);
  app.post('/backchannel/:connection', { constraints: loginFace, bodyLimit: tokenBodyLimit }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    calls.assertRoom(scene.tenant.id, request.ip);
    const { connection } = request.params as { connection: string };
    const outcome = await backChannelLogout(deps.login, scene, connection, formOf(request).logout_token);
    void reply.header('cache-control', 'no-store');
    if (outcome.ok) return reply.code(200).send();
    const supportCode = await deps.refusals.record({
      ...outcome,
      tenant: scene.tenant.id,
      step: 'back-channel',
      address: request.ip,
      connection: findConnection(scene, connection)?.id ?? null,
    });
    return reply.code(400).send({ error: 'invalid_request', error_description: `${outcome.code}, support code ${supportCode}` });
  });
}
