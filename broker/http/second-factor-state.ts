import type { FastifyInstance } from 'fastify';
import { refuse } from '../domain/app-error.ts';
import { elsewhere } from '../login/second-factor/show.ts';
import { isTransactionId } from '../login/transactions.ts';
import { jarOf } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { fileHeaders } from './file-headers.ts';
import { sceneOf } from './scene.ts';
import { createStartLimit } from './start-limit.ts';

/** Pages that wait ask every 1.5 s; a whole company may stand behind one address. */
const asksPerMinute = 12_000;

/**
 * What became of a challenge that is answered on another device, for the script of the page that waits for it. It goes by the
 * cookies of that page, says one word and changes nothing: what it says is judged again when the form is posted.
 */
export function secondFactorState(app: FastifyInstance, deps: LoginPluginDeps): void {
  const limit = createStartLimit({ clock: deps.clock, perMinute: asksPerMinute });

  app.get('/second-factor/:id/state', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    limit.assertRoom(scene.tenant.id, request.ip);
    const { id } = request.params as { id: string };
    const found = isTransactionId(id) ? await elsewhere(deps.login, scene, id, jarOf(request)) : refuse('login_unknown', 'path.id');
    reply.headers(fileHeaders('no-store'));
    // A step that waits for nothing has passed already, perhaps in another tab.
    return { state: found === null ? 'gone' : typeof found === 'string' ? found : 'refused' };
  });
}
