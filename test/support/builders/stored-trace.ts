import type { StoredTrace } from '../../../broker/domain/ports/stores/trace-store.ts';
import { brand } from './brand.ts';

/** A trace of a refusal, with whatever a test wants different. */
export function aStoredTrace(more: Partial<StoredTrace> = {}): StoredTrace {
  return {
    tenant: brand('t1'),
    supportCode: '0123456789AB',
    at: 5,
    outcome: 'refused',
    code: 'login_expired',
    because: 'transaction.expired',
    step: 'callback',
    connection: null,
    party: null,
    tookMs: null,
    steps: [],
    kept: null,
    ...more,
  };
}
