/**
 * The login host: requests of parties, answers of providers, the second factor, signing out. Handlers take input, call
 * one function of the login room and shape its reply; nothing is decided here.
 */

import type { FastifyInstance } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import { networkOf } from '../domain/client-network.ts';
import { callback } from '../login/callback.ts';
import { initiate } from '../login/initiate.ts';
import { start } from '../login/start.ts';
import { backChannelRoutes } from './back-channel-routes.ts';
import { companyRoutes } from './company-routes.tsx';
import { jarOf } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { arrivalOf, askedOf, formOf, rawQueryOf, singleTexts } from './input.ts';
import { logoutRoutes } from './logout-routes.tsx';
import { metadataRoutes } from './metadata-routes.ts';
import { phoneRoutes } from './phone-routes.ts';
import { goByAddress, sendReply } from './replies.tsx';
import { sceneOf } from './scene.ts';
import { secondFactorRoutes } from './second-factor-routes.tsx';
import { secondFactorState } from './second-factor-state.ts';
import { securityRoutes } from './security/routes.tsx';
import { answerTestArrival, signInTestRoutes } from './sign-in-test-routes.tsx';
import { createStartLimit } from './start-limit.ts';

/** A SAML Response of 256 KB in base64, its slashes and pluses percent-encoded; the other protocols bring far less. */
const callbackBodyLimit = 400 * 1024;
/** A signed request of 64 KB in base64. */
const requestBodyLimit = 128 * 1024;
/** Of answers that nobody asked for: people who begin in their company's list of applications, from one network. */
const unaskedPerMinute = 100;

export async function loginPlugin(app: FastifyInstance, deps: LoginPluginDeps): Promise<void> {
  const starts = createStartLimit(deps);
  const arrivals = createStartLimit(deps);
  const unasked = createStartLimit({ ...deps, perMinute: unaskedPerMinute });
  const posts = createStartLimit(deps);

  app.get('/saml/sso', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    starts.assertRoom(scene.tenant.id, request.ip);
    const input = { rawQuery: rawQueryOf(request), asked: askedOf(request), jar: jarOf(request), network: networkOf(request.ip) };
    return sendReply(deps, scene, request, reply, await start(deps.login, scene, input));
  });

  app.post('/saml/sso', { constraints: loginFace, bodyLimit: requestBodyLimit }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    posts.assertRoom(scene.tenant.id, request.ip);
    return goByAddress(deps, scene, request, reply, '/saml/sso', loginTexts.goOn);
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/callback/:connection',
    constraints: loginFace,
    bodyLimit: callbackBodyLimit,
    handler: async (request, reply) => {
      const scene = await sceneOf(deps.snapshots, request);
      arrivals.assertRoom(scene.tenant.id, request.ip);
      const { connection } = request.params as { connection: string };
      const arrival = arrivalOf(request);
      const tested = await answerTestArrival(deps, scene, request, reply, { connection, arrival });
      if (tested !== null) return tested;
      const assertRoomUnasked = () => unasked.assertRoom(scene.tenant.id, request.ip);
      const input = { connection, arrival, jar: jarOf(request), assertRoomUnasked };
      return sendReply(deps, scene, request, reply, await callback(deps.login, scene, input));
    },
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/initiate/:connection',
    constraints: loginFace,
    handler: async (request, reply) => {
      const scene = await sceneOf(deps.snapshots, request);
      starts.assertRoom(scene.tenant.id, request.ip);
      const { connection } = request.params as { connection: string };
      const asked = request.method === 'POST' ? formOf(request) : singleTexts(request.query);
      return sendReply(deps, scene, request, reply, initiate(scene, connection, asked));
    },
  });

  companyRoutes(app, deps);
  signInTestRoutes(app, deps);
  backChannelRoutes(app, deps);
  secondFactorRoutes(app, deps);
  securityRoutes(app, deps);
  secondFactorState(app, deps);
  phoneRoutes(app, deps);
  logoutRoutes(app, deps);
  metadataRoutes(app, deps);
}
