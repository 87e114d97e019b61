import type { Refusal } from '../app-error.ts';
import type { AccountId } from '../brands.ts';
import type { Identity } from '../identity.ts';
import type { Snapshot } from '../snapshot.ts';

/** Is the address that the provider says the account's own in Jira? `unchecked`: nobody asked, or Jira could not be asked. */
export type AddressStanding = 'own' | 'differs' | 'unchecked';

export interface Admitted {
  readonly ok: true;
  readonly accountId: AccountId;
  readonly displayName: string;
  /** Who was admitted as one account must not be told as another: only `own` may be told beside this account. */
  readonly address: AddressStanding;
  readonly because: string;
}

/** Customers of the service desks, or users of the Atlassian organization. */
export type Whom = 'customers' | 'users';

/**
 * Customers: binds a proven identity to a Jira customer account, creating one where allowed (DESIGN section 5, account
 * binding). Users: their account must be there, is looked up each time and is bound to whoever came for it first; nothing
 * is made, and the account id is for the application alone.
 */
export interface Admission {
  /** `whom`: customers unless told. `tellsAddress`: is the address told to the application? Costs a call to Jira, and is false unless told. */
  admit(input: { snapshot: Snapshot; identity: Identity; whom?: Whom; tellsAddress?: boolean }): Promise<Admitted | Refusal>;
}
