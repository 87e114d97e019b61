import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorKind, Factors } from '../domain/ports/factor.ts';
import type { Marks } from '../domain/ports/marks.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SenderParts } from '../domain/ports/sender-parts.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { createOwnFactors } from './own-factors.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { createFactorSeal } from './sealed-factor.ts';
import { createTotp } from './totp.ts';

export interface FactorDeps {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly marks: Marks;
  readonly senders: SenderParts;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly random: Random;
}

/** Joins every kind of second factor, best first. A new one is a file and a line here. */
export function createFactors({ storage, vault, clock, random }: FactorDeps): Factors {
  const { factors } = storage;
  const seal = createFactorSeal(vault);
  const recoveryCodes = createRecoveryCodes({ factors, vault, clock, random });
  const all: readonly Factor[] = [createTotp({ factors, seal, clock, random }), recoveryCodes];
  const byKind: ReadonlyMap<FactorKind, Factor> = new Map(all.map((factor) => [factor.kind, factor]));
  return { byKind, recoveryCodes, own: createOwnFactors({ storage, seal, byKind }) };
}
