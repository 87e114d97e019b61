import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../../domain/app-error.ts';

/**
 * Knows which code runs inside a transaction. On a database with one connection, a store from outside the transaction
 * would wait for the transaction that waits for it; this turns that silence into an error at the line that is wrong.
 */
export interface TransactionScope {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Throws `internal` when called by code inside an open transaction. */
  assertOutside(): void;
}

export function createTransactionScope(): TransactionScope {
  const scopes = new AsyncLocalStorage<{ open: boolean }>();
  return {
    async run(work) {
      const scope = { open: true };
      try {
        return await scopes.run(scope, work);
      } finally {
        // What was started inside and goes on afterwards is outside again.
        scope.open = false;
      }
    },
    assertOutside() {
      if (scopes.getStore()?.open) throw new AppError('internal', { details: { because: 'sql.store-from-outside-the-transaction' } });
    },
  };
}
