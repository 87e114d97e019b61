import type { Assurance } from '../assurance.ts';
import type { AccountId, EpochMs, SessionId, SubjectKey, TenantId } from '../brands.ts';
import type { Identity } from '../identity.ts';
import type { Visit } from '../visit.ts';
import type { Stores } from './storage.ts';

/** A browser signed in at the login host, opened with its own cookie. */
export interface BrokerSession {
  readonly id: SessionId;
  readonly connection: string;
  readonly subject: SubjectKey;
  /** Null while no application that needs an account was entered. */
  readonly accountId: AccountId | null;
  readonly assurance: Assurance;
  readonly identity: Identity;
  readonly expiresAt: EpochMs;
}

/** A session as its person sees it from another browser. */
export interface ListedSession {
  readonly id: SessionId;
  /** Null where it was not kept. */
  readonly visit: Pick<Visit, 'address' | 'agent'> | null;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
}

/** A session about to be written, so that it can ride in the transaction that ends the login. */
interface PreparedSession {
  readonly id: SessionId;
  /** The new cookie; the old one is void as soon as `write` stands. */
  readonly token: string;
  readonly expiresAt: EpochMs;
  /** What of its provider means this session, should it end there (`domain/upstream-marks.ts`). */
  readonly marks: readonly string[];
  /** False when the session it was to replace has ended meanwhile. */
  write(stores: Stores): Promise<boolean>;
}

export interface BrokerSessions {
  find(tenant: TenantId, token: string): Promise<BrokerSession | null>;
  /**
   * A session for this person with this assurance. `current` is the browser's session so far: the same person's goes on
   * under a new token (and keeps the age it has), anybody else's ends in the same write.
   */
  prepare(input: {
    tenant: TenantId;
    identity: Identity;
    subject: SubjectKey;
    accountId: AccountId | null;
    assurance: Assurance;
    /** From where; kept for the person's list of their sessions. */
    visit: Visit;
    current: { readonly session: BrokerSession; readonly token: string } | null;
  }): Promise<PreparedSession>;
  /** Gives a session without an account one. False when it has another one meanwhile, or has ended. */
  nameAccount(tenant: TenantId, id: SessionId, accountId: AccountId): Promise<boolean>;
  /** Every living session of a person, the one used last in front; `find` opens no more than the browser's own. */
  list(of: { readonly tenant: TenantId; readonly connection: string; readonly subject: SubjectKey }): Promise<readonly ListedSession[]>;
  /** Ends the session and everything that hangs on it. Returns how many sessions ended. */
  end(tenant: TenantId, id: SessionId): Promise<number>;
}
