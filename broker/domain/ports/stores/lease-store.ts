import type { EpochMs } from '../../brands.ts';

/** How a job stands, whichever broker did it. */
export interface LeaseNotes {
  readonly name: string;
  /** When it was last done to its end; null: never. */
  readonly doneAt: EpochMs | null;
  /** When it last failed; null: never. */
  readonly failedAt: EpochMs | null;
}

/**
 * Which of many brokers does a job. A lease ends by itself, so a broker that dies keeps nobody from the job for longer than
 * that; and because clocks differ, a job does no harm when two do it at once.
 */
export interface LeaseStore {
  /**
   * True for exactly one of racing brokers, and only when nobody holds the lease at `now` and the job was not done after
   * `dueSince`. One conditional statement.
   */
  take(
    name: string,
    holder: string,
    times: { readonly now: EpochMs; readonly until: EpochMs; readonly dueSince: EpochMs },
  ): Promise<boolean>;
  /** Holds on for longer; false when somebody else has it by now, and then the job is theirs. */
  keep(name: string, holder: string, until: EpochMs): Promise<boolean>;
  /** Gives it back, done or failed at `at`. Does nothing when somebody else has it by now. */
  giveBack(name: string, holder: string, outcome: 'done' | 'failed', at: EpochMs): Promise<void>;
  list(): Promise<readonly LeaseNotes[]>;
}
