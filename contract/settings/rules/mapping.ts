import type { Mapping } from '#contract/settings/connections/mapping';
import { patternProblem } from '#contract/settings/patterns';
import type { Problem } from '#contract/settings/problems';

/** Names that every connection has; a name of "more" would hide one of them. */
const standardNames = new Set(['email', 'groups', 'firstName', 'lastName', 'displayName']);

/** The rules of a mapping: names once each, expressions that can be used, on something that is there. */
export function* mappingProblems({ more, patterns, groups }: Mapping, at: string): Generator<Problem> {
  const names = new Set<string>();
  for (const [index, { name }] of more.entries()) {
    if (standardNames.has(name)) yield { path: `${at}/more/${index}/name`, message: `"${name}" has a field of its own` };
    if (names.has(name)) yield { path: `${at}/more/${index}/name`, message: `"${name}" stands twice` };
    names.add(name);
  }
  for (const [index, { of, pattern }] of patterns.entries()) {
    if (!names.has(of) && of !== 'email' && (of !== 'groups' || groups === null))
      yield { path: `${at}/patterns/${index}/of`, message: `there is no "${of}" in this mapping` };
    const message = patternProblem(pattern);
    if (message !== null)
      yield { path: `${at}/patterns/${index}/pattern`, message: `is no regular expression that can be used (${message})` };
  }
}
