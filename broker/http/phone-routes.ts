/**
 * The page on a person's phone and what it asks (`/phone/`). No cookie counts here: a phone is known by the key that signs, so
 * nothing is lost when another site makes a browser ask, and still it has to say that it is this origin's own page.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorKind } from '#contract/errors';
import { phoneTexts } from '#contract/messages/en/phone';
import { type Refusal, refuse } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { PhoneScene } from '../domain/ports/phone-desk.ts';
import { iconSizes, phoneIcon } from '../pages/phone/icon.ts';
import { renderPhonePage } from '../pages/phone/page.tsx';
import { phoneWorker } from '../pages/phone/worker.ts';
import { fill } from '../pages/text.ts';
import { type LoginPluginDeps, loginFace } from './deps.ts';
import { fileHeaders } from './file-headers.ts';
import { answerIn, callIn, pairingIn } from './phone-bodies.ts';
import { isSameOrigin } from './same-origin.ts';
import { sceneOf } from './scene.ts';
import { createStartLimit } from './start-limit.ts';

/** An open page asks every two seconds, and a whole company may stand behind one address. */
const asksPerMinute = 12_000;
const pairingsPerMinute = 60;
const maxBodyBytes = 8 * 1024;
const iconsKept = 100;
const malformed = refuse('request_malformed', 'phone.body');
const dayCache = 'public, max-age=86400';

export function phoneRoutes(app: FastifyInstance, deps: LoginPluginDeps): void {
  const { phones } = deps.login.factors;
  const asks = createStartLimit({ clock: deps.clock, perMinute: asksPerMinute });
  const pairings = createStartLimit({ clock: deps.clock, perMinute: pairingsPerMinute });
  const icons = createBoundedMap<Uint8Array>(iconsKept);
  const get = { constraints: loginFace };
  const post = { constraints: loginFace, bodyLimit: maxBodyBytes };

  app.get('/phone', get, async (_request, reply) => reply.header('cache-control', 'no-store').redirect('/phone/', 302));

  app.get('/phone/', get, async (request, reply) => {
    const scene = await sceneOf(deps.snapshots, request);
    const brand = scene.snapshot.settings.portal;
    const { html, headers } = renderPhonePage({ brand, serverKey: await phones.serverKey(scene), now: deps.clock.now() });
    return reply.headers(headers).send(html);
  });

  app.get('/phone/worker.js', get, async (_request, reply) =>
    reply.headers(fileHeaders('no-cache')).type('text/javascript; charset=utf-8').send(phoneWorker),
  );

  app.get('/phone/app.webmanifest', get, async (request, reply) => {
    const { name, accentColor } = (await sceneOf(deps.snapshots, request)).snapshot.settings.portal;
    const icons = iconSizes.map((size) => ({
      src: `/phone/icon-${size}.png`,
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose: 'any maskable',
    }));
    const manifest = {
      id: '/phone/',
      name: fill(phoneTexts.appName, { site: name }),
      short_name: name,
      start_url: '/phone/',
      scope: '/phone/',
      display: 'standalone',
      theme_color: accentColor,
      background_color: '#ffffff',
      icons,
    };
    return reply.headers(fileHeaders(dayCache)).type('application/manifest+json').send(JSON.stringify(manifest));
  });

  for (const size of iconSizes)
    app.get(`/phone/icon-${size}.png`, get, async (request, reply) => {
      const { accentColor } = (await sceneOf(deps.snapshots, request)).snapshot.settings.portal;
      const key = `${accentColor} ${size}`;
      const icon = icons.get(key) ?? phoneIcon(accentColor, size);
      icons.set(key, icon);
      return reply.headers(fileHeaders(dayCache)).type('image/png').send(icon);
    });

  async function phoneOf(request: FastifyRequest, limit: typeof asks): Promise<PhoneScene | Refusal> {
    const scene = await sceneOf(deps.snapshots, request);
    limit.assertRoom(scene.tenant.id, request.ip);
    return isSameOrigin(request) ? scene : refuse('login_form_stale', 'phone.origin');
  }

  /** The time goes with every answer, because a phone's clock may be anything. */
  function tell(reply: FastifyReply, said: { readonly ok: true } | Refusal): FastifyReply {
    reply.headers(fileHeaders('no-store')).type('application/json; charset=utf-8');
    const now = deps.clock.now();
    if (said.ok) return reply.send(JSON.stringify({ ...said, now }));
    return reply.code(errorKind(said.code).status).send(JSON.stringify({ ok: false, code: said.code, now }));
  }

  void app.register(async (instance) => {
    instance.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: maxBodyBytes }, (_request, body, done) => {
      try {
        done(null, JSON.parse(String(body)));
      } catch {
        done(null, null);
      }
    });

    instance.post('/phone/pair', post, async (request, reply) => {
      const scene = await phoneOf(request, pairings);
      const pairing = pairingIn(request.body);
      if ('ok' in scene) return tell(reply, scene);
      return tell(reply, pairing === null ? malformed : await phones.pair(scene, pairing));
    });

    instance.post('/phone/look', post, async (request, reply) => {
      const scene = await phoneOf(request, asks);
      const call = callIn(request.body);
      if ('ok' in scene) return tell(reply, scene);
      return tell(reply, call === null ? malformed : await phones.look(scene, call));
    });

    instance.post('/phone/answer', post, async (request, reply) => {
      const scene = await phoneOf(request, asks);
      const answer = answerIn(request.body);
      if ('ok' in scene) return tell(reply, scene);
      return tell(reply, answer === null ? malformed : await phones.answer(scene, answer));
    });
  });
}
