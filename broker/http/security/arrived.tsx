/** What every route of the security page begins with, and how it answers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { securityTexts as texts } from '#contract/messages/en/security-page';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { securityPath } from '../../domain/security-page.ts';
import type { Scene } from '../../login/deps.ts';
import type { BrowserJar } from '../../login/reply.ts';
import type { SecurityDeps } from '../../login/security/deps.ts';
import { type Note, sealNote } from '../../login/security/sealed.ts';
import { openVisit, type SecurityVisit } from '../../login/security/visit.ts';
import { jarOf } from '../cookies.ts';
import { type LoginPluginDeps, loginFace } from '../deps.ts';
import { formOf, singleTexts } from '../input.ts';
import { goOn, sendPage, sendRefusal } from '../replies.tsx';
import { isSameOrigin } from '../same-origin.ts';
import { sceneOf } from '../scene.ts';
import { ConfirmPage, confirmAddress } from '../views/security/single.tsx';

/** A request of somebody who is signed in. */
export interface Arrived {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly scene: Scene;
  readonly jar: BrowserJar;
  readonly visit: SecurityVisit;
  /** Of a POST: its form, which is known to be one of ours; of a GET: its query. */
  readonly fields: Readonly<Record<string, string>>;
  readonly formToken: string;
}

type Handle = (arrived: Arrived) => Promise<FastifyReply>;

/** One form token for the whole page: it hangs on the session's key, which changes with every sign-in. */
const step = 'security';
/** The answer of a security key with its attestation is the longest. */
const maxFormBytes = 64 * 1024;

export interface SecurityRoutes {
  readonly deps: SecurityDeps;
  /** A page; asking for it changes nothing. Where nobody is signed in, a sign-in begins, unless a script asks: it is told. */
  get(url: string, handle: Handle, toScript?: (reply: FastifyReply) => FastifyReply): void;
  /** A form: from a page of ours (its origin), and from one that was made for this very session (its token). */
  post(url: string, handle: Handle): void;
  page(arrived: Pick<Arrived, 'scene' | 'reply'>, page: Card): FastifyReply;
  refuse(arrived: Pick<Arrived, 'scene' | 'reply'>, refusal: Refusal, part?: string): Promise<FastifyReply>;
  /** Back to the page, which says what was done. */
  done(arrived: Pick<Arrived, 'reply' | 'visit'>, note: Note): FastifyReply;
  /** In the place of a part that changes something, where nothing was shown lately. */
  askToConfirm(arrived: Arrived, part: string): FastifyReply;
}

interface Card {
  readonly title: string;
  readonly body: VNode;
  readonly status?: number;
  readonly connects?: boolean;
}

export function securityRoutesOf(app: FastifyInstance, plugin: LoginPluginDeps): SecurityRoutes {
  const deps: SecurityDeps = { ...plugin.login, seal: plugin.seal };

  async function arrive(
    request: FastifyRequest,
    reply: FastifyReply,
    fields: Arrived['fields'],
  ): Promise<Arrived | { readonly scene: Scene; readonly visit: null }> {
    const scene = await sceneOf(plugin.snapshots, request);
    const jar = jarOf(request);
    const visit = await openVisit(deps, scene, jar);
    if (visit === null) return { scene, visit };
    return { request, reply, scene, jar, visit, fields, formToken: deps.seal.formToken(visit.current.token, step) };
  }

  const routes: SecurityRoutes = {
    deps,
    get(url, handle, toScript) {
      app.get(url, { constraints: loginFace }, async (request, reply) => {
        const arrived = await arrive(request, reply, singleTexts(request.query));
        // Nobody is signed in, or not any more: the page's own address begins a sign-in.
        if (arrived.visit === null && toScript !== undefined) return toScript(reply);
        if (arrived.visit === null) return reply.header('cache-control', 'no-store').redirect(`${securityPath}/sign-in`, 302);
        return handle(arrived);
      });
    },
    post(url, handle) {
      app.post(url, { constraints: loginFace, bodyLimit: maxFormBytes }, async (request, reply) => {
        const arrived = await arrive(request, reply, formOf(request));
        if (!isSameOrigin(request)) return routes.refuse({ scene: arrived.scene, reply }, refuse('security_form_stale', 'form.origin'));
        // By a page with a link: a redirect to the company after a form is stopped by the browser (CSP form-action).
        if (arrived.visit === null) return goOn(request, reply, arrived.scene.snapshot.settings.portal, securityPath);
        const { token = '' } = arrived.fields;
        if (!deps.seal.isFormToken(arrived.visit.current.token, step, token))
          return routes.refuse(arrived, refuse('security_form_stale', 'form.token'));
        return handle(arrived);
      });
    },
    page: ({ scene, reply }, page) => sendPage(reply, scene.snapshot.settings.portal, page),
    refuse({ scene, reply }, { code, because }, part) {
      const wayOn =
        code === 'security_confirm_needed' && part !== undefined
          ? { href: confirmAddress(part), text: texts.confirm.button }
          : { href: securityPath, text: texts.backHere };
      return sendRefusal(plugin, scene, reply, { code, because, step: 'security', connection: null, standing: 'known' }, wayOn);
    },
    done: ({ reply, visit }, note) =>
      reply.header('cache-control', 'no-store').redirect(`${securityPath}?note=${sealNote(deps, visit, note)}`, 303),
    askToConfirm(arrived, part) {
      const first = arrived.visit.own.length === 0;
      return routes.page(arrived, { title: texts.confirm.title, body: <ConfirmPage part={part} first={first} /> });
    },
  };
  return routes;
}
