import type { StoredTransaction } from '../../../broker/domain/ports/stores/login-store.ts';
import { brand } from './brand.ts';

export function aStoredTransaction(more: Partial<StoredTransaction> = {}): StoredTransaction {
  return {
    tenant: brand('t1'),
    id: brand('login-1'),
    version: 1,
    state: 'departed',
    connection: 'okta',
    party: 'portal',
    keyHash: 'key-hash',
    sealed: new Uint8Array([1, 2, 3]),
    expiresAt: 10_000,
    ...more,
  };
}
