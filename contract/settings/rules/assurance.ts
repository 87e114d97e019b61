import type { AssuranceTable } from '#contract/settings/connections/assurance';
import type { Problem } from '#contract/settings/problems';

/** The rules of a table of what a provider's word counts as: each value once, and a place where it can stand. */
export function* assuranceProblems({ contexts, methods, methodsAttribute, ask }: AssuranceTable, at: string): Generator<Problem> {
  if (contexts.length === 0 && methods.length === 0)
    yield { path: `${at}/contexts`, message: 'nothing counts yet: name the values that do, or leave "assurance" out' };
  if (methodsAttribute === null && methods.length > 0)
    yield { path: `${at}/methodsAttribute`, message: 'name the attribute that these values stand in, or leave "methods" empty' };
  if (methodsAttribute && methods.length === 0)
    yield { path: `${at}/methods`, message: `name the values of "${methodsAttribute}" that count, or say null for the attribute` };
  for (const [list, rows] of Object.entries({ contexts, methods, ask }))
    for (const [index, { value }] of rows.entries())
      if (rows.findIndex((row) => row.value === value) < index)
        yield { path: `${at}/${list}/${index}/value`, message: `"${value}" stands twice; remove one of them` };
}
