import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorKind, errorWords } from '#contract/errors';
import { loginTexts } from '#contract/messages/en/login';
import type { Refusal } from '../domain/app-error.ts';
import { refuse } from '../domain/app-error.ts';
import type { FactorAnswer } from '../domain/ports/factor.ts';
import type { Standing } from '../domain/ports/refusals.ts';
import type { BrowserSeal } from '../domain/ports/vault.ts';
import { securityPartyOf, securityPath } from '../domain/security-page.ts';
import type { Scene } from '../login/deps.ts';
import { answerStep } from '../login/second-factor/answer.ts';
import { cancelStep, changeMethod, putOff, sendAgain } from '../login/second-factor/other-ways.ts';
import { type StepPage, showStep } from '../login/second-factor/show.ts';
import { isTransactionId } from '../login/transactions.ts';
import { ContinuePage } from '../pages/views/continue.tsx';
import { changeCookies, jarOf } from './cookies.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { formOf } from './input.ts';
import { goOn, sendPage, sendRefusal, sendReply } from './replies.tsx';
import { isSameOrigin } from './same-origin.ts';
import { sceneOf } from './scene.ts';
import { SecondFactorPage, titleOf, waitsElsewhere } from './views/second-factor/page.tsx';
import type { Wrong } from './views/second-factor/step-form.tsx';

const path = '/second-factor/:id';
/** The answer of a security key with its attestation is the longest. */
const maxFormBytes = 64 * 1024;

export function secondFactorRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  app.get(path, { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const page = await pageOf(deps, scene, request);
    return page.ok ? sendStep(deps, scene, reply, page, null) : refusal(deps, scene, reply, page, 'stranger');
  });

  app.post(path, { constraints: loginFace, bodyLimit: maxFormBytes }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const page = await pageOf(deps, scene, request);
    if (!page.ok) return refusal(deps, scene, reply, page, 'stranger');
    const form = formOf(request);
    if (!isSameOrigin(request)) return refusal(deps, scene, reply, refuse('login_form_stale', 'form.origin'), 'known');
    if (!deps.seal.isFormToken(page.key, page.step, form.token ?? ''))
      return refusal(deps, scene, reply, refuse('login_form_stale', 'form.token'), 'known');
    const { id } = request.params as { id: string };
    if (!isTransactionId(id)) return refusal(deps, scene, reply, refuse('login_unknown', 'path.id'), 'stranger');
    const jar = jarOf(request);
    if (form.cancel !== undefined) {
      const cancelled = await cancelStep(deps.login, scene, id, jar);
      // Giving up is no failure: the browser forgets the login and goes back to where it came from.
      if (cancelled.kind === 'refused' && cancelled.refusal.because === 'cancelled') {
        changeCookies(request, reply, cancelled.change, deps.clock.now());
        const wasForOwnPage = cancelled.login?.party === securityPartyOf(scene.tenant) && jar.sessionToken !== null;
        if (wasForOwnPage) return goOn(request, reply, scene.snapshot.settings.portal, securityPath);
        return sendPage(reply, scene.snapshot.settings.portal, cancelledPage(scene));
      }
      return sendReply(deps, scene, request, reply, cancelled);
    }
    if (form.method !== undefined)
      return sendReply(deps, scene, request, reply, await changeMethod(deps.login, scene, id, jar, form.method));
    if (form.later !== undefined) return sendReply(deps, scene, request, reply, await putOff(deps.login, scene, id, jar));
    const outcome =
      form.again === undefined
        ? await answerStep(deps.login, scene, id, jar, answerIn(form))
        : await sendAgain(deps.login, scene, id, jar, againTo(form));
    return outcome.kind === 'again'
      ? sendStep(deps, scene, reply, page, outcome.refusal, givenIn(form))
      : sendReply(deps, scene, request, reply, outcome);
  });
}

/** Where something is to be sent again; undefined: where it was sent before. */
export function againTo({ again }: Readonly<Record<string, string>>): string | undefined {
  return again === 'yes' ? undefined : again;
}

function givenIn({ label = '', remember }: Readonly<Record<string, string>>): Wrong['given'] {
  return { label, remembers: remember !== undefined };
}

export function answerIn(form: Readonly<Record<string, string>>): FactorAnswer {
  const { answer: text = '', label, serial, nextCode, remember } = form;
  return { text, label, serial, nextCode, remembers: remember !== undefined };
}

async function pageOf(deps: LoginPluginDeps, scene: Scene, request: FastifyRequest): Promise<StepPage | Refusal> {
  const { id } = request.params as { id: string };
  if (!isTransactionId(id)) return refuse('login_unknown', 'path.id');
  return showStep(deps.login, scene, id, jarOf(request));
}

function sendStep(
  deps: { seal: BrowserSeal },
  scene: Scene,
  reply: FastifyReply,
  page: StepPage,
  wrong: Refusal | null,
  given?: Wrong['given'],
): FastifyReply {
  const formToken = deps.seal.formToken(page.key, page.step);
  return sendPage(reply, scene.snapshot.settings.portal, {
    title: titleOf(page.view),
    body: (
      <SecondFactorPage
        view={page.view}
        formToken={formToken}
        wrong={wrong === null ? null : { ...errorWords[wrong.code], ...(given && { given }) }}
      />
    ),
    status: wrong === null ? 200 : errorKind(wrong.code).status,
    connects: waitsElsewhere(page.view),
  });
}

function cancelledPage(scene: Scene) {
  const words = loginTexts.cancelled;
  return {
    title: words.title,
    body: <ContinuePage title={words.heading} text={words.text} href={scene.tenant.portalOrigin} linkText={loginTexts.wayBack} />,
  };
}

function refusal(deps: LoginPluginDeps, scene: Scene, reply: FastifyReply, refused: Refusal, standing: Standing): Promise<FastifyReply> {
  return sendRefusal(deps, scene, reply, {
    code: refused.code,
    because: refused.because,
    step: 'second-factor',
    connection: null,
    standing,
  });
}
