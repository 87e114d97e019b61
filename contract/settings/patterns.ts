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
