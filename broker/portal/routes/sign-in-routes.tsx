import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { portalTexts } from '#contract/messages/en/portal';
import { ContinuePage } from '../../pages/views/continue.tsx';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendCard, sendRefusal } from '../replies.tsx';
import { visitOf } from '../visit.ts';
import { pageReplies } from './schemas.ts';

/** 256 KB of XML in base64, with what the form encoding adds to it. */
const acsBodyLimit = 400 * 1024;
const AcsBody = Type.Object({ SAMLResponse: Type.String({ minLength: 1 }), RelayState: Type.Optional(Type.String({ maxLength: 80 })) });

/** The ends of the SAML hops at the portal: the answer to a sign-in, and the way back from signing out. Open to anybody. */
export function signInRoutes(app: FastifyInstance, parts: PortalParts): void {
  // Exempt from the form token: the Response proves itself, and answers only a request of this very browser.
  app.post(
    paths.acs,
    { constraints: portalFace, bodyLimit: acsBodyLimit, schema: { body: AcsBody, response: pageReplies } },
    async (request, reply) => {
      const { tenant } = visitOf(request).site;
      const { SAMLResponse } = request.body as { SAMLResponse: string };
      const arrived = await parts.signIn.arrive(tenant, SAMLResponse, request.cookies);
      if (!arrived.ok) {
        const standing = arrived.code === 'portal_sign_in_unmatched' ? 'stranger' : 'under-way';
        return sendRefusal(parts.refusals, request, reply, { ...arrived, standing }, 'portal-acs');
      }
      parts.signIn.settle(reply, arrived);
      const { doneTitle, doneText, doneLink } = portalTexts.signIn;
      return sendCard(request, reply, {
        title: doneTitle,
        refreshTo: arrived.returnPath,
        body: <ContinuePage title={doneTitle} text={doneText} href={arrived.returnPath} linkText={doneLink} />,
      });
    },
  );

  app.get(paths.slo, { constraints: portalFace, schema: { response: pageReplies } }, async (request, reply) => {
    const { tenant } = visitOf(request).site;
    const rawQuery = (request.raw.url ?? '').split('?').slice(1).join('?');
    // Session and cookie ended before the browser left, so this answer decides nothing; a wrong one is only written down.
    // Anybody can make a link to here, so nothing may end here either.
    const answer = rawQuery === '' ? null : await parts.saml.readLogoutResponse(tenant, rawQuery);
    if (answer !== null && !answer.ok)
      await parts.refusals.record({ ...answer, tenant: tenant.id, address: request.ip, step: 'portal-slo' });
    const { doneTitle, doneText, doneLink } = portalTexts.signOut;
    return sendCard(request, reply, {
      title: doneTitle,
      body: <ContinuePage title={doneTitle} text={doneText} href={paths.home} linkText={doneLink} />,
    });
  });
}
