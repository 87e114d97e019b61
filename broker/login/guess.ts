/**
 * What an answer costs before it is looked at. Counting first is what makes the limits hold against answers sent at once:
 * whoever reads a lock and counts later judges every answer that is parked between the two.
 */
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { EpochMs } from '../domain/brands.ts';
import type { FactorSubject } from '../domain/ports/factor.ts';
import type { Stores } from '../domain/ports/storage.ts';
import type { Reservation } from '../domain/ports/stores/factor-store.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { Along } from './along.ts';
import { attemptLimits, lockUntil } from './attempts.ts';
import type { LoginDeps } from './deps.ts';

/** An answer that may be judged. It counts as wrong until one of the two is written. */
export interface Guess {
  readonly ok: true;
  /** So many answers of this address were wrong that one more ends its login. */
  readonly last: boolean;
  /** Until when the person's factors are locked, should it be wrong; 0 for not at all. */
  readonly locksUntil: EpochMs;
  /** It was right. Belongs into the commit that passes the step. */
  readonly forgive: Along;
  /** It was no guess, or its being right led nowhere. */
  readonly takeBack: Along;
}

/** What tries are counted by beside the person: a login, or a visit to the security page. */
export type Trying = Pick<Transaction, 'id' | 'expiresAt'>;

/** Of an answer that nobody finds by trying: it costs nothing. */
export const unguessable: Guess = { ok: true, last: false, locksUntil: 0, forgive: async () => undefined, takeBack: async () => undefined };

/** Counts an answer against its address, its login and its person; a refusal means that it must not be judged. */
export async function takeGuess(deps: LoginDeps, login: Trying, at: FactorSubject, address: string): Promise<Guess | Refusal> {
  const now = deps.clock.now();
  const key = `second-factor ${await deps.vault.fingerprint(at.tenant, 'address', [address])}`;
  const ofAddress = (stores: Stores) => stores.rates.giveBack(key, attemptLimits.addressWindowMs, now);
  const last = (await deps.storage.rates.hit(key, attemptLimits.addressWindowMs, now)) > attemptLimits.failuresOfAddress;
  const reserved = await deps.storage.atomically((stores) => reserve(stores, login, at, now, last));
  if ('ok' in reserved) {
    await ofAddress(deps.storage);
    return reserved;
  }
  return {
    ok: true,
    last,
    locksUntil: reserved.earned,
    async forgive(stores) {
      await stores.factors.forgiveFailures(reserved, now);
      await ofAddress(stores);
    },
    async takeBack(stores) {
      await stores.factors.returnFailure(reserved);
      await stores.factors.returnTry(at.tenant, login.id, last ? attemptLimits.triesPerLogin : 1);
      await ofAddress(stores);
    },
  };
}

/** Spends a try of the login for what is no code at all: a slip of the finger is nobody's guess. Null when it may go on. */
export async function takeSlip(deps: LoginDeps, login: Trying, at: FactorSubject): Promise<Refusal | null> {
  const { storage, clock } = deps;
  if (await isLocked(storage, at, clock.now())) return locked;
  const left = await storage.factors.spendTry(at.tenant, login.id, attemptLimits.triesPerLogin, login.expiresAt);
  return left ? null : exhausted;
}

/** Does a lock of this person's factors run? Only says what to tell; what may be judged is decided by `takeGuess`. */
export async function isLocked(stores: Pick<Stores, 'factors'>, at: FactorSubject, now: EpochMs): Promise<boolean> {
  const row = await stores.factors.findSubject(at.tenant, at.subject);
  return row !== null && row.lockedUntil > now;
}

const locked = refuse('second_factor_locked', 'factor.locked');
const exhausted = refuse('second_factor_exhausted', 'tries.none-left');

async function reserve({ factors }: Stores, login: Trying, at: FactorSubject, now: EpochMs, last: boolean): Promise<Reservation | Refusal> {
  const { triesPerLogin } = attemptLimits;
  // The last one takes every try that is left, so that no other answer is judged beside it.
  if (!(await factors.spendTry(at.tenant, login.id, triesPerLogin, login.expiresAt, last ? triesPerLogin : 1)))
    return (await isLocked({ factors }, at, now)) ? locked : exhausted;
  return (await factors.reserveFailure(at.tenant, at.subject, now, (failures) => lockUntil(failures, now))) ?? locked;
}
