import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { type ErrorCode, errorKind, wordsForPerson } from '#contract/errors';
import { loginTexts } from '#contract/messages/en/login';
import type { Departure, FormDeparture } from '../domain/ports/connector.ts';
import type { Standing } from '../domain/ports/refusals.ts';
import type { Scene } from '../login/deps.ts';
import type { LoginReply, RefusedLogin } from '../login/reply.ts';
import type { Brand } from '../pages/brand.ts';
import { type Page, type RenderedPage, renderPage } from '../pages/page.tsx';
import type { FormActions } from '../pages/security.ts';
import { AutoPostPage } from '../pages/views/auto-post.tsx';
import { ContinuePage } from '../pages/views/continue.tsx';
import { RefusalPage } from '../pages/views/refusal.tsx';
import { companyPage } from './company-pages.tsx';
import { changeCookies } from './cookies.ts';
import type { LoginPluginDeps } from './deps.ts';
import { formOf } from './input.ts';
import { AskPage, askTexts } from './views/ask.tsx';
import { RecordedPage } from './views/recorded.tsx';

/** Sends a page of the sign-in layout, or of another that is named. */
export function sendPage(
  reply: FastifyReply,
  brand: Brand,
  page: { title: string; body: VNode; status?: number; formActions?: FormActions; refreshTo?: string; connects?: boolean } & Partial<
    Pick<Page, 'layout' | 'home'>
  >,
): FastifyReply {
  const { status = 200, ...rest } = page;
  return sendRendered(reply, renderPage({ layout: 'sign-in', ...rest, brand }), status);
}

function sendRendered(reply: FastifyReply, page: RenderedPage, status: number): FastifyReply {
  return reply.code(status).headers(page.headers).send(page.html);
}

/** Turns the outcome of a login step into HTTP. */
export async function sendReply(
  deps: Pick<LoginPluginDeps, 'clock' | 'refusals'>,
  scene: Scene,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: LoginReply,
): Promise<FastifyReply> {
  const brand = scene.snapshot.settings.portal;
  if ('change' in outcome) changeCookies(request, reply, outcome.change, deps.clock.now());
  switch (outcome.kind) {
    case 'choose':
    case 'confirm':
    case 'ask-email':
      return sendPage(reply, brand, companyPage(request, outcome));
    case 'depart': {
      const { departure } = outcome;
      if (outcome.isRecorded && departure.kind !== 'form') return sendRecordedNote(reply, brand, departure);
      if (departure.kind === 'redirect') return reply.header('cache-control', 'no-store').redirect(departure.url, 302);
      if (departure.kind === 'post') return sendForm(reply, scene, loginTexts.depart, departure.url, departure.fields);
      const { title } = askTexts[departure.asks];
      return sendPage(reply, brand, { title, body: <AskPage departure={departure} />, status: departure.problem === null ? 200 : 422 });
    }
    case 'begin': {
      const url = new URL(outcome.path, scene.tenant.portalOrigin);
      url.searchParams.set('connection', outcome.connection);
      // 303: what was posted here is not for the portal.
      return reply.header('cache-control', 'no-store').redirect(url.href, 303);
    }
    case 'second-factor':
      return goOn(request, reply, brand, `/second-factor/${outcome.transaction}`);
    case 'answer': {
      if (outcome.answer.kind === 'page') return goOn(request, reply, brand, outcome.answer.path);
      const { acsUrl, fields } = outcome.answer;
      const words = isOurPortal(scene, acsUrl) ? loginTexts.answer : loginTexts.answerApplication;
      return sendForm(reply, scene, words, acsUrl, fields);
    }
    case 'refused':
      return sendRefusal(deps, scene, reply, {
        code: outcome.refusal.code,
        because: outcome.refusal.because,
        step: outcome.step,
        connection: outcome.connection,
        standing: outcome.standing,
        login: outcome.login,
        ...(outcome.error !== undefined && { error: outcome.error }),
      });
    default:
      return outcome satisfies never;
  }
}

/** On to a page of this host: a redirect after GET, a page with a link after POST. */
export function goOn(request: FastifyRequest, reply: FastifyReply, brand: Brand, path: string): FastifyReply {
  if (request.method !== 'POST') return reply.header('cache-control', 'no-store').redirect(path, 302);
  const words = loginTexts.goOn;
  const body = <ContinuePage title={words.title} text={words.text} href={path} linkText={words.button} />;
  return sendPage(reply, brand, { title: words.title, body, refreshTo: path });
}

/** A posted message of a party becomes an address of ours, so that the browser brings its session along. */
export async function goByAddress(
  deps: Pick<LoginPluginDeps, 'refusals' | 'login'>,
  scene: Scene,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  words: { title: string; text: string; button: string },
): Promise<FastifyReply> {
  const { SAMLRequest: message = '', RelayState: relayState = null } = formOf(request);
  const carried = deps.login.relying.asQuery({ message, relayState });
  if (!carried.ok)
    return sendRefusal(deps, scene, reply, {
      code: carried.code,
      because: carried.because,
      step: 'party-form',
      connection: null,
      standing: 'stranger',
    });
  const href = `${path}?${carried.query}`;
  const body = <ContinuePage title={words.title} text={words.text} href={href} linkText={words.button} />;
  return sendPage(reply, scene.snapshot.settings.portal, { title: words.title, body, refreshTo: href });
}

/** A page whose form goes to another site, by itself where script is on. */
export function sendForm(
  reply: FastifyReply,
  scene: Scene,
  words: { title: string; heading: string; text: string; button: string },
  action: string,
  fields: Readonly<Record<string, string>>,
): FastifyReply {
  const body = <AutoPostPage title={words.heading} text={words.text} action={action} fields={fields} buttonText={words.button} />;
  // Our own portal answers with a page, and so needs no more than its address.
  const formActions = isOurPortal(scene, action) ? [action] : { leaving: action };
  return sendPage(reply, scene.snapshot.settings.portal, { title: words.title, body, formActions });
}

function isOurPortal({ tenant }: Scene, url: string): boolean {
  return new URL(url).origin === tenant.portalOrigin;
}

/** Nobody leaves for a provider whose messages are kept without having been told, and having gone on by their own hand. */
function sendRecordedNote(reply: FastifyReply, brand: Brand, departure: Exclude<Departure, FormDeparture>): FastifyReply {
  const { title } = loginTexts.recorded;
  const body = <RecordedPage departure={departure} />;
  return sendPage(reply, brand, { title, body, ...(departure.kind === 'post' && { formActions: { leaving: departure.url } }) });
}

/** A page that says no: what happened, what to do, whom to ask, and a support code. */
export async function sendRefusal(
  deps: Pick<LoginPluginDeps, 'refusals'>,
  scene: Scene,
  reply: FastifyReply,
  refusal: {
    code: ErrorCode;
    because: string;
    step: string;
    connection: string | null;
    standing: Standing;
    login?: RefusedLogin | null;
    error?: unknown;
  },
  wayOn: { readonly href: string; readonly text: string } = { href: scene.tenant.portalOrigin, text: loginTexts.wayBack },
): Promise<FastifyReply> {
  const supportCode = await deps.refusals.record({ ...refusal, tenant: scene.tenant.id, address: reply.request.ip });
  const { status } = errorKind(refusal.code);
  if (status === 503) reply.header('retry-after', '10');
  const words = wordsForPerson(refusal.code);
  const body = <RefusalPage {...words} supportCode={supportCode} wayOn={wayOn} />;
  return sendPage(reply, scene.snapshot.settings.portal, { title: words.title, body, status });
}
