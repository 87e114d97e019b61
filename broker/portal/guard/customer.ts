import type { AccountId } from '../../domain/brands.ts';
import type { Snapshot } from '../../domain/snapshot.ts';

/**
 * In whose name the portal asks. All of it comes from the verified session and the tenant's own settings, never from
 * the browser. Every call of the guard takes it first.
 */
export interface ActingCustomer {
  /** Names the tenant, its Jira credential and the revision that caches belong to. */
  readonly snapshot: Snapshot;
  readonly accountId: AccountId;
  readonly displayName: string;
}

/** Prefix of everything remembered for a tenant; a saved setting starts afresh. */
export function tenantKey(customer: ActingCustomer): string {
  const { tenant, epoch, revision } = customer.snapshot;
  return `${tenant}/${epoch}/${revision ?? '-'}`;
}

/** The same for one customer of it (R13: keys include the account). */
export function customerKey(customer: ActingCustomer): string {
  return `${tenantKey(customer)}/${customer.accountId}`;
}
