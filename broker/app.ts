/**
 * The whole HTTP application, not listening: the three faces by host, what every request gets, and the one place where
 * errors become answers. `compose.ts` gives it its parts.
 */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyReply, type FastifyServerOptions } from 'fastify';
import { AppError } from './domain/app-error.ts';
import type { Log } from './domain/ports/log.ts';
import type { Storage } from './domain/ports/storage.ts';
import { assetRoutes } from './http/asset-routes.ts';
import { answerErrors, type ErrorDeps } from './http/errors.tsx';
import { createFaces } from './http/faces.ts';
import { parseForm, parseQuery } from './http/fields.ts';
import { healthRoutes } from './http/health-routes.ts';
import { forgetRepeatedCookies } from './http/repeated-cookies.ts';

/** Fastify's types know strategies that answer at once; the router takes asynchronous ones just as well. */
type ConstraintStrategy = NonNullable<NonNullable<FastifyServerOptions['routerOptions']>['constraints']>[string];

/** What `compose.ts` holds and closes. */
export type App = FastifyInstance;

export interface AppDeps extends ErrorDeps {
  readonly storage: Storage;
  readonly log: Log;
  /** Host of BASE_URL, with its port where that is not the default. */
  readonly baseHost: string;
  /** https everywhere but in development: decides about HSTS. */
  readonly secure: boolean;
  readonly trustedProxies: readonly string[];
  /** Rooms with routes; each constrains its routes to its own face. */
  readonly plugins: readonly FastifyPluginAsync[];
}

/** Two years, as preload lists want it (RFC 6797; ASVS 5.0, 3.4.1). */
const hsts = 'max-age=63072000; includeSubDomains';
/** Any body is at most this long unless its route says otherwise. */
const bodyLimitBytes = 64 * 1024;
const requestTimeoutMs = 15_000;
const slowClientCheckMs = 5_000;

export async function buildApp(deps: AppDeps): Promise<App> {
  const faces = createFaces({ baseHost: deps.baseHost, siteOfHost: (host) => deps.storage.tenants.siteOfHost(host) });
  const app = Fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    // What still arrives on an open connection while the broker stops is answered as ever, and then the connection is closed:
    // it is a step of somebody's sign-in, and no load balancer sends a form a second time.
    return503OnClosing: false,
    // Node looks for slow clients every 30 s unless told, and so would let them stay that much longer.
    http: { connectionsCheckingInterval: slowClientCheckMs },
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
    routerOptions: {
      constraints: { face: faces.strategy as unknown as ConstraintStrategy },
      maxParamLength: 200,
      querystringParser: (text) => parseQuery(text) as Record<string, unknown>,
    },
    // Before routing there is no face yet: a malformed path gets a bare answer.
    frameworkErrors: (error, _request, reply) => {
      const status = error.code === 'FST_ERR_ASYNC_CONSTRAINT' ? 503 : 400;
      void (reply as unknown as FastifyReply).code(status).send({ code: status === 503 ? 'database_unavailable' : 'request_malformed' });
    },
  });
  app.decorateRequest('site', null);
  app.addHook('onRequest', async (request, reply) => {
    const { face, site } = faces.faceOf(request.raw);
    if (face === 'ambiguous') throw new AppError('request_malformed', { details: { because: 'request.ambiguous' } });
    request.setDecorator('site', site);
    if (deps.secure) reply.header('strict-transport-security', hsts);
  });
  await app.register(cookie);
  app.addHook('onRequest', async (request) => forgetRepeatedCookies(request));
  // People post forms; whoever speaks JSON (the Forge app) brings the parser for it.
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: bodyLimitBytes, parser: parseForm });
  answerErrors(app, deps, faces);
  healthRoutes(app, deps);
  assetRoutes(app);
  for (const plugin of deps.plugins) await app.register(plugin);
  return app;
}
