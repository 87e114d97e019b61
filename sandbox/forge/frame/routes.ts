import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import type { ForgeUser } from '../user.ts';
import { frameCss, framePage, frameScript } from './page.ts';
import { shimScript } from './shim.ts';
import { themeCss } from './theme.ts';

interface FrameParts {
  readonly invoke: (user: string, functionKey: string, payload: unknown) => Promise<unknown>;
  readonly jwks: () => JSONWebKeySet;
  readonly users: readonly ForgeUser[];
  readonly siteUrl: string;
}

const build = new URL('../../../static/admin/build/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The policy that Forge puts on a Custom UI page with `styles: unsafe-inline` and nothing else. */
const pagePolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'";

/** Serves the admin frame, the built page with the bridge in front of it, and the keys of the invocation tokens. */
export function createFrame({ invoke, jwks, users, siteUrl }: FrameParts): FastifyInstance {
  const app = Fastify({ bodyLimit: 5 * 1024 * 1024 });
  const userOf = (key: unknown): ForgeUser | undefined => users.find((user) => user.key === key);

  app.get('/.well-known/jwks.json', async () => jwks());
  app.get('/__forge/theme.css', (_request, reply) => send(reply, '.css', themeCss()));
  app.get('/__forge/frame.css', (_request, reply) => send(reply, '.css', frameCss));
  app.get('/__forge/frame.js', (_request, reply) => send(reply, '.js', frameScript));
  app.get('/__forge/shim.js', (_request, reply) => send(reply, '.js', shimScript()));

  app.get<{ Querystring: { user?: string } }>('/', (request, reply) => {
    const user = userOf(request.query.user) ?? users[0];
    if (user === undefined) return reply.code(500).send('no users');
    return send(reply, '.html', framePage(users, user, siteUrl));
  });

  app.post<{ Body: { functionKey: string; payload?: unknown } }>('/__forge/invoke', async (request, reply) => {
    const user = userOf(request.headers['x-sandbox-user']);
    if (user === undefined) return reply.code(403).send({ message: 'nobody is signed in' });
    return { value: await invoke(user.key, request.body.functionKey, request.body.payload) };
  });
  app.post('/__forge/context', async (request) => ({
    accountId: userOf(request.headers['x-sandbox-user'])?.accountId,
    siteUrl,
    locale: 'en_US',
    extension: { type: 'jira:adminPage' },
  }));

  app.get<{ Params: { '*': string } }>('/app/*', async (request, reply) => {
    const path = request.params['*'];
    // Built files lie in two folders and have plain names; anything else is not one of them.
    if (!/^(assets\/)?[A-Za-z0-9._-]+$/.test(path)) return reply.code(404).send('not found');
    const content = await readFile(new URL(path, build)).catch(() => null);
    if (content === null) return reply.code(404).send('not found: build static/admin first');
    if (path !== 'index.html') return send(reply, extname(path), content);
    reply.header('content-security-policy', pagePolicy);
    const bridge = '<link rel="stylesheet" href="/__forge/theme.css"><script src="/__forge/shim.js"></script>';
    return send(reply, '.html', content.toString('utf8').replace('<head>', `<head>${bridge}`));
  });
  return app;
}

function send(reply: FastifyReply, extension: string, content: string | Buffer): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type(`${types[extension] ?? 'application/octet-stream'}; charset=utf-8`)
    .send(content);
}
