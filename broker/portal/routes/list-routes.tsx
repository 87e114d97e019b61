import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { portalTexts } from '#contract/messages/en/portal';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendPage } from '../replies.tsx';
import { type ListChoices, RequestListPage } from '../views/request-list.tsx';
import { actingIn, signedInVisit } from '../visit.ts';
import { createPageTokens } from './page-tokens.ts';
import { pageReplies } from './schemas.ts';

const Query = Type.Object({
  status: Type.Optional(Type.String({ maxLength: 20 })),
  portal: Type.Optional(Type.String({ maxLength: 40 })),
  text: Type.Optional(Type.String({ maxLength: 400 })),
  page: Type.Optional(Type.String({ maxLength: 4_000 })),
});
interface Query {
  readonly status?: string;
  readonly portal?: string;
  readonly text?: string;
  readonly page?: string;
}

export function listRoutes(app: FastifyInstance, parts: PortalParts): void {
  const tokens = createPageTokens(parts);
  app.get(paths.requests, { constraints: portalFace, schema: { querystring: Query, response: pageReplies } }, async (request, reply) => {
    const visit = signedInVisit(request);
    const query = request.query as Query;
    const choices = choicesOf(query);
    const pageToken = query.page === undefined ? null : tokens.open(visit, choices, query.page);
    const page = await parts.guard.requests(actingIn(visit), { ...choices, pageToken });
    const nextPage = page.nextPageToken === null ? null : tokens.seal(visit, choices, page.nextPageToken);
    const body = <RequestListPage rows={page.rows} desks={page.desks} choices={choices} nextPage={nextPage} isFirst={pageToken === null} />;
    return sendPage(request, reply, { title: portalTexts.list.title, body });
  });
}

function choicesOf(query: Query): ListChoices {
  const status = query.status === 'closed' || query.status === 'all' ? query.status : 'open';
  const deskId = query.portal === undefined || query.portal === '' ? null : query.portal;
  return { status, deskId, text: (query.text ?? '').trim() };
}
