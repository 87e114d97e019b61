import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { errorKind, wordsForPerson } from '#contract/errors';
import { portalTexts } from '#contract/messages/en/portal';
import type { Refusal } from '../domain/app-error.ts';
import type { Refusals, Standing } from '../domain/ports/refusals.ts';
import { securityPartyOf } from '../domain/security-page.ts';
import { renderPage } from '../pages/page.tsx';
import type { SignedIn } from '../pages/portal-layout.tsx';
import { RefusalPage } from '../pages/views/refusal.tsx';
import { paths } from './paths.ts';
import { type Visit, visitOf } from './visit.ts';

export interface PortalPage {
  readonly title: string;
  readonly body: VNode;
  readonly status?: number | undefined;
  readonly refreshTo?: string | undefined;
}

/** Sends a page in the portal's layout, or in that of signing in where nobody is signed in. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: PortalPage): FastifyReply {
  const visit = visitOf(request);
  const user = userOf(visit, request.url);
  return send(reply, visit, user === undefined ? 'sign-in' : 'portal', user, page);
}

/** A page about signing in or out: one card, no menu, whoever is at the browser. */
export function sendCard(request: FastifyRequest, reply: FastifyReply, page: PortalPage): FastifyReply {
  return send(reply, visitOf(request), 'sign-in', undefined, page);
}

function send(reply: FastifyReply, visit: Visit, layout: 'portal' | 'sign-in', user: SignedIn | undefined, page: PortalPage): FastifyReply {
  const { status = 200, ...rest } = page;
  const { html, headers } = renderPage({ ...rest, brand: visit.snapshot.settings.portal, layout, user });
  return reply.code(status).headers(headers).send(html);
}

function userOf(visit: Visit, url: string): SignedIn | undefined {
  if (visit.session === null) return undefined;
  const [path] = url.split('?');
  return {
    displayName: visit.session.displayName,
    supportCode: visit.session.supportCode,
    home: paths.home,
    links: [{ href: paths.requests, text: portalTexts.requests, current: path === paths.requests }],
    security: securityPartyOf(visit.site.tenant),
    signOut: { action: paths.logout, token: visit.session.formToken },
  };
}

/** Writes a refusal or failure down and shows it as a page with its support code. */
export async function sendRefusal(
  refusals: Refusals,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Pick<Refusal, 'code' | 'because'> & { readonly error?: unknown; readonly standing?: Standing },
  step: string,
): Promise<FastifyReply> {
  const visit = visitOf(request);
  const standing = visit.session === null ? 'stranger' : 'known';
  const supportCode = await refusals.record({ standing, ...refusal, tenant: visit.site.tenant.id, address: request.ip, step });
  const words = wordsForPerson(refusal.code);
  const { status } = errorKind(refusal.code);
  if (status === 503) reply.header('retry-after', '30');
  const contact = visit.snapshot.settings.portal.contact;
  const body = (
    <RefusalPage {...words} contact={contact} supportCode={supportCode} wayOn={{ href: paths.home, text: portalTexts.backHome }} />
  );
  return sendPage(request, reply, {
    title: words.title,
    status,
    body: visit.session === null ? body : <div class="wrap page form-card">{body}</div>,
  });
}
