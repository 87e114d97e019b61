/** What phones ask and tell. Each is believed by its own key alone, and only about its own person. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { ChallengeId, FactorId } from '../../domain/brands.ts';
import { browserName } from '../../domain/browser-name.ts';
import { answerText, callText, clockSkewMs } from '../../domain/phone-texts.ts';
import type { PhoneDesk, PhoneScene, SignedCall } from '../../domain/ports/phone-desk.ts';
import type { PushSubscription } from '../../domain/ports/push-service.ts';
import { createAnswers } from './answers.ts';
import { createChallengeSeal } from './challenge-seal.ts';
import type { PushDeps } from './deps.ts';
import { isSignedBy, readDeviceKey } from './device-key.ts';
import { createPhones, type Phone } from './phones.ts';
import { createTakeIn } from './take-in.ts';

const notBelieved = (because: string) => refuse('phone_not_believed', because);
const unknown = refuse('phone_unknown', 'push.no-such-phone');
const shapeOfNonce = /^[A-Za-z0-9_-]{22}$/;

export function createPhoneDesk(deps: PushDeps): PhoneDesk {
  const { storage, clock, push } = deps;
  const phones = createPhones(deps);
  const challengeSeal = createChallengeSeal(deps.vault);
  const answers = createAnswers(deps, challengeSeal);

  /** The phone whose key signed the text, once: `once` names it for ever. */
  async function signer(
    { tenant }: PhoneScene,
    said: { device: string; time: number; signature: string; text: string; once: string },
  ): Promise<Phone | Refusal> {
    if (!(Math.abs(clock.now() - said.time) <= clockSkewMs)) return refuse('phone_clock', 'push.clock');
    const phone = await phones.find(tenant.id, said.device as FactorId);
    if (phone === null) return unknown;
    const key = readDeviceKey(phone.key);
    if (key === null || !isSignedBy(key, said.text, said.signature)) return notBelieved('push.signature');
    const first = await storage.once.consume(tenant.id, 'phone', `${said.device} ${said.once}`, said.time + clockSkewMs + 1000);
    return first ? phone : notBelieved('push.replayed');
  }

  /** A phone may have got another way of being woken up. Nothing is written while it is the same. */
  async function resubscribe(phone: Phone, given: PushSubscription | null): Promise<Phone> {
    if (given === null || given.endpoint === phone.subscription?.endpoint || push.refusalOf(given) !== null) return phone;
    await phones.subscribe(phone, given);
    return { ...phone, subscription: given };
  }

  return {
    serverKey: ({ tenant }) => push.applicationServerKey(tenant.id),
    pair: createTakeIn(deps, phones, challengeSeal),
    async look(scene, call) {
      if (!shapeOfNonce.test(call.nonce)) return refuse('request_malformed', 'push.nonce');
      const { device, time, signature, nonce } = call;
      const text = callText({ ...call, origin: scene.tenant.loginOrigin });
      const found = await signer(scene, { device, time, signature, text, once: nonce });
      if ('ok' in found) return found;
      const phone = await resubscribe(found, subscriptionIn(call));
      const { tenant, subject, state } = phone.row;
      const seen = { ok: true as const, state, label: phone.label, wakes: phone.subscription !== null };
      if (state === 'pending') return { ...seen, requests: [] };
      const now = clock.now();
      const open = await storage.challenges.listOpen(tenant, subject, 'push', now);
      const requests = await Promise.all(open.map(async (row) => ({ row, request: await challengeSeal.signIn(row) })));
      return {
        ...seen,
        requests: requests.flatMap(({ row, request }) =>
          request === null || now >= request.until
            ? []
            : [
                {
                  id: row.id,
                  site: request.site,
                  entering: request.entering,
                  address: request.address,
                  country: request.country,
                  isDbip: request.country !== null && deps.places.isKnown && deps.places.source.isDbipLite,
                  browser: browserName(request.agent),
                  askedAt: row.createdAt,
                  until: request.until,
                },
              ],
        ),
      };
    },
    async answer(scene, given) {
      const { device, time, signature } = given;
      const text = answerText({ ...given, origin: scene.tenant.loginOrigin });
      // The same words count once, however often they come: a wrong number sent again by somebody else is no second try.
      const phone = await signer(scene, { device, time, signature, text, once: text });
      if ('ok' in phone) return phone;
      if (phone.row.state !== 'active') return unknown;
      const row = await storage.challenges.find(scene.tenant.id, given.challenge as ChallengeId);
      const request = row?.subject === phone.row.subject ? await challengeSeal.signIn(row) : null;
      if (row === null || request === null) return refuse('request_over', 'push.no-such-request');
      if (given.decision === 'not-me') return answers.disown(row, request);
      if (row.state !== 'open' || clock.now() >= request.until) return refuse('request_over', `push.${row.state}`);
      return given.decision === 'deny' ? answers.deny(row) : answers.approve(phone, row, request, given.number);
    },
  };
}

/** Of the body of a call, which the phone has signed. */
function subscriptionIn({ body }: SignedCall): PushSubscription | null {
  if (body === '') return null;
  try {
    const { subscription } = JSON.parse(body) as { subscription?: Partial<Record<keyof PushSubscription, unknown>> };
    const { endpoint, p256dh, auth, serverKey } = subscription ?? {};
    const texts = [endpoint, p256dh, auth, serverKey];
    if (!texts.every((text) => typeof text === 'string')) return null;
    const [a = '', b = '', c = '', d = ''] = texts;
    return { endpoint: a, p256dh: b, auth: c, serverKey: d };
  } catch {
    return null;
  }
}
