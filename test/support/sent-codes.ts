/** What methods need that send codes: real storage, and senders that keep what they are given. */
import { type Methods, recommendedMethods } from '#contract/settings/methods';
import { createMarks } from '../../broker/adapters/seal/marks.ts';
import { createMasterKeys } from '../../broker/adapters/seal/master-keys.ts';
import type { Enrolling } from '../../broker/domain/enrolling.ts';
import type { Factor, FactorMemory, FactorScene } from '../../broker/domain/ports/factor.ts';
import type { Mail, MailOutcome } from '../../broker/domain/ports/mailer.ts';
import type { AdministratorEvent } from '../../broker/domain/ports/notices.ts';
import { noPlaces } from '../../broker/domain/ports/places.ts';
import type { Sms, SmsOutcome } from '../../broker/domain/ports/sms-sender.ts';
import { createEmailCode } from '../../broker/factors/email-code.ts';
import { createFactorSeal } from '../../broker/factors/sealed-factor.ts';
import { createSmsCode } from '../../broker/factors/sms-code.ts';
import { codeIn } from '../../sandbox/messages/outbox.ts';
import { aFactorScene } from './builders/factor-scene.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFixedRandom } from './fixed-random.ts';
import { openTestStorage, type TestStorage, testMasterKey } from './storage.ts';

/** SMS to Norway and Sweden, and e-mail, are on. */
export function methodsWith(more: Partial<Methods['sms-code']> = {}): Methods {
  return {
    ...recommendedMethods,
    'sms-code': { ...recommendedMethods['sms-code'], enabled: true, countries: ['NO', 'SE'], ...more },
    'email-code': { enabled: true, minutes: 10 },
  };
}

/** Ada signs in, reachable at her company's address. */
export function aSentScene(more: Partial<FactorScene> = {}): FactorScene {
  return aFactorScene({ methods: methodsWith(), mailbox: { address: 'ada@borealis.example', wasFirstStep: false }, ...more });
}

export const adasNumber = '+47 406 12 345';

export interface SentCodesBench {
  readonly storage: TestStorage;
  readonly clock: FakeClock;
  readonly sms: Factor;
  readonly email: Factor;
  /** What was sent, oldest first. */
  readonly texts: Sms[];
  readonly mails: Mail[];
  readonly told: AdministratorEvent[];
  /** What the services say from now on. */
  answer: { sms: SmsOutcome; mail: MailOutcome };
  /** The code of the newest message, as a person copies it. */
  textCode(): string;
  mailCode(): string;
  /** A number of a person that is set up. */
  withNumber(scene?: FactorScene, number?: string, standing?: Enrolling): Promise<FactorMemory>;
  close(): Promise<void>;
}

/** Methods over this storage, or one of their own; two benches over one storage are two brokers. */
export async function openSentCodes(wish: { storage?: TestStorage; clock?: FakeClock; seed?: string } = {}): Promise<SentCodesBench> {
  const clock = wish.clock ?? createFakeClock();
  const storage = wish.storage ?? (await openTestStorage({ clock }));
  const random = createFixedRandom(wish.seed ?? 'sent codes');
  const texts: Sms[] = [];
  const mails: Mail[] = [];
  const told: AdministratorEvent[] = [];
  const bench = { answer: { sms: { sent: true, id: 'm1' } as SmsOutcome, mail: { sent: true } as MailOutcome } };
  const deps = {
    factors: storage.factors,
    challenges: storage.challenges,
    rates: storage.rates,
    vault: storage.vault,
    seal: createFactorSeal(storage.vault),
    marks: createMarks(createMasterKeys({ present: testMasterKey }, random)),
    notices: {
      tellPerson: () => undefined,
      tellAdministrators: (_: unknown, event: AdministratorEvent) => void told.push(event),
      settled: async () => undefined,
    },
    places: noPlaces,
    clock,
    random,
  };
  const sms = createSmsCode({
    ...deps,
    sms: {
      async send(message) {
        if (bench.answer.sms.sent) texts.push(message);
        return bench.answer.sms;
      },
      problem: async () => null,
      close: async () => undefined,
    },
  });
  const email = createEmailCode({
    ...deps,
    mailer: {
      deliver: () => undefined,
      async send(mail) {
        if (bench.answer.mail.sent) mails.push(mail);
        return bench.answer.mail;
      },
      problem: async () => null,
      close: async () => undefined,
    },
  });
  const textCode = () => codeIn(texts.at(-1)?.text ?? '') ?? '';
  return Object.assign(bench, {
    storage,
    clock,
    sms,
    email,
    texts,
    mails,
    told,
    textCode,
    mailCode: () => codeIn(mails.at(-1)?.text ?? '') ?? '',
    async withNumber(scene = aSentScene(), number = adasNumber, standing: Enrolling = 'first') {
      const next = await sms.enrol?.confirm(scene, {}, { text: number }, standing);
      if (next?.ok !== 'next') throw new Error(`no code was sent: ${JSON.stringify(next)}`);
      const done = await sms.enrol?.confirm(scene, next.memory, { text: textCode() }, standing);
      if (done?.ok !== true) throw new Error(`not set up: ${JSON.stringify(done)}`);
      return next.memory;
    },
    close: async () => (wish.storage === undefined ? storage.close() : undefined),
  });
}
