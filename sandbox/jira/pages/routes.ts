import type { FastifyInstance, FastifyReply } from 'fastify';
import { addComment } from '../builders.ts';
import { deskOf, issueByKeyOrId } from '../lookup.ts';
import type { Issue, Site, User } from '../model.ts';
import type { Simulation } from '../simulation.ts';
import { issuePage, listPage, missingPage } from './views.ts';

/** The agents' side for people: a list, one issue, a form to answer. Whoever opens it acts as the desk's first agent. */
export async function agentPages(app: FastifyInstance, options: { simulation: Simulation }): Promise<void> {
  const { simulation } = options;
  app.get('/', (request, reply) => {
    const site = simulation.reached(request.raw)?.site;
    return site ? sendPage(reply, listPage(site)) : reply.code(404).type('text/plain').send('There is no site at this address.');
  });
  app.get<{ Params: { key: string } }>('/browse/:key', (request, reply) => {
    const site = simulation.reached(request.raw)?.site;
    if (!site) return reply.code(404).type('text/plain').send('There is no site at this address.');
    const issue = issueByKeyOrId(site, request.params.key);
    if (!issue) return sendPage(reply.code(404), missingPage(site));
    return sendPage(reply, issuePage(site, issue, firstAgent(site, issue)?.displayName ?? null));
  });
  app.post<{ Params: { key: string }; Body: { body?: string; visibility?: string } }>('/browse/:key/comment', (request, reply) => {
    const site = simulation.reached(request.raw)?.site;
    const issue = site && issueByKeyOrId(site, request.params.key);
    const author = issue && firstAgent(site, issue);
    if (!site || !issue || !author) return reply.code(404).type('text/plain').send('There is no such issue.');
    const body = request.body.body?.trim() ?? '';
    if (body !== '')
      addComment(site, issue, { author, body, public: request.body.visibility === 'public', createdAt: simulation.clock.now() });
    return reply.redirect(`/browse/${issue.key}`, 303);
  });
  app.get<{ Querystring: { size?: string } }>('/avatar.svg', (request, reply) => sendDrawing(reply, personDrawing, request.query.size));
  app.get<{ Params: { id: string }; Querystring: { size?: string } }>(
    '/rest/api/2/universal_avatar/view/type/SD_REQTYPE/avatar/:id',
    (request, reply) => sendDrawing(reply, iconDrawing(request.params.id), request.query.size),
  );
}

function firstAgent(site: Site, issue: Issue): User | undefined {
  const [accountId] = deskOf(site, issue).agents;
  return accountId === undefined ? undefined : site.users.get(accountId);
}

function sendPage(reply: FastifyReply, markup: string): FastifyReply {
  return reply
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
    .type('text/html; charset=utf-8')
    .send(markup);
}

const personDrawing = '<circle cx="24" cy="18" r="9" fill="#fff"/><path d="M6 46c2-12 10-16 18-16s16 4 18 16z" fill="#fff"/>';

const shapes = [
  '<path d="M10 14h28v18H10zM20 36h8v4h-8z" fill="#fff"/>',
  '<path d="M24 8l14 8v16l-14 8-14-8V16z" fill="#fff"/>',
  '<circle cx="24" cy="24" r="14" fill="#fff"/>',
  '<path d="M8 14h32v20H8zm4 4l12 9 12-9" fill="#fff"/>',
  '<path d="M24 8l16 30H8z" fill="#fff"/>',
];

const colours = ['#0c66e4', '#1f845a', '#8270db', '#c9372c', '#b38600', '#227d9b'];

function iconDrawing(id: string): string {
  const number = Number.parseInt(id, 10) || 0;
  return `<rect width="48" height="48" rx="8" fill="${colours[number % colours.length]}"/>${shapes[number % shapes.length]}`;
}

function sendDrawing(reply: FastifyReply, drawing: string, size: string | undefined): FastifyReply {
  const pixels = Math.min(Math.max(Number.parseInt(size ?? '48', 10) || 48, 8), 512);
  const background = drawing === personDrawing ? '<rect width="48" height="48" rx="24" fill="#626f86"/>' : '';
  return reply
    .type('image/svg+xml')
    .send(`<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 48 48">${background}${drawing}</svg>`);
}
