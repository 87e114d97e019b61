import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import type { PartyHop } from '../domain/ports/party.ts';
import type { Scene } from '../login/deps.ts';
import { logout, logoutReturned } from '../login/logout.ts';
import { ContinuePage } from '../pages/views/continue.tsx';
import { clearSession, forgetLogout, jarOf, logoutUnderWay, rememberLogout } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { formOf, rawQueryOf } from './input.ts';
import { goByAddress, sendForm, sendPage, sendRefusal } from './replies.tsx';
import { sceneOf } from './scene.ts';

export function logoutRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  app.get('/saml/slo', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const outcome = await logout(deps.login, scene, rawQueryOf(request), jarOf(request));
    if (!outcome.ok)
      return sendRefusal(deps, scene, reply, {
        code: outcome.code,
        because: outcome.because,
        step: 'logout',
        connection: null,
        standing: 'stranger',
      });
    if (outcome.forget) clearSession(reply);
    if (outcome.underWay !== null) rememberLogout(reply, outcome.underWay);
    return hopOn(scene, reply, outcome.hop);
  });

  // A form from another site brings no session cookie: the message goes on as an address.
  app.post('/saml/slo', { constraints: loginFace, bodyLimit: 128 * 1024 }, async (request, reply) =>
    goByAddress(deps, await sceneOf(deps.snapshots, request), request, reply, '/saml/slo', loginTexts.signOut),
  );

  app.get('/logout/return', { constraints: loginFace }, async (request, reply) => {
    const { state } = request.query as { state?: unknown };
    return returned(request, reply, state);
  });

  // Where a SAML provider answers our LogoutRequest: its RelayState is what counts, and only in the browser that left.
  app.get('/saml/connections/:connection/logout', { constraints: loginFace }, async (request, reply) => {
    const { RelayState } = request.query as { RelayState?: unknown };
    return returned(request, reply, RelayState);
  });
  app.post('/saml/connections/:connection/logout', { constraints: loginFace, bodyLimit: 128 * 1024 }, async (request, reply) =>
    returned(request, reply, formOf(request).RelayState),
  );

  async function returned(request: FastifyRequest, reply: FastifyReply, state: unknown): Promise<FastifyReply> {
    const scene = await sceneOf(deps.snapshots, request);
    const hop = await logoutReturned(deps.login, scene, typeof state === 'string' ? state : null, logoutUnderWay(request));
    forgetLogout(reply);
    return hopOn(scene, reply, hop);
  }
}

/** On to the party or the provider; with nowhere to go, a page that says that it is over. */
function hopOn(scene: Scene, reply: FastifyReply, hop: PartyHop | null): FastifyReply {
  const brand = scene.snapshot.settings.portal;
  if (hop?.kind === 'redirect') return reply.header('cache-control', 'no-store').redirect(hop.url, 302);
  if (hop?.kind === 'post') return sendForm(reply, brand, loginTexts.signOut, hop.url, hop.fields);
  // The sessions are over whatever the provider brought back: say so, and offer the way to the portal.
  const words = loginTexts.signedOut;
  const body = <ContinuePage title={words.heading} text={words.text} href={scene.tenant.portalOrigin} linkText={loginTexts.wayBack} />;
  return sendPage(reply, brand, { title: words.title, body });
}
