import type { EpochMs, SubjectKey, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Notices } from '../../domain/ports/notices.ts';
import type { Places } from '../../domain/ports/places.ts';
import type { PushService } from '../../domain/ports/push-service.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Storage } from '../../domain/ports/storage.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import type { FactorSeal } from '../sealed-factor.ts';

/** What requests on phones are made with. */
export interface PushDeps {
  readonly storage: Pick<Storage, 'factors' | 'challenges' | 'requests' | 'rates' | 'once' | 'atomically'>;
  readonly vault: Vault;
  readonly seal: FactorSeal;
  readonly push: PushService;
  readonly places: Places;
  readonly notices: Notices;
  /** Until when so many wrong answers in a row lock a person's factors. */
  readonly lockUntil: (failures: number, now: EpochMs) => EpochMs;
  readonly clock: Clock;
  readonly random: Random;
}

/** Wrong numbers before a request ends. */
export const triesPerRequest = 3;
/** Phones of one person. */
export const maxPhones = 5;
/** Requests without an answer, or denied, before only another factor helps (NIST SP 800-63B-4, 3.1.3: limit them). */
export const requestsInRow = 5;
/** Within `requestWindowMs`; the count ends when one is approved. */
export const requestsPerWindow = 3;
export const requestWindowMs = 10 * 60_000;
/** After somebody said that a sign-in was not theirs. */
export const stopMs = 24 * 3_600_000;
/** A code for pairing counts this long. */
export const pairingLifetimeMs = 10 * 60_000;
export const pairingCodeLength = 8;
/** The answer may be looked at so much longer than it could be given. */
export const answerKeptMs = 60_000;
/** One open at a time, whatever it is for: `ChallengeStore.open` ends what stands open for the same occasion. */
export const oneSignIn = 'phone-sign-in';
export const onePairing = 'phone-pairing';
/** `ChallengeStore.settle` is not what counts tries here: each was counted before it was looked at. */
export const countedBefore = 1_000_000;

export const requestRow = (tenant: TenantId, subject: SubjectKey) => `phone-requests ${tenant} ${subject}`;
