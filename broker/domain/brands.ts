declare const brand: unique symbol;

/** A string that only its own maker may pass off as `Name`. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

export type TenantId = Brand<'TenantId'>;
/** Name of a login under way; derived from the request it answers, so it is public. */
export type TransactionId = Brand<'TransactionId'>;
/** Keyed pseudonym of (connection, subject): HMAC under the tenant's key. */
export type SubjectKey = Brand<'SubjectKey'>;
/** A Jira account id, as Atlassian gives it: `qm:...` for portal-only customers. */
export type AccountId = Brand<'AccountId'>;
/** A browser that a person signed in with before. */
export type BrowserId = Brand<'BrowserId'>;
/** Keyed pseudonym of the address by which an administrator named a person. */
export type PersonKey = Brand<'PersonKey'>;
export type FactorId = Brand<'FactorId'>;
/** A hardware token of a tenant's pool. */
export type TokenId = Brand<'TokenId'>;
/** A code that was sent, or a request on a phone. */
export type ChallengeId = Brand<'ChallengeId'>;
export type SessionId = Brand<'SessionId'>;
/** One hour for which an administrator has a connection's messages kept. */
export type CaptureId = Brand<'CaptureId'>;

/** Milliseconds since 1970-01-01 UTC. */
export type EpochMs = number;
