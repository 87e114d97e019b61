/** Setting up a number: first the number, then the code that was sent to it. Another number is another factor. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { FactorId } from '../../domain/brands.ts';
import { readDigits } from '../../domain/digits.ts';
import { type PhoneRefusal, readPhone } from '../../domain/phone.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Begun, EnrolmentVerdict, FactorEnrolment, FactorMemory, FactorScene } from '../../domain/ports/factor.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { FactorStore, StoredFactor } from '../../domain/ports/stores/factor-store.ts';
import { type FactorSeal, labelOf, subjectOf } from '../sealed-factor.ts';
import type { SentCodes } from '../sent-code/sent-codes.ts';
import { type NumberToReach, numberData, numberOf } from './numbers.ts';

/** A phone of one's own and one of the company. */
const maxPerPerson = 2;
/** A set-up that nobody confirmed is void after this long. */
const pendingLifetimeMs = 10 * 60_000;
/** More set-ups under way than this are the work of a script. */
const maxPending = 3;

const toAnother = 'another';

const refusals = {
  'not-a-number': 'phone_number_malformed',
  country: 'phone_number_country',
  kind: 'phone_number_kind',
} as const satisfies Record<PhoneRefusal, Refusal['code']>;

export interface EnrolmentDeps {
  readonly factors: FactorStore;
  readonly seal: FactorSeal;
  readonly codes: SentCodes;
  readonly clock: Clock;
  readonly random: Random;
  /** To a number that has yet to be proven. */
  send(scene: FactorScene, to: NumberToReach): Promise<Begun>;
  noteVerified(scene: FactorScene, about: Readonly<Record<string, string>>, sentAt: number): Promise<void>;
}

export function createSmsEnrolment(deps: EnrolmentDeps): FactorEnrolment {
  const { factors, seal, codes, clock, random } = deps;

  const rowsOf = async ({ tenant, subject }: FactorScene, state: StoredFactor['state']) =>
    (await factors.list(tenant.id, subject)).filter((row) => row.kind === 'sms-code' && row.state === state);

  const tooMany = async (scene: FactorScene) =>
    (await rowsOf(scene, 'active')).length >= maxPerPerson ? refuse('second_factor_too_many', 'sms-code.two-numbers') : null;

  async function pending({ tenant, subject }: FactorScene, { factor }: FactorMemory): Promise<StoredFactor | null> {
    const row = factor === undefined ? null : await factors.find(tenant.id, factor as FactorId);
    if (row === null || row.subject !== subject || row.kind !== 'sms-code' || row.state !== 'pending') return null;
    return clock.now() - row.createdAt < pendingLifetimeMs ? row : null;
  }

  async function takeNumber(scene: FactorScene, typed: string): Promise<EnrolmentVerdict> {
    const reading = await readPhone(typed, { countries: scene.methods['sms-code'].countries, voip: false });
    if (!reading.ok) return refuse(refusals[reading.because], `sms-code.${reading.because}`);
    const { phone } = reading;
    const there = await Promise.all((await rowsOf(scene, 'active')).map((row) => numberOf(seal, row)));
    if (there.some((own) => own?.number === phone.number)) return refuse('phone_number_known', 'sms-code.known');
    const full = await tooMany(scene);
    if (full !== null) return full;
    const now = clock.now();
    const at = subjectOf(scene);
    if ((await rowsOf(scene, 'pending')).length >= maxPending) await factors.removePending(at.tenant, at.subject, now + 1);
    const whose = { ...at, id: random.token(16) as FactorId, kind: 'sms-code' } as const;
    const sent = await deps.send(scene, { factor: whose.id, ...phone });
    if (!sent.ok) return sent;
    await factors.insert({
      ...whose,
      state: 'pending',
      sealed: await seal.seal(whose, { label: '', data: numberData(phone) }),
      lastStep: 0,
      createdAt: now,
      lastUsedAt: null,
      expiresAt: null,
    });
    return { ok: 'next', memory: sent.memory };
  }

  return {
    async begin(scene) {
      const { tenant, subject } = subjectOf(scene);
      await factors.removePending(tenant, subject, clock.now() - pendingLifetimeMs);
      return (await tooMany(scene)) ?? { ok: true, memory: {} };
    },
    async offer(scene, memory) {
      const code = await codes.find(scene, memory);
      // What was sent is too old by now: the number is asked for again.
      if (code === null) return { page: 'phone-number', countries: scene.methods['sms-code'].countries };
      const insteadTo = [{ to: toAnother, shown: null }];
      return { page: 'code', shape: 'digits', sentTo: code.about.hint ?? '', againAt: code.againAt, insteadTo };
    },
    async again(scene, memory, to) {
      if (to === toAnother) return { ok: true, memory: {} };
      const row = await pending(scene, memory);
      const number = row && (await numberOf(seal, row));
      return number === null ? refuse('second_factor_gone', 'sms-code.no-pending-set-up') : deps.send(scene, number);
    },
    refuseSlip({ challenge }, { text }) {
      // Without letters it may be the number or the code, whatever this page asked for when it was sent.
      if (/\d/.test(text) && !/\p{L}/u.test(text)) return null;
      return challenge === undefined
        ? refuse('phone_number_malformed', 'sms-code.no-number')
        : refuse('sent_code_malformed', 'sms-code.no-digits');
    },
    async confirm(scene, memory, { text, label }, standing) {
      const open = await codes.find(scene, memory);
      if (open === null) return takeNumber(scene, text);
      const code = readDigits(text, 6, 8);
      if (code === null) return refuse('sent_code_malformed', 'sms-code.no-digits');
      const row = await pending(scene, memory);
      if (row === null || open.about.factor !== row.id) return refuse('second_factor_gone', 'sms-code.no-pending-set-up');
      const checked = await codes.check(scene, memory, code);
      if (!checked.ok) return checked;
      await deps.noteVerified(scene, checked.code.about, checked.code.sentAt);
      const full = await tooMany(scene);
      if (full !== null) return full;
      const { data } = await seal.open(row);
      const sealed = await seal.seal(row, { label: labelOf(label, data.hint ?? ''), data });
      const now = clock.now();
      const won = await factors.activate(row, { step: now, standing, sealed }, now);
      return won ? { ok: true, factor: row.id } : refuse('second_factor_gone', 'sms-code.confirmed-elsewhere');
    },
  };
}
