import type { ChallengeId, EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { FactorMemory, FactorScene } from '../../domain/ports/factor.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { ChallengeStore } from '../../domain/ports/stores/challenge-store.ts';

/** Of one challenge (WebAuthn 3, 13.4.3: at least 16). */
const challengeBytes = 32;
const lifetimeMs = 5 * 60_000;
/** Nobody guesses an answer; who brings so many wrong ones only wants them verified. */
const mostMisses = 10;

/** Whether a key is used or made: an answer to the one is none to the other. */
type Purpose = 'use' | 'enrol';

interface OpenChallenge {
  readonly id: ChallengeId;
  /** Milliseconds until it is void. */
  readonly leftMs: number;
}

export interface KeyChallenges {
  /** A new one; what stood open for the same login is void. */
  open(scene: FactorScene, purpose: Purpose): Promise<FactorMemory>;
  /** Null when it was answered, is too old, or was made for something or somebody else. */
  find(scene: FactorScene, memory: FactorMemory, purpose: Purpose): Promise<OpenChallenge | null>;
  /** Uses it up: true for one caller only. */
  settle(scene: FactorScene, challenge: OpenChallenge, purpose: Purpose): Promise<boolean>;
  miss(scene: FactorScene, challenge: OpenChallenge): Promise<void>;
}

/** Challenges for keys. The random text that is signed is the row's own name: it is no secret, it only has to be new and ours. */
export function createKeyChallenges(deps: { challenges: ChallengeStore; clock: Clock; random: Random }): KeyChallenges {
  const { challenges, clock, random } = deps;
  return {
    async open({ tenant, subject, occasion, until }, purpose) {
      const now = clock.now();
      const id = random.token(challengeBytes) as ChallengeId;
      const expiresAt: EpochMs = Math.min(now + lifetimeMs, until);
      const nothing = new Uint8Array();
      const row = { tenant: tenant.id, id, subject, kind: 'webauthn', occasion, codeHash: purpose, sealed: nothing } as const;
      await challenges.open({ ...row, state: 'open', misses: 0, createdAt: now, expiresAt });
      return { challenge: id };
    },
    async find({ tenant, subject, occasion }, { challenge }, purpose) {
      const row = challenge === undefined ? null : await challenges.find(tenant.id, challenge as ChallengeId);
      if (row === null || row.kind !== 'webauthn' || row.subject !== subject || row.occasion !== occasion) return null;
      if (row.codeHash !== purpose || row.state !== 'open' || row.misses >= mostMisses) return null;
      const leftMs = row.expiresAt - clock.now();
      return leftMs > 0 ? { id: row.id, leftMs } : null;
    },
    settle: ({ tenant }, { id }, purpose) =>
      challenges.settle(tenant.id, id, { to: 'ended', codeHash: purpose, missLimit: mostMisses }, clock.now()),
    async miss({ tenant }, { id }) {
      await challenges.miss(tenant.id, id);
    },
  };
}
