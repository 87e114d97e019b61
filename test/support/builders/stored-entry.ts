import type { StoredEntry } from '../../../broker/domain/ports/stores/entry-store.ts';
import type { StoredLogout } from '../../../broker/domain/ports/stores/logout-store.ts';
import { brand } from './brand.ts';

export function aStoredEntry(more: Partial<StoredEntry> = {}): StoredEntry {
  return {
    tenant: brand('t1'),
    brokerSession: brand('session-1'),
    application: 'wiki',
    sessionIndex: `index at ${more.application ?? 'wiki'} of ${more.brokerSession ?? 'session-1'}`,
    nameKey: 'ada',
    sealed: new Uint8Array([7]),
    ...more,
  };
}

export function aStoredLogout(more: Partial<StoredLogout> = {}): StoredLogout {
  return { tenant: brand('t1'), handle: 'handle-1', keyHash: 'hash', sealed: new Uint8Array([8]), expiresAt: 10_000, ...more };
}
