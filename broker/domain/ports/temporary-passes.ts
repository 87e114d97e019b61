import type { Refusal } from '../app-error.ts';
import type { EpochMs, SubjectKey, TenantId } from '../brands.ts';
import type { Doer } from './people.ts';

/** Minutes that a pass may last. */
export const mostPassMinutes = 60;

export interface PassOrder {
  readonly tenant: TenantId;
  /** Whom it is for. */
  readonly subject: SubjectKey;
  readonly by: Doer;
  /** Why; is kept with the pass as long as it stands. */
  readonly reason: string;
  /** 1 to 60. */
  readonly minutes: number;
}

/** Passes for people who have nothing else at hand: one sign-in, behind that of their company. */
export interface TemporaryPasses {
  /**
   * A new one; the person's older ones are void. `text` is told once and kept nowhere. Refused: `temporary_pass_for_oneself`
   * where the account of the person is that of the administrator, `temporary_pass_reason`.
   */
  issue(order: PassOrder): Promise<{ readonly ok: true; readonly text: string; readonly expiresAt: EpochMs } | Refusal>;
}
