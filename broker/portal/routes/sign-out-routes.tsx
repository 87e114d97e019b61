import type { FastifyInstance } from 'fastify';
import { portalTexts } from '#contract/messages/en/portal';
import { refuse } from '../../domain/app-error.ts';
import { ContinuePage } from '../../pages/views/continue.tsx';
import { foreignBecause } from '../forms/foreign.ts';
import { PostedBody, postedOf, single } from '../forms/posted.ts';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendCard, sendRefusal } from '../replies.tsx';
import { forgetSession } from '../sign-in/sign-in.ts';
import { visitOf } from '../visit.ts';
import { pageReplies } from './schemas.ts';

export function signOutRoutes(app: FastifyInstance, parts: PortalParts): void {
  const options = { constraints: portalFace, bodyLimit: 8 * 1024, schema: { body: PostedBody, response: pageReplies } };
  app.post(paths.logout, options, async (request, reply) => {
    const { site, session } = visitOf(request);
    const texts = portalTexts.signOut;
    const foreign = foreignBecause(request, site.tenant.portalOrigin);
    const proven = session === null || parts.sessions.isFormToken(session, single(postedOf(request), 'csrf'));
    if (foreign !== null || !proven)
      return sendRefusal(parts.refusals, request, reply, refuse('portal_form_foreign', foreign ?? 'csrf: token'), 'portal-sign-out');
    forgetSession(reply);
    if (session === null) {
      const body = <ContinuePage title={texts.doneTitle} text={texts.doneText} href={paths.home} linkText={texts.doneLink} />;
      return sendCard(request, reply, { title: texts.doneTitle, body });
    }
    // Ended before any hop that may fail.
    await parts.sessions.end(session, site.tenant.id);
    const href = await parts.saml.logoutRequest(site.tenant, session);
    const body = <ContinuePage title={texts.goingTitle} text={texts.goingText} href={href} linkText={texts.goingLink} />;
    return sendCard(request, reply, { title: texts.goingTitle, refreshTo: href, body });
  });
}
