import type { FastifyInstance } from 'fastify';
import { networkOf } from '../../domain/client-network.ts';
import { securityPath, securityRequest } from '../../domain/security-page.ts';
import type { SecurityWish } from '../../domain/transaction.ts';
import { openVisit } from '../../login/security/visit.ts';
import { begin } from '../../login/start.ts';
import { jarOf } from '../cookies.ts';
import { type LoginPluginDeps, loginFace } from '../deps.ts';
import { askedOf, isFromOurPage, ownSignInPath, singleTexts } from '../input.ts';
import { goOn, sendReply } from '../replies.tsx';
import { sceneOf } from '../scene.ts';
import { createStartLimit } from '../start-limit.ts';

const visitShape = /^[A-Za-z0-9_-]{22}$/;

/**
 * The way in: the login host asks itself, for this browser. The address holds nothing that has to be kept from anybody: what is
 * asked for is checked again by every change on the page, and a link from elsewhere never makes anybody's phone ring.
 */
export function signInRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  const starts = createStartLimit(deps);
  const security = { ...deps.login, seal: deps.seal };

  app.get(ownSignInPath, { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    starts.assertRoom(scene.tenant.id, request.ip);
    const { visit = '', wish, part } = singleTexts(request.query);
    if (!visitShape.test(visit)) return goTo(reply, 'visit', null);
    const asked = securityRequest(scene.tenant, { visit, wish: isFromOurPage(request) ? wishIn(wish) : 'visit', part: part ?? null });
    const input = { asked: askedOf(request), jar: jarOf(request), network: networkOf(request.ip) };
    const outcome = await begin(deps.login, scene, { request: asked, providers: [] }, input);
    // The way back of the browser leads over this address again: to the page, and no login is used twice.
    if (outcome.kind === 'refused' && outcome.refusal.code === 'login_already_used')
      return goOn(request, reply, scene.snapshot.settings.portal, securityPath);
    return sendReply(deps, scene, request, reply, outcome);
  });

  app.get(`${securityPath}/confirm`, { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const visit = await openVisit(security, scene, jarOf(request));
    if (visit === null || !isFromOurPage(request)) return reply.header('cache-control', 'no-store').redirect(securityPath, 302);
    return goTo(reply, visit.own.length > 0 ? 'confirm' : 'first-factor', singleTexts(request.query).part ?? null);
  });

  function goTo(reply: Parameters<typeof goOn>[1], wish: SecurityWish, part: string | null) {
    const visit = deps.login.random.token(16);
    const query = new URLSearchParams({ visit, ...(wish !== 'visit' && { wish }), ...(part !== null && { part }) });
    return reply.header('cache-control', 'no-store').redirect(`${ownSignInPath}?${query}`, 302);
  }
}

function wishIn(text: string | undefined): SecurityWish {
  return text === 'confirm' || text === 'first-factor' ? text : 'visit';
}
