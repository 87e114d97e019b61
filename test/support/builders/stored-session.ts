import type { StoredBrokerSession, StoredPortalSession } from '../../../broker/domain/ports/stores/session-store.ts';
import { brand } from './brand.ts';

export function aStoredBrokerSession(more: Partial<StoredBrokerSession> = {}): StoredBrokerSession {
  return {
    tenant: brand('t1'),
    id: brand('session-1'),
    tokenHash: `token of ${more.id ?? 'session-1'}`,
    connection: 'okta',
    subject: brand('subject-1'),
    accountId: brand('qm:account-1'),
    strength: 'none',
    methods: '',
    strengthAt: 1_000,
    upstreamSidKey: null,
    upstreamNameKey: null,
    sealed: new Uint8Array([1, 2, 3]),
    visit: null,
    createdAt: 1_000,
    lastSeenAt: 1_000,
    expiresAt: 100_000,
    ...more,
  };
}

export function aStoredPortalSession(more: Partial<StoredPortalSession> = {}): StoredPortalSession {
  return {
    tenant: brand('t1'),
    tokenHash: 'portal token',
    brokerSession: brand('session-1'),
    accountId: brand('qm:account-1'),
    sealed: new Uint8Array([4, 5, 6]),
    createdAt: 1_000,
    expiresAt: 100_000,
    ...more,
  };
}
