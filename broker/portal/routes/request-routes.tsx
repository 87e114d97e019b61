import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { errorKind, wordsForPerson } from '#contract/errors';
import { portalTexts } from '#contract/messages/en/portal';
import { AppError, refuse } from '../../domain/app-error.ts';
import { fill } from '../../pages/text.ts';
import { foreignBecause } from '../forms/foreign.ts';
import { type Posted, PostedBody, postedOf, single } from '../forms/posted.ts';
import type { RequestView } from '../guard/request-view.ts';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendPage, sendRefusal } from '../replies.tsx';
import type { FormNotice } from '../views/form-notice.tsx';
import { commentLimit, RequestPage } from '../views/request.tsx';
import { actingIn, signedInVisit, visitOf } from '../visit.ts';
import { type WriteFailure, writeFailure } from './failures.ts';
import { sendAway, sendSignedOut } from './kept.tsx';
import { idParam, pageReplies } from './schemas.ts';

const texts = portalTexts.request;
/** One long text; each character may take nine bytes in a form. */
const bodyLimit = 384 * 1024;
const clockSkewMs = 60_000;

interface Params {
  readonly deskId: string;
  readonly key: string;
}

interface Shown {
  readonly notice?: FormNotice | undefined;
  readonly comment?: { readonly text: string; readonly error?: string | undefined };
  readonly status?: number;
  readonly formKey?: string;
}

export function requestRoutes(app: FastifyInstance, parts: PortalParts): void {
  const schema = { params: Type.Object({ deskId: idParam, key: idParam }), response: pageReplies };
  const Query = Type.Object({ sent: Type.Optional(Type.String({ maxLength: 20 })) });

  app.get(
    paths.request(':deskId', ':key'),
    { constraints: portalFace, schema: { ...schema, querystring: Query } },
    async (request, reply) => {
      const where = request.params as Params;
      const view = await parts.guard.request(actingIn(signedInVisit(request)), where.deskId, where.key);
      if (!view.ok) return sendRefusal(parts.refusals, request, reply, view, 'portal-request');
      // A request that was moved answers to its old key as well.
      if (view.value.key !== where.key) return reply.redirect(paths.request(where.deskId, view.value.key), 302);
      return sendRequest(parts, request, reply, view.value, { notice: noticeOf(request, view.value) });
    },
  );

  const commentPath = `${paths.request(':deskId', ':key')}/comment`;
  // Whoever reloads after signing in again lands at the request.
  app.get(commentPath, { constraints: portalFace, schema }, async (request, reply) => {
    const where = request.params as Params;
    return reply.redirect(paths.request(encodeURIComponent(where.deskId), encodeURIComponent(where.key)), 302);
  });

  app.post(commentPath, { constraints: portalFace, bodyLimit, schema: { ...schema, body: PostedBody } }, async (request, reply) => {
    const where = request.params as Params;
    const posted = postedOf(request);
    const visit = visitOf(request);
    const foreign = foreignBecause(request, visit.site.tenant.portalOrigin);
    if (foreign !== null) return sendRefusal(parts.refusals, request, reply, refuse('portal_form_foreign', foreign), 'portal-comment');
    if (visit.session === null) return sendSignedOut(request, reply, posted, paths.request(where.deskId, where.key));
    try {
      return await comment(parts, request, reply, where, posted);
    } catch (error) {
      // Not even the request could be read: nothing was sent.
      if (error instanceof AppError) return sendAway(parts, request, reply, posted, error, 'portal-comment');
      throw error;
    }
  });
}

async function comment(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
  where: Params,
  posted: Posted,
): Promise<FastifyReply> {
  const visit = signedInVisit(request);
  const customer = actingIn(visit);
  const text = single(posted, 'comment').replaceAll('\r\n', '\n').normalize('NFC').trim();
  const formKey = single(posted, 'form-key');
  const startedAt = parts.formKeys.madeAt(formKey);
  const again = async (shown: Shown) => {
    const view = await parts.guard.request(customer, where.deskId, where.key);
    if (!view.ok) return sendRefusal(parts.refusals, request, reply, view, 'portal-comment');
    return sendRequest(parts, request, reply, view.value, { comment: { text }, ...shown });
  };
  if (startedAt === null || !parts.sessions.isFormToken(visit.session, single(posted, 'csrf')))
    return again({ notice: { kind: 'warning', title: texts.commentAgainTitle, text: texts.commentAgainText }, status: 409 });
  const error =
    text === '' ? portalTexts.form.required : text.length > commentLimit ? fill(portalTexts.form.tooLong, { limit: commentLimit }) : null;
  if (error !== null) return again({ comment: { text, error }, status: 422, formKey });

  let asked = false;
  let failure: WriteFailure | null = null;
  try {
    const outcome = await parts.guard.comment(customer, where, text, async () => {
      asked = await parts.formKeys.use(customer, formKey);
      return asked;
    });
    if (!outcome.ok) return sendRefusal(parts.refusals, request, reply, outcome, 'portal-comment');
    if (outcome.value === 'sent') return seeComment(reply, where);
  } catch (error) {
    if (!asked) throw error;
    failure = writeFailure(error);
  }
  // The answer was lost, or the form came twice: the request itself tells whether the comment stands.
  if (failure === null || failure.kind === 'unknown') {
    const view = await parts.guard.request(customer, where.deskId, where.key);
    if (view.ok && isThere(view.value, text, startedAt - clockSkewMs)) return seeComment(reply, where);
  }
  const unsure: FormNotice = { kind: 'warning', title: texts.commentUnsureTitle, text: texts.commentUnsureText };
  if (failure === null) return again({ notice: unsure, status: 409 });
  const { code } = failure.error;
  const because = failure.kind === 'unknown' ? 'comment: answer lost, not found' : 'comment: refused by Jira';
  const supportCode = await parts.refusals.record({
    tenant: visit.site.tenant.id,
    code,
    because,
    step: 'portal-comment',
    address: request.ip,
    standing: 'known',
    error: failure.error,
  });
  const refused: FormNotice = {
    kind: 'danger',
    title: texts.commentFailedTitle,
    text: fill(portalTexts.form.failedText, wordsForPerson(code)),
  };
  return again({ notice: { ...(failure.kind === 'unknown' ? unsure : refused), supportCode }, status: errorKind(code).status });
}

function isThere(view: RequestView, text: string, since: number): boolean {
  return view.feed.some((item) => item.kind === 'comment' && item.byline !== null && item.text.trim() === text && item.at >= since);
}

function seeComment(reply: FastifyReply, where: Params): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`${paths.request(where.deskId, where.key)}?sent=comment`, 303);
}

function noticeOf(request: FastifyRequest, view: RequestView): FormNotice | undefined {
  const { sent } = request.query as { sent?: string };
  if (sent === 'request') return { kind: 'success', title: texts.raisedTitle, text: fill(texts.raisedText, { key: view.key }) };
  return sent === 'comment' ? { kind: 'success', title: texts.commentedTitle, text: '' } : undefined;
}

async function sendRequest(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
  view: RequestView,
  shown: Shown,
): Promise<FastifyReply> {
  const { session } = signedInVisit(request);
  const { status, formKey, ...rest } = shown;
  const body = <RequestPage request={view} csrf={session.formToken} formKey={formKey ?? parts.formKeys.make()} {...rest} />;
  return sendPage(request, reply, { title: `${view.key} ${view.summary}`, status, body });
}
