import type { FastifyReply } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import { securityTexts as texts } from '#contract/messages/en/security-page';
import { securityPath } from '../../domain/security-page.ts';
import type { LogoutStep } from '../../login/logout-way.ts';
import { sealNote } from '../../login/security/sealed.ts';
import { endEverywhere, endSession } from '../../login/security/sessions.ts';
import { ContinuePage } from '../../pages/views/continue.tsx';
import { askNextTime } from '../company-cookies.ts';
import { clearSession, forgetLogout, logoutUnderWay, rememberLogout } from '../cookies.ts';
import { sendSignedOut } from '../logout-routes.tsx';
import { sendForm, sendPage } from '../replies.tsx';
import { SignOutPage } from '../views/security/single.tsx';
import type { Arrived, SecurityRoutes } from './arrived.tsx';

/** Ending sessions. Being signed out harms nobody but the thief of a session: it takes no proof but the session. */
export function sessionRoutes(routes: SecurityRoutes): void {
  const { deps } = routes;

  routes.post(`${securityPath}/sessions`, async (arrived) => {
    const { scene, visit, fields, reply } = arrived;
    const back = `${securityPath}?note=${sealNote(deps, visit, { kind: 'session-ended' })}`;
    const ended = await endSession(deps, scene, visit, fields.session ?? '', back);
    if (!ended.ok) return routes.refuse(arrived, ended);
    if (ended.underWay === null) return reply.header('cache-control', 'no-store').redirect(back, 303);
    rememberLogout(reply, ended.underWay);
    return sendHop(arrived, ended, texts.endingElsewhere);
  });

  routes.get(`${securityPath}/sign-out`, async (arrived) =>
    routes.page(arrived, { title: texts.everywhere.title, body: <SignOutPage formToken={arrived.formToken} /> }),
  );

  routes.post(`${securityPath}/sign-out`, async (arrived) => {
    const { request, reply, scene, visit } = arrived;
    const step = await endEverywhere(deps, scene, visit, logoutUnderWay(request));
    clearSession(reply);
    askNextTime(reply);
    if (step.underWay === null) forgetLogout(reply);
    else rememberLogout(reply, step.underWay);
    return sendHop(arrived, step, loginTexts.signOut);
  });
}

/** On to an application or to the company: by a page with a link, since browsers stop redirects that leave after a form. */
function sendHop(
  { reply, scene }: Arrived,
  { hop, way }: LogoutStep,
  words: { title: string; text: string; button: string },
): FastifyReply {
  if (hop === null) return sendSignedOut(reply, scene, way, null);
  if (hop.kind === 'post') return sendForm(reply, scene, { heading: words.title, ...words }, hop.url, hop.fields);
  const body = <ContinuePage title={words.title} text={words.text} href={hop.url} linkText={words.button} />;
  return sendPage(reply, scene.snapshot.settings.portal, { title: words.title, body, refreshTo: hop.url });
}
