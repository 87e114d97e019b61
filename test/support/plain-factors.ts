import type { Factor, FactorKind, Factors } from '../../broker/domain/ports/factor.ts';

const notOwn: readonly FactorKind[] = ['email-code', 'recovery-code', 'temporary-pass'];
const nobodySetsUp: readonly FactorKind[] = notOwn;

/** Methods that are there as far as somebody looks at them from outside: switched on or not, set up by hand or not. */
export function plainFactors(kinds: readonly FactorKind[]): Factors {
  const factor = (kind: FactorKind) =>
    ({
      kind,
      isGuessable: true,
      isOwn: !notOwn.includes(kind),
      isOffered: ({ methods }) => methods[kind].enabled,
      isAtHand: () => false,
      use: undefined as never,
      ...(nobodySetsUp.includes(kind) ? {} : { enrol: {} as never }),
    }) satisfies Factor;
  const byKind = new Map(kinds.map((kind) => [kind, factor(kind)]));
  return { byKind } satisfies Pick<Factors, 'byKind'> as unknown as Factors;
}
