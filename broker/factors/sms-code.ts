/**
 * A code by SMS, to a number that the person set up. A *restricted* authenticator (NIST SP 800-63B-4, 3.1.3.3): numbers are taken
 * over and networks listened to, so it never proves more than `any`, and the tenant can name the day on which it ends.
 */
import { refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import { drawDigits, readDigits } from '../domain/digits.ts';
import type { Begun, Factor, FactorScene } from '../domain/ports/factor.ts';
import type { FactorStore } from '../domain/ports/stores/factor-store.ts';
import { noteSmsVerified } from '../domain/sms-counting.ts';
import type { SmsPurpose } from '../domain/sms-limits.ts';
import { type FactorSeal, subjectOf } from './sealed-factor.ts';
import { createSentCodes, type OpenCode, type SentCodesDeps } from './sent-code/sent-codes.ts';
import { type DeliverDeps, deliverSms } from './sms-code/deliver.ts';
import { createSmsEnrolment } from './sms-code/enrolment.ts';
import { type NumberToReach, usableNumbers } from './sms-code/numbers.ts';

const noCode = refuse('sent_code_malformed', 'sms-code.no-digits');

export interface SmsCodeDeps extends SentCodesDeps, DeliverDeps {
  readonly factors: FactorStore;
  readonly seal: FactorSeal;
}

export function createSmsCode(deps: SmsCodeDeps): Factor {
  const { factors, seal, rates, clock, random } = deps;
  const codes = createSentCodes(deps, 'sms-code');

  const numbers = async (scene: FactorScene) => usableNumbers(seal, scene, await factors.list(scene.tenant.id, scene.subject));

  async function send(scene: FactorScene, to: NumberToReach, purpose: SmsPurpose): Promise<Begun> {
    const { digits, minutes } = scene.methods['sms-code'];
    const code = drawDigits(random, digits);
    const about = { factor: to.factor, country: to.country, hint: to.hint };
    const sent = await codes.send(scene, {
      code,
      minutes,
      about,
      deliver: (now) => deliverSms(deps, scene, { number: to.number, code, purpose }, now),
    });
    return sent.ok ? { ok: true, memory: { challenge: sent.challenge, factor: to.factor } } : sent;
  }

  const noteVerified = ({ tenant, identity }: FactorScene, { country = '' }: OpenCode['about'], sentAt: number) =>
    noteSmsVerified(rates, { tenant: tenant.id, connection: identity.connection, country }, sentAt);

  return {
    kind: 'sms-code',
    isGuessable: true,
    isOwn: true,
    isOffered({ methods }) {
      const { enabled, countries, endsOn } = methods['sms-code'];
      return deps.sms !== null && enabled && countries.length > 0 && (endsOn === null || clock.now() < Date.parse(endsOn));
    },
    isAtHand: async (scene, own) => (await usableNumbers(seal, scene, own)).length > 0,
    use: {
      async begin(scene) {
        const own = await numbers(scene);
        const [number] = own;
        if (number === undefined) return refuse('sent_code_not_sent', 'sms-code.no-number');
        // Whoever looked at another way and comes back has it on the phone already.
        const standing = await codes.underWay(scene, (about) => own.some(({ factor }) => factor === about.factor));
        const { factor = '' } = standing?.about ?? {};
        return standing === null ? send(scene, number, 'use') : { ok: true, memory: { challenge: standing.id, factor } };
      },
      async again(scene, memory, to) {
        const own = await numbers(scene);
        const number = own.find(({ factor }) => factor === (to ?? memory.factor));
        return number === undefined ? refuse('sent_code_not_sent', 'sms-code.not-theirs') : send(scene, number, 'use');
      },
      async prompt(scene, memory) {
        const code = await codes.find(scene, memory);
        if (code === null) return null;
        const others = (await numbers(scene)).filter(({ factor }) => factor !== code.about.factor);
        const insteadTo = others.map(({ factor, hint }) => ({ to: factor as string, shown: hint }));
        return { page: 'code', shape: 'digits', sentTo: code.about.hint ?? '', againAt: code.againAt, insteadTo };
      },
      refuseSlip: ({ text }) => (readDigits(text, 6, 8) === null ? noCode : null),
      async verify(scene, memory, { text }) {
        const code = readDigits(text, 6, 8);
        if (code === null) return noCode;
        const checked = await codes.check(scene, memory, code);
        if (!checked.ok) return checked;
        const { about } = checked.code;
        // A number that was removed meanwhile proves nothing, however right the code.
        const { tenant, subject } = subjectOf(scene);
        const row = await factors.find(tenant, about.factor as FactorId);
        if (row === null || row.subject !== subject || row.state !== 'active')
          return refuse('second_factor_gone', 'sms-code.number-removed');
        const now = clock.now();
        await factors.advanceStep(tenant, row.id, Math.max(now, row.lastStep + 1), now);
        return { ok: true, factor: row.id };
      },
    },
    enrol: createSmsEnrolment({
      factors,
      seal,
      codes,
      clock,
      random,
      send: (scene, to) => send(scene, to, 'set-up'),
      noteVerified,
    }),
  };
}
