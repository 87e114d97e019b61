import type { FastifyInstance } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import { logout, logoutReturned } from '../login/logout.ts';
import { ContinuePage } from '../pages/views/continue.tsx';
import { clearSession, jarOf } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { rawQueryOf } from './input.ts';
import { sendPage, sendRefusal } from './replies.tsx';
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
    return reply.header('cache-control', 'no-store').redirect(outcome.url, 302);
  });

  app.get('/logout/return', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const { state } = request.query as { state?: unknown };
    const url = typeof state === 'string' ? await logoutReturned(deps.login, scene, state) : null;
    if (url !== null) return reply.header('cache-control', 'no-store').redirect(url, 302);
    // The sessions are over whatever the provider brought back: say so, and offer the way to the portal.
    const words = loginTexts.signedOut;
    const body = <ContinuePage title={words.heading} text={words.text} href={scene.tenant.portalOrigin} linkText={loginTexts.wayBack} />;
    return sendPage(reply, scene.snapshot.settings.portal, { title: words.title, body });
  });
}
