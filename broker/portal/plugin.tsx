/**
 * The customer portal: native paths, server-rendered, no script needed. It owns its routes, its session and its end of the
 * SAML hop. It must not decide what a customer may see: PortalGuard does, and is its only door to Jira.
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { AppError, refuse } from '../domain/app-error.ts';
import type { Site } from '../domain/tenant.ts';
import type { PortalDeps } from './deps.ts';
import { createPortalParts } from './parts.ts';
import { paths, portalFace, sessionCookie } from './paths.ts';
import { sendRefusal } from './replies.tsx';
import { destinationPathOf, returnPathOf } from './return-path.ts';
import { createRoutes } from './routes/create-routes.tsx';
import { deskRoutes } from './routes/desk-routes.tsx';
import { entranceRoutes, homeRoutes } from './routes/home-routes.tsx';
import { listRoutes } from './routes/list-routes.tsx';
import { requestRoutes } from './routes/request-routes.tsx';
import { pageReplies } from './routes/schemas.ts';
import { signInRoutes } from './routes/sign-in-routes.tsx';
import { signOutRoutes } from './routes/sign-out-routes.tsx';
import { createPortalSaml } from './sign-in/create-portal-saml.ts';
import type { PortalSaml } from './sign-in/portal-saml.ts';
import { findVisit, rememberVisit } from './visit.ts';

/** `saml` only for tests of what comes before and after the XML. */
export function portalPlugin(deps: PortalDeps & { readonly saml?: PortalSaml }): FastifyPluginAsync {
  const parts = createPortalParts(deps, deps.saml ?? createPortalSaml(deps));

  const visit = async (request: FastifyRequest, reply: FastifyReply, withSession: boolean) => {
    const site = request.getDecorator<Site>('site');
    if (site.tenant.status !== 'active') throw new AppError('tenant_suspended');
    if (site.origin !== site.tenant.portalOrigin) return moved(request, reply, site);
    const snapshot = await deps.snapshots.at(site.tenant.id, site.tenant.epoch, site.revision, site.overlay);
    const session = withSession ? await parts.sessions.find(site.tenant.id, request.cookies[sessionCookie]) : null;
    rememberVisit(request, { site, snapshot, session });
    return undefined;
  };

  /** Open to anybody: entrances, and the portal's ends of the SAML hops. */
  const outside: FastifyPluginAsync = async (app) => {
    app.addHook('onRequest', async (request, reply) => visit(request, reply, false));
    entranceRoutes(app);
    signInRoutes(app, parts);
  };

  /** Everything else needs a session: reading sends people to sign in and back, a form that comes too late keeps its text. */
  const inside: FastifyPluginAsync = async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      const ended = await visit(request, reply, true);
      const seen = findVisit(request);
      if (ended !== undefined || seen === null || seen.session !== null) return ended;
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
      const { path, connection } = wantedBy(request, seen.site.origin);
      return parts.signIn.depart(request, reply, seen.site.tenant, path, connection);
    });
    homeRoutes(app, parts);
    deskRoutes(app, parts);
    createRoutes(app, parts);
    listRoutes(app, parts);
    requestRoutes(app, parts);
    signOutRoutes(app, parts);
    app.get('/servicedesk/*', { constraints: portalFace, schema: { response: pageReplies } }, async (request, reply) =>
      sendRefusal(parts.refusals, request, reply, refuse('portal_not_found', 'no such page'), 'portal'),
    );
  };

  return async (app: FastifyInstance) => {
    // What a portal page can say in its own layout; the application's handler says the rest.
    app.setErrorHandler(async (error, request, reply) => {
      if (!(error instanceof AppError) || findVisit(request) === null) throw error;
      const step = `portal ${request.routeOptions.url ?? ''}`;
      return sendRefusal(parts.refusals, request, reply, { code: error.code, because: error.because, error }, step);
    });
    await app.register(outside);
    await app.register(inside);
  };
}

/** Where a person wanted to go who has to sign in first; and by which connection, where the link names one. */
function wantedBy(request: FastifyRequest, origin: string): { readonly path: string; readonly connection: string | null } {
  const url = request.raw.url ?? '/';
  const wanted = URL.parse(url, origin);
  const hints = wanted?.searchParams.getAll('connection') ?? [];
  const connection = hints.length === 1 && isHint(hints[0]) ? hints[0] : null;
  if (wanted?.pathname === paths.login) return { path: destinationPathOf(wanted.searchParams.get('destination'), origin), connection };
  if (wanted === null || connection === null) return { path: returnPathOf(url, origin), connection };
  wanted.searchParams.delete('connection');
  return { path: returnPathOf(`${wanted.pathname}${wanted.search}`, origin), connection };
}

const shapeOfHint = new RegExp(`^${connectionIdPattern}$`);

/** The login host decides whether there is such a connection. */
function isHint(text: string | undefined): text is string {
  return text !== undefined && shapeOfHint.test(text);
}

/** An older host of the portal after a rename: links go on to the present one, forms do not. */
function moved(request: FastifyRequest, reply: FastifyReply, site: Site): FastifyReply {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new AppError('page_not_found', { details: { check: 'older host' } });
  const path = request.raw.url?.startsWith('/') ? request.raw.url : '/';
  return reply.header('cache-control', 'public, max-age=3600').redirect(`${site.tenant.portalOrigin}${path}`, 308);
}
