/**
 * Yubico OTP: the long code that a YubiKey types. The key is bound to one person of the tenant before any code of it is
 * looked at; a validation service judges the code, or, for keys whose AES key the operator has, the broker itself.
 */
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { FactorId, SubjectKey, TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor } from '../domain/ports/factor.ts';
import type { OtpValidation } from '../domain/ports/otp-validation.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { StoredFactor } from '../domain/ports/stores/factor-store.ts';
import type { StoredKey } from '../domain/ports/stores/yubico-key-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { readYubicoOtp, type YubicoOtp } from '../domain/yubico-otp.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { type FactorSeal, labelOf, subjectOf } from './sealed-factor.ts';
import type { LocalKeys } from './yubico/load-keys.ts';
import { judgeOtp, type OtpPosition } from './yubico/local-otp.ts';

/** More keys than anybody carries. */
const maxPerPerson = 10;
/** Codes of one person that a service is asked about; the operator pays for every question. */
const asked = { most: 30, windowMs: 10 * 60_000 } as const;
/** Services forget nothing, but several of them may not have heard of each other yet. */
const rememberedMs = 24 * 3_600_000;
const usesOfSession = 256;

export interface YubicoOtpDeps {
  readonly storage: Pick<Storage, 'factors' | 'yubicoKeys' | 'once' | 'rates' | 'atomically'>;
  readonly vault: Vault;
  readonly seal: FactorSeal;
  /** Null where the operator has no validation service. */
  readonly otp: OtpValidation | null;
  readonly keys: LocalKeys;
  readonly clock: Clock;
  readonly random: Random;
}

const noCode = refuse('yubikey_wrong', 'yubico-otp.no-code');
const foreign = refuse('yubikey_wrong', 'yubico-otp.key-of-nobody-here');
const used = refuse('yubikey_used', 'yubico-otp.used');

const refusals = {
  bad: refuse('yubikey_wrong', 'yubico-otp.bad'),
  replayed: refuse('yubikey_used', 'yubico-otp.replayed'),
  'not-allowed': refuse('yubikey_not_checked', 'yubico-otp.not-allowed'),
  untrusted: refuse('yubikey_not_checked', 'yubico-otp.untrusted'),
  unavailable: refuse('yubikey_not_checked', 'yubico-otp.unavailable'),
} as const;

/** `position`: how far the key has counted, 0 where a service does the counting. */
type Judged = { readonly ok: true; readonly position: number } | Refusal;

export function createYubicoOtp({ storage, vault, seal, otp: service, keys, clock, random }: YubicoOtpDeps): Factor {
  const own = async ({ tenant, subject }: { tenant: TenantId; subject: SubjectKey }): Promise<readonly StoredFactor[]> =>
    (await storage.factors.list(tenant, subject)).filter(({ kind, state }) => kind === 'yubico-otp' && state === 'active');
  const markOf = (tenant: TenantId, { publicId }: YubicoOtp) => vault.fingerprint(tenant, 'yubico-key', [publicId]);

  /** Is this a code of that key, and newer than all before? Whose key it is was asked already. */
  async function judged(at: { tenant: TenantId; subject: SubjectKey }, otp: YubicoOtp, seen: StoredKey | null): Promise<Judged> {
    const local = keys.get(otp.publicId);
    if (local !== undefined) {
      const verdict = judgeOtp(otp, { ...local, last: lastOf(seen) });
      return verdict.valid ? { ok: true, position: positionOf(verdict.at) } : refusals[verdict.because];
    }
    if (service === null) return refuse('yubikey_not_checked', 'yubico-otp.no-service');
    const now = clock.now();
    if ((await storage.rates.hit(`yubico-otp ${at.tenant} ${at.subject}`, asked.windowMs, now)) > asked.most)
      return refuse('too_many_requests', 'yubico-otp.of-one-person');
    const verdict = await service.validate(otp);
    if (!verdict.valid) return refusals[verdict.because];
    // The one statement that lets it count once here, whatever several services say at the same moment.
    const isFirst = await storage.once.consume(at.tenant, 'yubico-otp', otp.text, clock.now() + rememberedMs);
    return isFirst ? { ok: true, position: 0 } : used;
  }

  /** The person's factor that this code is of, by the name of its key. */
  async function theirs(at: { tenant: TenantId; subject: SubjectKey }, { publicId }: YubicoOtp): Promise<StoredFactor | null> {
    for (const row of await own(at)) if ((await seal.open(row)).data.publicId === publicId) return row;
    return null;
  }

  return {
    kind: 'yubico-otp',
    // 128 bits under a key that never leaves the hardware: nobody's wrong codes keep this one out.
    isGuessable: false,
    isOwn: true,
    isOffered: ({ methods }) => methods['yubico-otp'].enabled && (service !== null || keys.size > 0),
    isAtHand: (_, factors) => factors.some(({ kind }) => kind === 'yubico-otp'),
    use: {
      begin: async () => ({ ok: true, memory: {} }),
      prompt: async () => ({ page: 'code', shape: 'touch', sentTo: null, againAt: null }),
      refuseSlip: ({ text }) => (readYubicoOtp(text) === null ? noCode : null),
      async verify(scene, _, { text }) {
        const otp = readYubicoOtp(text);
        if (otp === null) return noCode;
        const at = subjectOf(scene);
        const factor = await theirs(at, otp);
        // Before anybody is asked: a stranger's key is no second factor of this person, however good its code.
        if (factor === null) return foreign;
        const mark = await markOf(at.tenant, otp);
        const seen = await storage.yubicoKeys.find(at.tenant, mark);
        if (seen === null || seen.factor !== factor.id) return foreign;
        const verdict = await judged(at, otp, seen);
        if (!verdict.ok) return verdict;
        const { position } = verdict;
        const won = await allOrNothing(
          storage,
          async (stores) =>
            (position === 0 || (await stores.yubicoKeys.advance({ tenant: at.tenant, mark, factor: factor.id, position }))) &&
            (await stores.factors.advanceStep(at.tenant, factor.id, factor.lastStep + 1, clock.now())),
        );
        return won ? { ok: true, factor: factor.id } : used;
      },
    },
    enrol: {
      begin: async (scene) =>
        (await own(subjectOf(scene))).length >= maxPerPerson
          ? refuse('second_factor_too_many', 'yubico-otp.ten-keys')
          : { ok: true, memory: {} },
      offer: async () => ({ page: 'code', shape: 'touch', sentTo: null, againAt: null }),
      refuseSlip: (_, { text }) => (readYubicoOtp(text) === null ? noCode : null),
      async confirm(scene, _, { text, label }, standing) {
        const otp = readYubicoOtp(text);
        if (otp === null) return noCode;
        const at = subjectOf(scene);
        const mark = await markOf(at.tenant, otp);
        const seen = await storage.yubicoKeys.find(at.tenant, mark);
        const verdict = await judged(at, otp, seen);
        if (!verdict.ok) return verdict;
        // Only whoever has just shown the key is told that it is somebody's.
        if (seen?.isHeld) return refuse('yubikey_taken', 'yubico-otp.held');
        if ((await own(at)).length >= maxPerPerson) return refuse('second_factor_too_many', 'yubico-otp.ten-keys');
        const now = clock.now();
        const whose = { ...at, id: random.token(16) as FactorId, kind: 'yubico-otp' } as const;
        const pending: StoredFactor = {
          ...whose,
          state: 'pending',
          sealed: await seal.seal(whose, { label: labelOf(label, 'YubiKey'), data: { publicId: otp.publicId } }),
          lastStep: 0,
          createdAt: now,
          lastUsedAt: null,
          expiresAt: null,
        };
        const won = await allOrNothing(storage, async (stores) => {
          const { position } = verdict;
          if (!(await stores.yubicoKeys.claim({ tenant: at.tenant, mark, factor: whose.id, position }, seen))) return false;
          await stores.factors.insert(pending);
          return stores.factors.activate(pending, { step: 1, standing }, now);
        });
        return won ? { ok: true, factor: whose.id } : refuse('second_factor_gone', 'yubico-otp.taken-meanwhile');
      },
    },
  };
}

/** Sessions first, uses within one; from 1, so that 0 is none. */
const positionOf = ({ session, use }: OtpPosition) => session * usesOfSession + use + 1;

function lastOf(seen: StoredKey | null): OtpPosition | null {
  if (seen === null || seen.position === 0) return null;
  const last = seen.position - 1;
  return { session: Math.floor(last / usesOfSession), use: last % usesOfSession };
}
