import type { Mapping } from '#contract/settings/connections/mapping';
import type { ApplyPattern } from '#contract/settings/patterns';

/** Makes a pattern ready to be used. Compiling costs a thousand times more than matching, so who maps often keeps them. */
export type Compile = (pattern: string) => ApplyPattern;

/** Values of one name as its patterns leave them; null: more than one sign-in may put to patterns. */
export type Patterned = (name: string, values: readonly string[]) => string[] | null;

/** A longer value counts as one that does not match. */
const longestMatched = 255;
/** Characters that patterns get of one sign-in, each pattern for itself: some hundred names of groups, and well below 0.1 s. */
const mostMatched = 32 * 1024;

/**
 * The patterns of a mapping, for one sign-in. Their time grows with the text that they get, whatever they look for, and it
 * is time of everybody: what a provider may have them read is little.
 */
export function patternsOf({ patterns }: Mapping, compile: Compile): Patterned {
  let left = mostMatched;

  /** Every pattern in turn; null where one of them does not match, and where nothing is left to match with. */
  function through(applied: readonly ApplyPattern[], value: string): string | null {
    let current: string | null = value;
    for (const apply of applied) {
      if (current === null || current.length > longestMatched) return null;
      left -= current.length;
      if (left < 0) return null;
      current = apply(current);
    }
    return current;
  }

  return (name, values) => {
    const applied = patterns.filter(({ of }) => of === name).map(({ pattern }) => compile(pattern));
    if (applied.length === 0) return [...values];
    const matched: string[] = [];
    for (const value of values) {
      const made = through(applied, value);
      if (left < 0) return null;
      if (made !== null) matched.push(made);
    }
    return matched;
  };
}
