import type { FactorId, SubjectKey } from '../../../broker/domain/brands.ts';
import type { FactorMemory, FactorScene } from '../../../broker/domain/ports/factor.ts';
import type { Prompt } from '../../../broker/domain/ports/factor-pages.ts';
import type { AdministratorEvent, Notices, NoticeTo, PersonEvent } from '../../../broker/domain/ports/notices.ts';
import { noPlaces, type Places } from '../../../broker/domain/ports/places.ts';
import type { PushOutcome, PushService, PushWakeUp } from '../../../broker/domain/ports/push-service.ts';
import { createOwnFactors } from '../../../broker/factors/own-factors.ts';
import { createPhoneDesk } from '../../../broker/factors/push/desk.ts';
import { createPush } from '../../../broker/factors/push.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { lockUntil } from '../../../broker/login/attempts.ts';
import { aFactorScene } from '../builders/factor-scene.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createFixedRandom } from '../fixed-random.ts';
import { openTestStorage, type TestStorage } from '../storage.ts';
import { createSoftwarePhone, type SoftwarePhone } from './software-phone.ts';

export const aSubscription = { endpoint: 'https://push.example/1', p256dh: 'p', auth: 'a', serverKey: 'k' };

/** Requests on phones over a real store, with people's phones in software, and what was sent and told. */
export async function openPushBench(wish: { storage?: TestStorage; places?: Places; seed?: string } = {}) {
  const clock = createFakeClock();
  const storage = wish.storage ?? (await openTestStorage({ clock }));
  const woken: { endpoint: string; wakeUp: PushWakeUp }[] = [];
  const told: { to: NoticeTo; event: PersonEvent }[] = [];
  const administrators: AdministratorEvent[] = [];
  let outcome: PushOutcome = { sent: true };
  const push: PushService = {
    applicationServerKey: async () => 'k',
    refusalOf: ({ endpoint }) => (endpoint.startsWith('https://push.example/') ? null : 'push.service'),
    async wake(_tenant, { endpoint }, wakeUp) {
      woken.push({ endpoint, wakeUp });
      return outcome;
    },
  };
  const notices: Notices = {
    tellPerson: (to, event) => void told.push({ to, event }),
    tellAdministrators: (_tenant, event) => void administrators.push(event),
    settled: async () => undefined,
  };
  const seal = createFactorSeal(storage.vault);
  const deps = {
    storage,
    vault: storage.vault,
    seal,
    push,
    places: wish.places ?? noPlaces,
    notices,
    lockUntil,
    clock,
    random: createFixedRandom(wish.seed ?? 'push'),
  };
  const factor = createPush(deps);
  const desk = createPhoneDesk(deps);
  const own = createOwnFactors({ storage, seal, byKind: new Map([['push', factor]]) });
  const { enrol } = factor;
  if (!enrol) throw new Error('nobody can set it up');

  const scene = aFactorScene({ mailbox: { address: 'ada@borealis.example', wasFirstStep: false } });
  const at = (where: FactorScene = scene) => ({
    tenant: where.tenant,
    visit: { ...where.visit, agent: 'Mozilla/5.0 (Linux; Android 16) Chrome/156.0' },
  });
  const aPhone = (): SoftwarePhone => createSoftwarePhone({ origin: scene.tenant.loginOrigin, now: clock.now });

  return {
    clock,
    storage,
    factor,
    enrol,
    desk,
    own,
    scene,
    at,
    aPhone,
    woken,
    told,
    administrators,
    pushAnswers(next: PushOutcome) {
      outcome = next;
    },
    /** A phone that belongs to this person. */
    async paired(where: FactorScene = scene, subscription: typeof aSubscription | null = null) {
      const begun = await enrol.begin(where);
      if (!begun.ok) throw new Error(begun.because);
      const offer = await enrol.offer(where, begun.memory);
      if (offer?.page !== 'pair') throw new Error('no pairing');
      const phone = aPhone();
      const taken = await desk.pair(at(where), phone.pairing(offer.code, { subscription }));
      if (!taken.ok) throw new Error(taken.because);
      phone.become(taken.device);
      const done = await enrol.confirm(where, begun.memory, { text: 'same' }, 'further');
      if (done.ok !== true) throw new Error('not confirmed');
      clock.advance({ seconds: 1 });
      return { phone, device: taken.device as FactorId };
    },
    /** A request that stands open, with the number that the sign-in page shows. */
    async asked(where: FactorScene = scene): Promise<{ memory: FactorMemory; id: string; number: string }> {
      const begun = await factor.use.begin(where);
      if (!begun.ok) throw new Error(begun.because);
      const { challenge: id = '', number = '' } = begun.memory;
      return { memory: begun.memory, id, number };
    },
    async shown(memory: FactorMemory, where: FactorScene = scene): Promise<Extract<Prompt, { page: 'phone' }>> {
      const prompt = await factor.use.prompt(where, memory);
      if (prompt?.page !== 'phone') throw new Error('no page of a phone');
      return prompt;
    },
    close: () => storage.close(),
  };
}

export type PushBench = Awaited<ReturnType<typeof openPushBench>>;

/** Another number of six digits. */
export function otherThan(number: string, by = 1): string {
  return String((Number(number) + by) % 1_000_000).padStart(6, '0');
}

export const anybodyElse = (scene: FactorScene, subject = 'bo'): FactorScene => ({ ...scene, subject: subject as SubjectKey });
