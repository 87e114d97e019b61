import { type Methods, recommendedMethods } from '#contract/settings/methods';
import type { SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { Enrolling } from '../../../broker/domain/enrolling.ts';
import type { Factor, FactorMemory, FactorScene } from '../../../broker/domain/ports/factor.ts';
import type { AdministratorEvent, PersonEvent } from '../../../broker/domain/ports/notices.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { type Models, noModels } from '../../../broker/factors/webauthn/models.ts';
import { createWebauthn } from '../../../broker/factors/webauthn.ts';
import { aFactorScene } from '../builders/factor-scene.ts';
import { aTenant } from '../builders/tenant.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createFixedRandom } from '../fixed-random.ts';
import { createRecordedLog, type RecordedLog } from '../recorded-log.ts';
import { openTestStorage, type TestStorage } from '../storage.ts';
import { Authenticator, type Make, type Twist } from './authenticator.ts';

const acme = aTenant({ id: 'acme' as TenantId });
const methods = (webauthn: Partial<Methods['webauthn']>): Methods => ({
  ...recommendedMethods,
  webauthn: { ...recommendedMethods.webauthn, ...webauthn },
});

/** Somebody at Acme, where security keys work like this. */
export const somebody = (subject: string, webauthn: Partial<Methods['webauthn']> = {}, more: Partial<FactorScene> = {}): FactorScene =>
  aFactorScene({ tenant: acme, subject: subject as SubjectKey, methods: methods(webauthn), ...more });

export interface KeyBench {
  readonly clock: FakeClock;
  readonly storage: TestStorage;
  readonly webauthn: Factor;
  readonly told: readonly (PersonEvent | AdministratorEvent)[];
  readonly log: RecordedLog;
  /** What the page of the set-up is given, and what to remember with it. */
  offer(who: FactorScene): Promise<{ memory: FactorMemory; options: string }>;
  confirm(who: FactorScene, memory: FactorMemory, text: string, standing?: Enrolling): ReturnType<NonNullable<Factor['enrol']>['confirm']>;
  /** Makes a key and sets it up. */
  enrol(who: FactorScene, make?: Make, standing?: Enrolling): Promise<Authenticator>;
  ask(who: FactorScene): Promise<{ memory: FactorMemory; options: string }>;
  verify(who: FactorScene, memory: FactorMemory, text: string): ReturnType<Factor['use']['verify']>;
  /** Asks for a key and answers with this one. */
  use(who: FactorScene, key: Authenticator, twist?: Twist): ReturnType<Factor['use']['verify']>;
  close(): Promise<void>;
}

/** The factor over a real database. */
export async function openKeyBench(models: Models = noModels, seed = 'webauthn'): Promise<KeyBench> {
  const clock = createFakeClock();
  const storage = await openTestStorage({ clock });
  const log = createRecordedLog();
  const told: (PersonEvent | AdministratorEvent)[] = [];
  const webauthn = createWebauthn({
    factors: storage.factors,
    challenges: storage.challenges,
    seal: createFactorSeal(storage.vault),
    models,
    notices: { tellPerson: (_, event) => told.push(event), tellAdministrators: (_, event) => told.push(event) },
    clock,
    random: createFixedRandom(seed),
    log,
  });
  const { enrol, use } = webauthn;
  if (!enrol) throw new Error('nobody could set it up');
  const bench: KeyBench = {
    clock,
    storage,
    webauthn,
    told,
    log,
    async offer(who) {
      const begun = await enrol.begin(who);
      if (!begun.ok) throw new Error(begun.because);
      const offer = await enrol.offer(who, begun.memory);
      if (offer?.page !== 'key') throw new Error('no offer');
      return { memory: begun.memory, options: offer.options };
    },
    confirm: (who, memory, text, standing = 'first') => enrol.confirm(who, memory, { text }, standing),
    async enrol(who, make, standing) {
      const key = new Authenticator(make);
      const { memory, options } = await bench.offer(who);
      const verdict = await bench.confirm(who, memory, key.create(options, who.tenant.loginOrigin), standing);
      if (verdict.ok !== true) throw new Error(`not set up: ${JSON.stringify(verdict)}`);
      return key;
    },
    async ask(who) {
      const begun = await use.begin(who);
      if (!begun.ok) throw new Error(begun.because);
      const prompt = await use.prompt(who, begun.memory);
      if (prompt?.page !== 'key') throw new Error('no prompt');
      return { memory: begun.memory, options: prompt.options };
    },
    verify: (who, memory, text) => use.verify(who, memory, { text }),
    async use(who, key, twist) {
      const { memory, options } = await bench.ask(who);
      return bench.verify(who, memory, key.get(options, who.tenant.loginOrigin, twist));
    },
    close: () => storage.close(),
  };
  return bench;
}
