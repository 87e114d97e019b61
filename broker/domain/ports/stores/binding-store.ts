import type { AccountId, EpochMs, PersonKey, SubjectKey, TenantId } from '../../brands.ts';

/**
 * (tenant, connection, pseudonym of the subject) -> Jira account. Made once, never moved by a later e-mail change. A person
 * has one pseudonym as a customer and another as a user of the organization; an account has one holder among all of them.
 */
export interface StoredBinding {
  readonly tenant: TenantId;
  readonly connection: string;
  readonly subject: SubjectKey;
  readonly accountId: AccountId;
  readonly boundAt: EpochMs;
}

type BindOutcome =
  /** This call made the binding. */
  | { readonly kind: 'bound'; readonly binding: StoredBinding }
  /** The subject had one already (perhaps by a race just lost); it stands. */
  | { readonly kind: 'existing'; readonly binding: StoredBinding }
  /** Another subject or connection holds this account. */
  | { readonly kind: 'account-taken' };

export interface BindingStore {
  find(tenant: TenantId, connection: string, subject: SubjectKey): Promise<StoredBinding | null>;
  /** Does any subject hold this account? */
  isBound(tenant: TenantId, accountId: AccountId): Promise<boolean>;
  /** Who holds this account; null where nobody does. */
  ofAccount(tenant: TenantId, accountId: AccountId): Promise<StoredBinding | null>;
  /** The bindings of these people, as far as they have one. */
  ofSubjects(tenant: TenantId, subjects: readonly SubjectKey[]): Promise<readonly StoredBinding[]>;
  /** Those that were made by these addresses, or of which Jira said so since. */
  ofAddresses(tenant: TenantId, addresses: readonly PersonKey[]): Promise<readonly (StoredBinding & { readonly address: PersonKey })[]>;
  /**
   * One winner among racing calls: unique on (tenant, connection, subject) and on (tenant, account). `address`: the one that led to
   * the account.
   */
  bind(row: StoredBinding, address?: PersonKey | null): Promise<BindOutcome>;
  /** Jira says that the account has this address. */
  noteAddress(tenant: TenantId, accountId: AccountId, address: PersonKey): Promise<void>;
  /** Gives a person's binding to another pseudonym of the same person, in one statement; false when it is not held under that one. */
  passOn(row: StoredBinding, heldBy: SubjectKey, address?: PersonKey | null): Promise<boolean>;
  /** Removes the binding, for relinking by an admin. */
  unbind(tenant: TenantId, connection: string, subject: SubjectKey): Promise<boolean>;
}
