/**
 * Which Jira account a proven identity gets, the first time and later (DESIGN section 5, account binding; R1 of
 * reference/jsm.md). Pure: what has to be looked up or made is asked for by the step that is returned.
 */
import type { Connection } from '#contract/settings/connection';
import { type Refusal, refuse } from './app-error.ts';
import type { AccountId } from './brands.ts';
import { isUnproven } from './domain-proof.ts';
import { claimantOf, type EmailAddress, parseEmail } from './email-domains.ts';
import type { Identity } from './identity.ts';
import type { JiraUser } from './jira.ts';

export type EmailDecision = { readonly ok: true; readonly email: EmailAddress; readonly because: string } | Refusal;

/**
 * May the address be used to find or make an account? It must be there, be trusted and lie in a domain that the
 * connection may speak for. `connections` are all of the tenant's, those that are off included.
 */
export function decideEmail(connection: Connection, connections: readonly Connection[], given: Identity['email']): EmailDecision {
  if (given === null) return refuse('customer_email_missing', 'email.missing');
  const email = parseEmail(given.address);
  if (email === null) return refuse('customer_email_unusable', 'email.unusable');
  switch (connection.domains.mode) {
    case 'list': {
      if (!given.verified && !isAuthoritative(connection)) return refuse('customer_email_unverified', 'email.unverified');
      if (!connection.domains.list.includes(email.domain)) return refuse('customer_email_domain_refused', 'domain.not-listed');
      if (isUnproven(connection, email.domain)) return refuse('customer_email_domain_refused', 'domain.not-proven');
      return { ok: true, email, because: given.verified ? 'email.verified, domain.listed' : 'email.authoritative, domain.listed' };
    }
    case 'any-unclaimed': {
      // A provider for everybody is the authority for nobody's domain: only its verification counts.
      if (!given.verified) return refuse('customer_email_unverified', 'email.unverified');
      const claimant = claimantOf(email.domain, connections);
      if (claimant !== null) return refuse('customer_email_domain_refused', `domain.claimed-by:${claimant.id}`);
      return { ok: true, email, because: 'email.verified, domain.unclaimed' };
    }
    default:
      return connection.domains satisfies never;
  }
}

/** A connection without a provider has nobody to believe: only what was verified counts. */
function isAuthoritative(connection: Connection): boolean {
  return 'emailTrust' in connection && connection.emailTrust === 'authoritative';
}

export interface BindingFacts {
  readonly email: EmailAddress;
  /** What Jira shows for the address. */
  readonly candidates: readonly JiraUser[];
  /** Does the only candidate work in Jira itself? Null: not asked yet. */
  readonly staff: boolean | null;
  /** Jira said that an account with this address exists when one was to be made. */
  readonly conflict: boolean;
}

export type BindingStep =
  | { readonly ok: true; readonly kind: 'bind' | 'ask-staff'; readonly account: JiraUser; readonly because: string }
  | { readonly ok: true; readonly kind: 'create'; readonly because: string }
  | Refusal;

/**
 * The next step of a first sign-in. Only an exact, single, active account is taken; nobody's accounts are merged, and an
 * account that works in Jira is no way in for customers.
 */
export function decideBinding({ email, candidates, staff, conflict }: BindingFacts): BindingStep {
  const exact = candidates.filter((user) => user.email?.toLowerCase() === email.address.toLowerCase());
  const [account, ...others] = new Map(exact.map((user) => [user.accountId, user])).values();
  if (account === undefined)
    return conflict ? refuse('customer_unidentifiable', 'match.hidden') : { ok: true, kind: 'create', because: 'match.none' };
  if (others.length > 0) return refuse('customer_ambiguous', `match.several:${others.length + 1}`);
  const unfit = unfitness(account);
  if (unfit) return unfit;
  if (account.accountType === 'customer') return { ok: true, kind: 'bind', account, because: 'match.customer' };
  if (staff === null) return { ok: true, kind: 'ask-staff', account, because: 'match.atlassian-account' };
  return staff ? refuse('customer_is_staff', 'match.staff') : { ok: true, kind: 'bind', account, because: 'match.atlassian-account' };
}

export type UserDecision = { readonly ok: true; readonly account: JiraUser; readonly because: string } | Refusal;

/**
 * Which account of the Atlassian organization the address leads to. Portal-only accounts of the same address do not count,
 * and one that works in Jira is what is looked for here: the application decides what it may do there.
 */
export function decideUser({ email, candidates }: Pick<BindingFacts, 'email' | 'candidates'>): UserDecision {
  const exact = candidates.filter((user) => user.accountType === 'atlassian' && user.email?.toLowerCase() === email.address.toLowerCase());
  const [account, ...others] = new Map(exact.map((user) => [user.accountId, user])).values();
  if (account === undefined) return refuse('organization_user_missing', 'match.none');
  if (others.length > 0) return refuse('customer_ambiguous', `match.several:${others.length + 1}`);
  return unfitness(account) ?? { ok: true, account, because: 'match.organization-user' };
}

/**
 * Is the address the account's own in Jira? `account` is the account as Jira shows it; where it shows no address there,
 * `found` are those that it finds by the address. Null: `found` has to be looked up.
 */
export function decideAddress(
  email: EmailAddress,
  accountId: AccountId,
  account: JiraUser | null,
  found: readonly JiraUser[] | null,
): 'own' | 'differs' | null {
  const isTheirs = (user: JiraUser) => user.email?.toLowerCase() === email.address.toLowerCase();
  if (account === null) return 'differs';
  if (account.email !== null) return isTheirs(account) ? 'own' : 'differs';
  if (found === null) return null;
  const holders = new Set(found.filter(isTheirs).map((user) => user.accountId));
  return holders.size === 1 && holders.has(accountId) ? 'own' : 'differs';
}

export type BoundDecision = { readonly ok: true; readonly displayName: string; readonly because: string } | Refusal;

/** May a bound account still come in? `account` null: Jira no longer knows it. */
export function decideBound(account: JiraUser | null, staff: boolean): BoundDecision {
  if (account === null) return refuse('customer_gone', 'account.gone');
  const unfit = unfitness(account);
  if (unfit) return unfit;
  if (staff) return refuse('customer_is_staff', 'account.staff');
  return { ok: true, displayName: account.displayName, because: 'account.active' };
}

function unfitness(account: JiraUser): Refusal | null {
  if (!account.active) return refuse('customer_inactive', 'account.inactive');
  switch (account.accountType) {
    case 'customer':
    case 'atlassian':
      return null;
    case 'app':
    case 'unknown':
      return refuse('customer_unsuitable', `account.type:${account.accountType}`);
    default:
      return account.accountType satisfies never;
  }
}

/** The name under which a new customer appears in Jira: what the provider says, else the part of the address before the `@`. */
export function customerName(identity: Identity, email: EmailAddress): string {
  return nameOf(identity) || email.address.slice(0, email.address.indexOf('@'));
}

/** The person's name as the provider tells it, fit to be shown; empty where it tells none. */
export function nameOf(identity: Identity): string {
  const fullName = [identity.firstName, identity.lastName].filter((part) => part !== null).join(' ');
  return shown(identity.displayName ?? '') || shown(fullName);
}

/** One line, without control characters and without those that turn the direction of what follows. */
function shown(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+/gu, ' ').trim();
  return Array.from(plain).slice(0, 200).join('');
}
