import type { MethodKind } from '#contract/settings/methods';
import { strengths as factorStrengths } from '#contract/settings/policy/strength';
import type { EpochMs } from './brands.ts';

/** How much a second factor proves, weakest first. `none`: the provider's word alone. */
export const strengths = ['none', ...factorStrengths] as const;
export type Strength = (typeof strengths)[number];

/** What a person has proven to the broker in this session. */
export interface Assurance {
  readonly strength: Strength;
  /** Methods that were shown. */
  readonly methods: readonly MethodKind[];
  /** When the last of them was shown; of a sign-in without any, when that was. */
  readonly at: EpochMs;
}

/** Is `reached` at least `asked`? */
export function atLeast(reached: Strength, asked: Strength): boolean {
  return strengths.indexOf(reached) >= strengths.indexOf(asked);
}

/** The stronger of two. */
export function strongerOf(a: Strength, b: Strength): Strength {
  return atLeast(a, b) ? a : b;
}

/** One that was written down; null for anything else. */
export function readStrength(text: string | undefined): Strength | null {
  return strengths.find((strength) => strength === text) ?? null;
}
