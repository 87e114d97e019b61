import type { PersonRule } from '#contract/rpc/people';
import type { EpochMs, PersonKey, SubjectKey, TenantId } from '../../brands.ts';
import type { PersonRow } from '../../person.ts';
import type { FactorKind } from '../factor.ts';

/** A person whom an administrator named by their e-mail address. */
export interface StoredPerson extends PersonRow {
  readonly tenant: TenantId;
  /** Address, reason and who said so, sealed under the tenant's key (`broker/people/sealed-person.ts`). */
  readonly sealed: Uint8Array;
  readonly addedAt: EpochMs;
}

/** Where a page of the list begins: behind this one. */
export interface PersonPlace {
  readonly addedAt: EpochMs;
  readonly key: PersonKey;
}

export interface PersonStore {
  /**
   * What a login asks, in one statement, each part by an index: the rows of this person, that of the address where there is one,
   * and those of the addresses by which their account was bound. `asUser`: the pseudonym of the same person as a user of the
   * organization, under which it may have been.
   */
  matching(tenant: TenantId, subject: SubjectKey, key: PersonKey | null, asUser?: SubjectKey): Promise<readonly PersonRow[]>;
  /** Says who the address is. True for the first caller only. */
  link(tenant: TenantId, key: PersonKey, subject: SubjectKey): Promise<boolean>;

  find(tenant: TenantId, key: PersonKey): Promise<StoredPerson | null>;
  /** Those of these that are there. */
  findAll(tenant: TenantId, keys: readonly PersonKey[]): Promise<readonly StoredPerson[]>;
  /** The rows of a person. */
  ofSubject(tenant: TenantId, subject: SubjectKey): Promise<readonly StoredPerson[]>;
  /** Adds them, or changes what is said of them; who they are and when they were added stays. All or none. */
  put(rows: readonly Omit<StoredPerson, 'subject'>[]): Promise<void>;
  /** Puts what is sealed anew and leaves the rest as it is by now; false when it is gone. */
  reseal(row: Pick<StoredPerson, 'tenant' | 'key' | 'sealed'>): Promise<boolean>;
  /** False when it was gone. */
  remove(tenant: TenantId, key: PersonKey): Promise<boolean>;

  /** The latest first; `rule` null for all. */
  page(tenant: TenantId, rule: PersonRule | null, after: PersonPlace | null, limit: number): Promise<readonly StoredPerson[]>;
  /** People with a second factor, by their pseudonyms in order. */
  enrolled(tenant: TenantId, after: SubjectKey | null, limit: number): Promise<readonly SubjectKey[]>;
  /** Those of these whom an administrator named. */
  named(tenant: TenantId, subjects: readonly SubjectKey[]): Promise<ReadonlySet<SubjectKey>>;
  /** Which kinds of second factors these people have. */
  kinds(tenant: TenantId, subjects: readonly SubjectKey[]): Promise<ReadonlyMap<SubjectKey, readonly FactorKind[]>>;
  /** How many there are of each, counted as far as `most`. */
  count(tenant: TenantId, most: number): Promise<PersonCounts>;
}

export interface PersonCounts {
  readonly named: number;
  readonly required: number;
  readonly exempt: number;
  readonly enrolled: number;
}
