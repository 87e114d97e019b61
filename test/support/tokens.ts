import type { Clock } from '../../broker/domain/ports/clock.ts';
import type { Random } from '../../broker/domain/ports/random.ts';
import type { TokenPool } from '../../broker/domain/ports/token-pool.ts';
import { createTokenPool } from '../../broker/factors/oath-token/pool.ts';
import { createTokenSeal } from '../../broker/factors/oath-token/sealed-token.ts';
import { createOwnFactors } from '../../broker/factors/own-factors.ts';
import { createFactorSeal } from '../../broker/factors/sealed-factor.ts';
import { readKeyContainer } from '../../broker/saml/pskc/read.ts';
import type { TestStorage } from './storage.ts';

/** The pool of tokens of a storage. */
export function tokensOver({ storage, clock }: { storage: TestStorage; clock: Clock }, random: Random): TokenPool {
  const own = createOwnFactors({ storage, seal: createFactorSeal(storage.vault), byKind: new Map() });
  return createTokenPool({ storage, seal: createTokenSeal(storage.vault), own, readKeyContainer, clock, random });
}
