import type { Refusal } from '../app-error.ts';
import type { AccountId } from '../brands.ts';
import type { Identity } from '../identity.ts';
import type { Snapshot } from '../snapshot.ts';

/** What a sign-in would do about the account. */
export type Foreseen =
  /** Somebody known: bound already. */
  | { readonly outcome: 'bound'; readonly accountId: AccountId; readonly displayName: string; readonly because: string }
  /** An account is there and would be bound. */
  | { readonly outcome: 'would-bind'; readonly accountId: AccountId; readonly displayName: string; readonly because: string }
  | { readonly outcome: 'would-create'; readonly displayName: string; readonly because: string }
  | ({ readonly outcome: 'refused' } & Refusal)
  /** Jira could not be asked. */
  | { readonly outcome: 'unknown'; readonly because: string };

/**
 * Tells what `Admission.admit` would do, by the same rules, and only reads. For a draft, or a connection that is off, the
 * snapshot has it as if it were saved and on.
 */
export interface Foresight {
  foresee(input: { snapshot: Snapshot; identity: Identity }): Promise<Foreseen>;
  /** Why there is no need to go on: nobody known, and nobody for whom the connection may speak. Asks no Jira; null: go on. */
  hopeless(input: { snapshot: Snapshot; identity: Identity }): Promise<Refusal | null>;
  /** Names of the organizations that the account is in today; null where Jira does not say. */
  organizationsOf(snapshot: Snapshot, accountId: AccountId): Promise<readonly string[] | null>;
}
