import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { OnceStore } from '../../domain/ports/stores/once-store.ts';
import type { ActingCustomer } from '../guard/customer.ts';

/** Longer than any session lives: an older key is a form that was kept open too long. */
const keyLifetimeMs = 12 * 60 * 60_000;
const keyShape = /^([0-9a-z]{8,9})-[A-Za-z0-9_-]{16}$/;

/**
 * The name of one filled-in form, so that sending it twice (double click, reload, back) acts once. It says when it was
 * made, which tells how far back to look for what it did.
 */
export interface FormKeys {
  make(): string;
  /** When it was made; null when it is no key, or too old to be told from one that was used. */
  madeAt(key: string): EpochMs | null;
  /** True for the first caller only. */
  use(customer: ActingCustomer, key: string): Promise<boolean>;
}

export function createFormKeys(deps: { once: OnceStore; clock: Clock; random: Random }): FormKeys {
  return {
    make: () => `${deps.clock.now().toString(36).padStart(8, '0')}-${deps.random.token(12)}`,
    madeAt(key) {
      const digits = keyShape.exec(key)?.[1];
      if (digits === undefined) return null;
      const at = Number.parseInt(digits, 36);
      return at > deps.clock.now() || deps.clock.now() - at > keyLifetimeMs ? null : at;
    },
    use: (customer, key) =>
      deps.once.consume(customer.snapshot.tenant, 'portal-form', `${customer.accountId} ${key}`, deps.clock.now() + 2 * keyLifetimeMs),
  };
}
