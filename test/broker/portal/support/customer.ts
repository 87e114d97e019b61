import { emptySettings } from '#contract/settings/snapshot';
import type { AccountId, TenantId } from '../../../../broker/domain/brands.ts';
import type { Snapshot } from '../../../../broker/domain/snapshot.ts';
import type { ActingCustomer } from '../../../../broker/portal/guard/customer.ts';

export function aSnapshot(more: Partial<Snapshot> = {}): Snapshot {
  return { tenant: 'acme' as TenantId, epoch: 1, revision: 1, settings: emptySettings, secrets: new Map(), ...more };
}

export function acting(accountId: AccountId, more: Partial<ActingCustomer> = {}): ActingCustomer {
  return { snapshot: aSnapshot(), accountId, displayName: 'Ada Adams', ...more };
}
