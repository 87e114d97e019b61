import type { ImportedRow, ImportRow, PeopleFilter, PeoplePage, PersonCard, PersonRule } from '#contract/rpc/people';
import type { Refusal } from '../app-error.ts';
import type { AccountId, EpochMs, SubjectKey, TenantId } from '../brands.ts';
import type { Identity } from '../identity.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Tenant } from '../tenant.ts';

/** What a login asks of single people. */
export interface PersonRules {
  /**
   * What an administrator said of this person, as it holds now. The address that the connection asserts counts where it may
   * speak for it, and the first to come with an address is from then on who was meant by it.
   */
  ruleOf(
    at: { readonly tenant: Pick<Tenant, 'id'>; readonly snapshot: Snapshot },
    person: { readonly identity: Identity; readonly subject: SubjectKey },
  ): Promise<PersonRule>;
}

/**
 * Where else a person is reached than where their company says at this moment: the addresses that administrators gave for them.
 * Throws `sealed_value_unreadable`.
 */
export type GivenAddresses = (tenant: TenantId, subject: SubjectKey) => Promise<readonly string[]>;

/** A tenant, and its settings as they are live. */
export interface PeopleScene {
  readonly tenant: Tenant;
  readonly snapshot: Snapshot;
}

/** Who does it: an administrator of the tenant, by their account, or whoever runs the broker. */
export type Doer = { readonly kind: 'administrator'; readonly accountId: AccountId } | { readonly kind: 'operator' };

/** What is to be said of a person. */
export interface Saying {
  readonly rule: PersonRule;
  readonly until: EpochMs | null;
  readonly reason: string;
}

/**
 * People of a tenant, for its administrators. Whether the caller is one was checked before. Every change leaves a line in the
 * log with who made it. Ids are those of `PersonId`; an id that nobody has gives `person_unknown`. Throws `jira_...` where a
 * decision needs Jira: whether somebody does it for themselves is never guessed.
 */
export interface People {
  list(at: PeopleScene, filter: PeopleFilter, after: string | null): Promise<PeoplePage>;
  /** By the whole address or the whole account id; null where nobody here is known by it. */
  find(at: PeopleScene, by: Doer, text: string): Promise<PersonCard | null>;
  open(at: PeopleScene, by: Doer, id: string): Promise<PersonCard | null>;
  /**
   * Adds somebody by their address, or changes what is said of somebody. Who is asked for more than before is signed out, also
   * where nobody came with the address yet, as far as it is known whose it is.
   */
  say(at: PeopleScene, by: Doer, whom: { readonly address: string } | { readonly id: string }, saying: Saying): Promise<CardOr>;
  /** The same for many. `dryRun`: what would come of it. */
  importRows(at: PeopleScene, by: Doer, rows: readonly ImportRow[], dryRun: boolean): Promise<readonly ImportedRow[]>;
  /** All second factors, recovery codes, remembered browsers and sessions are gone; the person is told where we know how. */
  reset(
    at: PeopleScene,
    by: Doer,
    id: string,
    reason: string,
  ): Promise<{ readonly ok: true; readonly factors: number; readonly sessions: number; readonly told: boolean } | Refusal>;
  /** A code for one sign-in, for somebody who has nothing else at hand. It is told only here. */
  issuePass(
    at: PeopleScene,
    by: Doer,
    id: string,
    reason: string,
  ): Promise<{ readonly ok: true; readonly code: string; readonly expiresAt: EpochMs } | Refusal>;
  endSessions(at: PeopleScene, by: Doer, id: string, reason: string): Promise<{ readonly ok: true; readonly sessions: number } | Refusal>;
  /** All that there is of the person, second factors and the link to their account included. */
  forget(at: PeopleScene, by: Doer, id: string): Promise<{ readonly ok: true } | Refusal>;
}

type CardOr = { readonly ok: true; readonly card: PersonCard } | Refusal;
