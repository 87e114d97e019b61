import type { Compile } from '#contract/mapping/patterned';
import { type ApplyPattern, compilePattern } from '#contract/settings/patterns';
import { createBoundedMap } from './bounded-map.ts';

/** Patterns are few and change with the settings only. */
const compiled = createBoundedMap<ApplyPattern>(2_000);

/** Compiles a pattern the first time it is asked for. */
export const compileOnce: Compile = (pattern) => {
  const known = compiled.get(pattern) ?? compilePattern(pattern);
  compiled.set(pattern, known);
  return known;
};
