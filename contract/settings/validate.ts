import type { TSchema } from 'typebox';
import { Settings as Limits } from 'typebox/system';
import { Value } from 'typebox/value';
import { compareCodeUnits } from '#contract/settings/order';
import type { Problem } from '#contract/settings/problems';
import { Settings } from '#contract/settings/snapshot';

/** TypeBox stops at 8 mistakes unless told; nobody reads more than these. */
const maxMistakes = 1_000;

/** Every mistake of `value` against `schema`, each with its path; an empty list means that it fits. */
export function problemsOf(schema: TSchema, value: unknown): Problem[] {
  const found = new Map<string, string>();
  for (const error of mistakesOf(schema, value)) {
    if (error.keyword === 'boolean') continue; // the same mistake is told again by its parent as additionalProperties
    if (!found.has(error.instancePath)) found.set(error.instancePath, error.message);
  }
  return [...found].map(([path, message]) => ({ path, message })).sort((a, b) => compareCodeUnits(a.path, b.path));
}

/** The limit is a setting of the whole process, so it is put back: elsewhere 8 are enough for a stranger's input. */
function mistakesOf(schema: TSchema, value: unknown): ReturnType<typeof Value.Errors> {
  const { maxErrors } = Limits.Get();
  Limits.Set({ maxErrors: maxMistakes });
  try {
    return Value.Errors(schema, value);
  } finally {
    Limits.Set({ maxErrors });
  }
}

/**
 * Every mistake of a whole settings document: shape first, then the rules that no schema can say. Both halves run it
 * before anything is stored, so a document that passed here is never refused later for its form.
 */
export function settingsProblems(value: unknown): Problem[] {
  const shape = problemsOf(Settings, value);
  if (shape.length > 0) return shape;
  return [...connectionProblems(value as Settings)];
}

function* connectionProblems(settings: Settings): Generator<Problem> {
  const ids = new Set<string>();
  const claimedBy = new Map<string, string>();
  for (const [index, connection] of settings.connections.entries()) {
    const at = `/connections/${index}`;
    if (ids.has(connection.id)) yield { path: `${at}/id`, message: `another connection is called "${connection.id}" already` };
    ids.add(connection.id);
    if (!connection.scopes.includes('openid')) yield { path: `${at}/scopes`, message: 'must hold "openid"' };
    if (connection.emailTrust === 'authoritative' && connection.domains.mode !== 'list')
      yield { path: `${at}/emailTrust`, message: '"authoritative" needs a list of domains that the provider is the authority for' };
    if (connection.domains.mode !== 'list') continue;
    for (const [position, domain] of connection.domains.list.entries()) {
      const other = claimedBy.get(domain);
      if (other !== undefined)
        yield { path: `${at}/domains/list/${position}`, message: `"${domain}" is claimed by the connection "${other}" already` };
      else claimedBy.set(domain, connection.id);
    }
  }
}
