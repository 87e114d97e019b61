import type { Strength } from '../../assurance.ts';
import type { AccountId, EpochMs, SessionId, SubjectKey, TenantId } from '../../brands.ts';

/** A browser signed in at the login host. Tokens are stored as hashes only. */
export interface StoredBrokerSession {
  readonly tenant: TenantId;
  readonly id: SessionId;
  readonly tokenHash: string;
  readonly connection: string;
  readonly subject: SubjectKey;
  /** Null while no application that needs an account was entered. */
  readonly accountId: AccountId | null;
  readonly strength: Strength;
  /** Factor kinds, comma separated; empty for none. */
  readonly methods: string;
  readonly strengthAt: EpochMs;
  /** Keyed fingerprint of the provider's session id, for logouts that arrive without a browser. */
  readonly upstreamSidKey: string | null;
  /** Keyed fingerprint of the name that the provider asserted (SAML's NameID), for the same; null where it has no such thing. */
  readonly upstreamNameKey: string | null;
  /** Identity, sealed under the cookie's key. */
  readonly sealed: Uint8Array;
  /** From where the person signed in, sealed under the tenant's key for their other browsers; null where that is not known. */
  readonly visit: Uint8Array | null;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** A browser signed in at the portal. It hangs on its broker session and dies with it. */
export interface StoredPortalSession {
  readonly tenant: TenantId;
  readonly tokenHash: string;
  readonly brokerSession: SessionId;
  readonly accountId: AccountId;
  /** Released claims (names, groups), sealed under the cookie's key. */
  readonly sealed: Uint8Array;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
}

export interface SessionStore {
  insertBroker(row: StoredBrokerSession): Promise<void>;
  /** Living ones only: not ended, not expired at `now`, seen after `idleSince`. */
  findBroker(tenant: TenantId, tokenHash: string, now: EpochMs, idleSince: EpochMs): Promise<StoredBrokerSession | null>;
  /** Same session, new token: after a step-up or at every issue. False when it had ended or its token was another one. */
  replaceBrokerToken(
    tenant: TenantId,
    oldTokenHash: string,
    next: Pick<
      StoredBrokerSession,
      | 'tokenHash'
      | 'sealed'
      | 'visit'
      | 'strength'
      | 'methods'
      | 'strengthAt'
      | 'lastSeenAt'
      | 'accountId'
      | 'upstreamSidKey'
      | 'upstreamNameKey'
    >,
  ): Promise<boolean>;
  /** Every one of a person that lives, the one used last in front. */
  listBrokers(
    of: Pick<StoredBrokerSession, 'tenant' | 'connection' | 'subject'>,
    now: EpochMs,
    idleSince: EpochMs,
  ): Promise<readonly StoredBrokerSession[]>;
  /** Gives a session without an account one. False when it has another one, or has ended. */
  nameAccount(tenant: TenantId, id: SessionId, accountId: AccountId): Promise<boolean>;
  /** False, and nothing is written, when its broker session has ended meanwhile or is another account's. */
  insertPortal(row: StoredPortalSession): Promise<boolean>;
  /** Living ones only, and only while their broker session lives; one statement with a join. */
  findPortal(tenant: TenantId, tokenHash: string, now: EpochMs, idleSince: EpochMs): Promise<StoredPortalSession | null>;
  /** Marks the broker session behind as used; cheap to call, writes at most once a minute. */
  touch(tenant: TenantId, brokerSession: SessionId, now: EpochMs): Promise<void>;
  /** Ends a broker session and every portal session on it, at once, in one statement or transaction. Returns how many. */
  endBroker(tenant: TenantId, id: SessionId): Promise<number>;
  endBrokerByUpstreamSid(tenant: TenantId, connection: string, upstreamSidKey: string): Promise<number>;
  /** Ends these, and every portal session on them. Returns how many broker sessions ended. */
  endBrokers(tenant: TenantId, ids: readonly SessionId[]): Promise<number>;
  /**
   * Sessions that a connection's provider knows by this name. Where it names sessions of its own, only those, and those of
   * which it never told a name; oldest id first.
   */
  findByUpstreamName(tenant: TenantId, connection: string, nameKey: string, sidKeys: readonly string[]): Promise<readonly SessionId[]>;
  /** All sessions of a person of a connection; `unnamed`: only those whose provider did not name its own session. */
  endBySubject(tenant: TenantId, connection: string, subject: SubjectKey, which: 'all' | 'unnamed'): Promise<number>;
  /** All sessions of a person, kept by account. */
  endByAccount(tenant: TenantId, accountId: AccountId): Promise<number>;
  /** All sessions that came by any connection but these: the others are gone or switched off. */
  endOtherConnections(tenant: TenantId, living: readonly string[]): Promise<number>;
  /** All sessions that have proven no more than one of these. */
  endByStrength(tenant: TenantId, strengths: readonly Strength[]): Promise<number>;
  endPortal(tenant: TenantId, tokenHash: string): Promise<SessionId | null>;
  /** All portal sessions; browsers stay signed in at the login host. Returns how many. */
  endPortals(tenant: TenantId): Promise<number>;
  sweep(now: EpochMs): Promise<number>;
}
