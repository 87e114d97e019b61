import { RE2JS } from 're2js';

/**
 * Why a regular expression cannot be used, or null where it can. RE2 has no look-around and no back-references, and
 * needs time that grows with the text only (https://github.com/google/re2/wiki/Syntax).
 */
export function patternProblem(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'is no regular expression';
  }
}

/** What a pattern makes of a value: null where the whole value does not match, else its first group, or all of it. */
export type ApplyPattern = (value: string) => string | null;

/** Compiles a pattern once; throws for one that `patternProblem` objects to. */
export function compilePattern(pattern: string): ApplyPattern {
  const compiled = RE2JS.compile(pattern);
  return (value) => {
    const matcher = compiled.matcher(value);
    if (!matcher.matches()) return null;
    return matcher.groupCount() > 0 ? (matcher.group(1) ?? null) : value;
  };
}
