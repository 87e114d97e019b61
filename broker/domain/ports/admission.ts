import type { Refusal } from '../app-error.ts';
import type { AccountId } from '../brands.ts';
import type { Identity } from '../identity.ts';
import type { Snapshot } from '../snapshot.ts';

export interface Admitted {
  readonly ok: true;
  readonly accountId: AccountId;
  readonly displayName: string;
  readonly because: string;
}

/** Customers of the service desks, or users of the Atlassian organization. */
export type Whom = 'customers' | 'users';

/**
 * Customers: binds a proven identity to a Jira customer account, creating one where allowed (DESIGN section 5, account
 * binding). Users: their account must be there; nothing is bound or made, and the account id is for the application alone.
 */
export interface Admission {
  /** `whom`: customers unless told. */
  admit(input: { snapshot: Snapshot; identity: Identity; whom?: Whom }): Promise<Admitted | Refusal>;
}
