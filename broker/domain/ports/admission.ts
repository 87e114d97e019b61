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

/** Binds a proven identity to a Jira customer account, creating one where allowed (DESIGN section 5, account binding). */
export interface Admission {
  admit(input: { snapshot: Snapshot; identity: Identity }): Promise<Admitted | Refusal>;
}
