import type { StoredFactor } from '../../../broker/domain/ports/stores/factor-store.ts';
import { brand } from './brand.ts';

export function aStoredFactor(more: Partial<StoredFactor> = {}): StoredFactor {
  return {
    tenant: brand('t1'),
    id: brand('factor-1'),
    subject: brand('subject-1'),
    kind: 'totp',
    state: 'pending',
    sealed: new Uint8Array([1, 2, 3]),
    lastStep: 0,
    createdAt: 1_000,
    lastUsedAt: null,
    expiresAt: null,
    ...more,
  };
}
