import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { settingsProblems } from '#contract/settings/validate';
import { fault } from '../fault';

/** Takes what a page sent, or throws `settings_invalid` with every mistake and its path. */
export function parsePayload<Schema extends TSchema>(schema: Schema, payload: unknown): Static<Schema> {
  if (Value.Check(schema, payload)) return payload;
  throw fault('settings_invalid', problemsOf(schema, payload));
}

/** The id in a draft that nobody has checked yet: it decides which stored one is meant. */
export function idOf(draft: unknown): unknown {
  return typeof draft === 'object' && draft !== null && 'id' in draft ? draft.id : undefined;
}

/** Checks a whole document before it is stored; `toPagePath` names each place as the page's form does. */
export function refuseProblems(document: unknown, toPagePath: (path: string) => string = (path) => path): void {
  const problems: Problem[] = settingsProblems(document).map(({ path, message }) => ({ path: toPagePath(path), message }));
  if (problems.length > 0) throw fault('settings_invalid', problems);
}
