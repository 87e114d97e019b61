import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import { refuse } from '../domain/app-error.ts';
import type { Arrival } from '../domain/ports/connector.ts';
import type { Scene } from '../login/deps.ts';
import { arriveAtTest } from '../login/sign-in-test/arrive.ts';
import { beginTest, lookAtTest } from '../login/sign-in-test/begin.ts';
import type { TestReply } from '../login/sign-in-test/deps.ts';
import { ContinuePage } from '../pages/views/continue.tsx';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { sendPage, sendRefusal, sendReply } from './replies.tsx';
import { isSameOrigin } from './same-origin.ts';
import { sceneOf } from './scene.ts';
import { createStartLimit } from './start-limit.ts';
import { clearTestKey, holdsTestKey, setTestKey, testKeyOf } from './test-cookies.ts';
import { TestEndedPage, TestPage } from './views/sign-in-test.tsx';

/** The link of a test: a page that says what it is, and the button that spends it. */
export function signInTestRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  const visits = createStartLimit(deps);
  const ticketOf = (request: FastifyRequest) => (request.params as { ticket: string }).ticket;

  app.get('/test/:ticket', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    visits.assertRoom(scene.tenant.id, request.ip);
    const seen = await lookAtTest(deps.signInTest, scene, ticketOf(request));
    if (!seen.ok) return sendTestReply(deps, scene, request, reply, { kind: 'refused', refusal: seen, connection: null });
    const body = <TestPage name={seen.name} site={siteNameOf(scene)} action={`/test/${ticketOf(request)}`} />;
    return sendPage(reply, scene.snapshot.settings.portal, { title: texts.page.title, body });
  });

  app.post('/test/:ticket', { constraints: loginFace }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    visits.assertRoom(scene.tenant.id, request.ip);
    // Nobody else's page begins a test: the person has read what it is.
    if (!isSameOrigin(request)) {
      const refusal = refuse('login_form_stale', 'test.other-origin');
      return sendTestReply(deps, scene, request, reply, { kind: 'refused', refusal, connection: null });
    }
    return sendTestReply(deps, scene, request, reply, await beginTest(deps.signInTest, scene, ticketOf(request)));
  });
}

/** Answers an arrival at a callback address where it belongs to a test that this browser began; null: it does not. */
export async function answerTestArrival(
  deps: LoginPluginDeps,
  scene: Scene,
  request: FastifyRequest,
  reply: FastifyReply,
  at: { readonly connection: string; readonly arrival: Arrival },
): Promise<FastifyReply | null> {
  if (!holdsTestKey(request)) return null;
  const outcome = await arriveAtTest(deps.signInTest, scene, { ...at, keyOf: (id) => testKeyOf(request, id) });
  return outcome && sendTestReply(deps, scene, request, reply, outcome);
}

async function sendTestReply(
  deps: LoginPluginDeps,
  scene: Scene,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: TestReply,
): Promise<FastifyReply> {
  const { portal } = scene.snapshot.settings;
  switch (outcome.kind) {
    case 'depart': {
      const { departure, setKey } = outcome;
      setTestKey(reply, setKey, deps.clock.now());
      if (departure.kind !== 'redirect') return sendReply(deps, scene, request, reply, { kind: 'depart', departure, change: {} });
      // A form of ours was posted here, and `form-action` would stop a redirect to the provider.
      const { title, text, button } = loginTexts.depart;
      const body = <ContinuePage title={title} text={text} href={departure.url} linkText={button} />;
      return sendPage(reply, portal, { title, body, refreshTo: departure.url });
    }
    case 'ended':
      clearTestKey(reply, outcome.clearKey);
      return sendPage(reply, portal, {
        title: texts.ended.title,
        body: <TestEndedPage outcome={outcome.outcome} site={siteNameOf(scene)} />,
      });
    case 'refused': {
      const { code, because } = outcome.refusal;
      return sendRefusal(deps, scene, reply, { code, because, step: 'sign-in-test', connection: outcome.connection, standing: 'stranger' });
    }
    default:
      return outcome satisfies never;
  }
}

const siteNameOf = ({ snapshot }: Scene): string => snapshot.settings.portal.name;
