import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, Factors } from '../domain/ports/factor.ts';
import type { Random } from '../domain/ports/random.ts';
import type { FactorStore } from '../domain/ports/stores/factor-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { createTotp } from './totp.ts';

/** Joins every kind of second factor, best first. A new one is a file and a line here. */
export function createFactors(deps: { factors: FactorStore; vault: Vault; clock: Clock; random: Random }): Factors {
  const recoveryCodes = createRecoveryCodes(deps);
  const all: readonly Factor[] = [createTotp(deps), recoveryCodes];
  return { byKind: new Map(all.map((factor) => [factor.kind, factor])), recoveryCodes };
}
