import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorKind, wordsForPerson } from '#contract/errors';
import { portalTexts } from '#contract/messages/en/portal';
import type { AppError } from '../../domain/app-error.ts';
import { fill } from '../../pages/text.ts';
import type { Posted } from '../forms/posted.ts';
import type { PortalParts } from '../parts.ts';
import { paths } from '../paths.ts';
import { sendPage } from '../replies.tsx';
import { KeptPage } from '../views/kept.tsx';
import { visitOf } from '../visit.ts';

const texts = portalTexts.kept;

/** A form that arrived after its session ended: its text, and a way to sign in without leaving it. */
export function sendSignedOut(request: FastifyRequest, reply: FastifyReply, posted: Posted, backTo: string): FastifyReply {
  const signIn = `${paths.login}?${new URLSearchParams({ destination: backTo })}`;
  const body = <KeptPage notice={texts.signedOut} action={request.url} posted={posted} signIn={signIn} />;
  return sendPage(request, reply, { title: texts.title, status: 401, body });
}

/** A form that could not even be checked because Jira is away. Nothing was sent, so sending the same once more is safe. */
export async function sendAway(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
  posted: Posted,
  error: AppError,
  step: string,
): Promise<FastifyReply> {
  const tenant = visitOf(request).site.tenant.id;
  const code = await parts.refusals.record({
    tenant,
    code: error.code,
    because: 'before anything was sent',
    step,
    address: request.ip,
    standing: 'known',
    error,
  });
  const notice = fill(texts.away, wordsForPerson(error.code));
  const support = fill(portalTexts.form.support, { code });
  const body = <KeptPage notice={notice} supportCode={support} action={request.url} posted={posted} signIn={null} />;
  return sendPage(request, reply, {
    title: texts.title,
    status: errorKind(error.code).status,
    body: <div class="wrap page form-card">{body}</div>,
  });
}
