import type { ChallengeId, EpochMs, SubjectKey, TenantId } from '../../brands.ts';
import type { FactorKind } from '../factor.ts';

/** `open` until it is answered; what ended otherwise is `ended`. */
export type ChallengeState = 'open' | 'approved' | 'denied' | 'ended';

/** Something that was sent, or waits to be answered on another device. */
export interface StoredChallenge {
  readonly tenant: TenantId;
  readonly id: ChallengeId;
  readonly subject: SubjectKey;
  readonly kind: FactorKind;
  /** The login, or the visit to the security page, that it belongs to. One of each kind may stand open for it. */
  readonly occasion: string;
  readonly state: ChallengeState;
  /** HMAC over (challenge id, code); the code itself is nowhere. */
  readonly codeHash: string;
  /** What has to reach the person another way, sealed under the tenant's key. */
  readonly sealed: Uint8Array;
  /** Wrong answers so far. */
  readonly misses: number;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
}

export interface ChallengeStore {
  /** A new one. What stood open of this kind for the same occasion has ended in the same transaction: a new code voids the old. */
  open(row: StoredChallenge): Promise<void>;
  find(tenant: TenantId, id: ChallengeId): Promise<StoredChallenge | null>;
  /** Those of a person that stand open at `now`, newest first. */
  listOpen(tenant: TenantId, subject: SubjectKey, kind: FactorKind, now: EpochMs): Promise<readonly StoredChallenge[]>;
  /**
   * open -> `to`, where the hash is this one (null: whatever it is), the time has not come and fewer than `missLimit` answers were
   * wrong. One conditional statement: true for one caller only.
   */
  settle(
    tenant: TenantId,
    id: ChallengeId,
    change: {
      readonly to: Exclude<ChallengeState, 'open'>;
      readonly codeHash: string | null;
      readonly missLimit: number;
      /** Takes the place of what is sealed, where what it became says more. */
      readonly sealed?: Uint8Array;
    },
    now: EpochMs,
  ): Promise<boolean>;
  /** approved -> ended: what was approved elsewhere counts once. */
  consume(tenant: TenantId, id: ChallengeId, now: EpochMs): Promise<boolean>;
  /** Counts a wrong answer to one that stands open, and returns the count; null when it does not. */
  miss(tenant: TenantId, id: ChallengeId): Promise<number | null>;
  /** Everything of a person that stands open, of one kind or of all. Returns how many. */
  endOpen(tenant: TenantId, subject: SubjectKey, kind: FactorKind | null): Promise<number>;
  sweep(now: EpochMs): Promise<number>;
}
