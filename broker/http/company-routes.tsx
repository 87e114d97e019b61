import type { FastifyInstance } from 'fastify';
import { loginTexts } from '#contract/messages/en/login';
import { refuse } from '../domain/app-error.ts';
import { parseEmail } from '../domain/email-domains.ts';
import { sealAddress } from '../login/asked-address.ts';
import { ContinuePage } from '../pages/views/continue.tsx';
import { forgetAddress, forgetCompany, keepAddress } from './company-cookies.ts';
import { companyPage, companyPath } from './company-pages.tsx';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { formOf, signInAddress } from './input.ts';
import { sendPage, sendRefusal } from './replies.tsx';
import { isSameOrigin } from './same-origin.ts';
import { sceneOf } from './scene.ts';
import { createStartLimit } from './start-limit.ts';

/**
 * The forms of the pages that ask which company: an e-mail address to find it by, and to be forgotten. The answer to an
 * address is one page for every address there is, because nothing is looked up here: the address goes into the person's own
 * browser, and is looked up when they go on (decision 13).
 */
export function companyRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  const posts = createStartLimit(deps);

  app.post(companyPath, { constraints: loginFace, bodyLimit: 4096 }, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const brand = scene.snapshot.settings.portal;
    posts.assertRoom(scene.tenant.id, request.ip);
    // Another site must neither make a browser forget, nor send it searching.
    if (!isSameOrigin(request)) {
      const { code, because } = refuse('login_form_stale', 'company.origin');
      return sendRefusal(deps, scene, reply, { code, because, step: 'choose', connection: null, standing: 'stranger' });
    }
    const form = formOf(request);
    const goOn = (company: 'another' | 'found', words: { title: string; heading: string; text: string; button: string }) => {
      const href = signInAddress(request, { company });
      const body = <ContinuePage title={words.heading} text={words.text} href={href} linkText={words.button} />;
      return sendPage(reply, brand, { title: words.title, body, refreshTo: href });
    };
    if (form.forget !== undefined) {
      forgetCompany(reply);
      forgetAddress(reply);
      return goOn('another', loginTexts.companyForgotten);
    }
    const address = parseEmail((form.email ?? '').trim());
    if (address === null) {
      const problem = refuse('login_address_unusable', 'company.address');
      return sendPage(reply, brand, companyPage(request, { kind: 'ask-email', problem, lastUsed: null }));
    }
    keepAddress(reply, await sealAddress(deps.login, scene.tenant.id, address));
    return goOn('found', loginTexts.companySought);
  });
}
