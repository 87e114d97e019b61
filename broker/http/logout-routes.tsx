import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import type { Refusal } from '../domain/app-error.ts';
import type { Scene } from '../login/deps.ts';
import { type LogoutReply, logout } from '../login/logout.ts';
import { logoutFromProvider } from '../login/logout-from-provider.ts';
import { applicationAnswered, type LogoutReturn, passedOver, providerAnswered, providerReturned } from '../login/logout-returned.ts';
import type { LogoutStep } from '../login/logout-way.ts';
import { askNextTime } from './company-cookies.ts';
import { clearSession, forgetLogout, jarOf, logoutUnderWay, rememberLogout } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { arrivalOf, formOf, isFramed, rawQueryOf, singleTexts } from './input.ts';
import { goByAddress, sendForm, sendPage, sendRefusal } from './replies.tsx';
import { sceneOf } from './scene.ts';
import { createStartLimit } from './start-limit.ts';
import { SignedOutPage } from './views/signed-out.tsx';

/** A message of 64 KB in base64. */
const messageLimit = { bodyLimit: 128 * 1024 };

/**
 * Signing out: what applications and providers ask, and the way through all of them. Two kinds of message share an address,
 * and are told apart by the parameter that carries them (SAML Bindings 3.4.4, 3.5.4).
 */
export function logoutRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  const ofApplications = createStartLimit(deps);
  const ofProviders = createStartLimit(deps);

  app.get('/saml/slo', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    ofApplications.assertRoom(scene.tenant.id, request.ip);
    const query = singleTexts(request.query);
    if (query.SAMLResponse !== undefined) {
      const answer = { incoming: rawQueryOf(request), state: query.RelayState ?? null };
      return sendReturn(request, reply, scene, await applicationAnswered(deps.login, scene, logoutUnderWay(request), answer));
    }
    return sendLogout(reply, scene, await logout(deps.login, scene, rawQueryOf(request), jarOf(request), logoutUnderWay(request)));
  });

  // A form from another site brings no session cookie: a request goes on as an address. An answer needs none.
  app.post('/saml/slo', { constraints: loginFace, ...messageLimit }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    ofApplications.assertRoom(scene.tenant.id, request.ip);
    const { SAMLResponse: message, RelayState: state = null } = formOf(request);
    if (message === undefined) return goByAddress(deps, scene, request, reply, '/saml/slo', loginTexts.signOut);
    const answer = { incoming: { message, relayState: state }, state };
    return sendReturn(request, reply, scene, await applicationAnswered(deps.login, scene, logoutUnderWay(request), answer));
  });

  app.get('/logout/return', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const { state = null } = singleTexts(request.query);
    return sendReturn(request, reply, scene, await providerReturned(deps.login, scene, logoutUnderWay(request), state));
  });

  app.get('/logout/next', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const { state = null } = singleTexts(request.query);
    return sendReturn(request, reply, scene, await passedOver(deps.login, scene, logoutUnderWay(request), state));
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/saml/connections/:connection/logout',
    constraints: loginFace,
    ...messageLimit,
    handler: async (request, reply) => {
      const scene = await sceneOf(deps.snapshots, request);
      ofProviders.assertRoom(scene.tenant.id, request.ip);
      const { connection } = request.params as { connection: string };
      const arrival = arrivalOf(request);
      const fields = request.method === 'POST' ? arrival.form : singleTexts(request.query);
      const underWay = logoutUnderWay(request);
      if (fields.SAMLResponse === undefined) {
        const input = { connection, arrival, jar: jarOf(request), underWay, isFramed: isFramed(request) };
        return sendLogout(reply, scene, await logoutFromProvider(deps.login, scene, input), connection);
      }
      const answer = { connection, arrival, state: fields.RelayState ?? null };
      return sendReturn(request, reply, scene, await providerAnswered(deps.login, scene, underWay, answer));
    },
  });

  /** The outcome of a request to sign out. */
  async function sendLogout(
    reply: FastifyReply,
    scene: Scene,
    outcome: LogoutReply,
    connection: string | null = null,
  ): Promise<FastifyReply> {
    if (!outcome.ok) {
      const { code, because } = outcome;
      return sendRefusal(deps, scene, reply, { code, because, step: 'logout', connection, standing: 'stranger' });
    }
    if (outcome.forget) {
      clearSession(reply);
      askNextTime(reply);
    }
    return sendStep(reply, scene, outcome);
  }

  /** The browser is back on its way; null: not from where it was expected, so the way waits. */
  async function sendReturn(
    request: FastifyRequest,
    reply: FastifyReply,
    scene: Scene,
    returned: LogoutReturn | null,
  ): Promise<FastifyReply> {
    if (returned === null) return sendWaiting(request, reply, scene);
    if (returned.problem !== null) await record(request, scene, returned.problem);
    return sendStep(reply, scene, returned);
  }

  async function record({ ip: address }: FastifyRequest, scene: Scene, { code, because }: Refusal): Promise<void> {
    await deps.refusals.record({ tenant: scene.tenant.id, address, code, because, step: 'logout-answer', standing: 'under-way' });
  }

  async function sendWaiting(request: FastifyRequest, reply: FastifyReply, scene: Scene): Promise<FastifyReply> {
    const underWay = logoutUnderWay(request);
    const waits = underWay !== null && (await deps.login.logouts.open(scene.tenant, underWay)) !== null;
    const goOn = waits ? `/logout/next?state=${underWay.handle}` : null;
    return sendSignedOut(reply, scene, { told: [], untold: [], provider: null }, goOn);
  }
}

/** On to the next stop; with nowhere to go, a page that says what has come of it. */
function sendStep(reply: FastifyReply, scene: Scene, { hop, underWay, way }: LogoutStep): FastifyReply {
  if (underWay === null) forgetLogout(reply);
  else rememberLogout(reply, underWay);
  if (hop?.kind === 'redirect') return reply.header('cache-control', 'no-store').redirect(hop.url, 302);
  if (hop?.kind === 'post') return sendForm(reply, scene, loginTexts.signOut, hop.url, hop.fields);
  return sendSignedOut(reply, scene, way, null);
}

export function sendSignedOut(reply: FastifyReply, scene: Scene, way: LogoutStep['way'], goOn: string | null): FastifyReply {
  const { parties, portal } = scene.snapshot.settings;
  const named = (ids: readonly string[]) => [...new Set(ids)].map((id) => parties.find((party) => party.id === id)?.name ?? id);
  const news = { told: named(way.told), untold: named(way.untold), providerUntold: way.provider === 'untold' };
  const body = <SignedOutPage news={news} href={scene.tenant.portalOrigin} goOn={goOn} />;
  return sendPage(reply, portal, { title: loginTexts.signedOut.title, body });
}
