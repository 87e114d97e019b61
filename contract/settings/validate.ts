import type { Problem } from '#contract/settings/problems';
import { connectionProblems } from '#contract/settings/rules/connections';
import { partyProblems } from '#contract/settings/rules/parties';
import { policyProblems } from '#contract/settings/rules/policy';
import { secondFactorProblems } from '#contract/settings/rules/second-factor';
import { problemsOf } from '#contract/settings/shape';
import { Settings } from '#contract/settings/snapshot';

/**
 * Every mistake of a whole settings document: shape first, then the rules that no schema can say. Both halves run it
 * before anything is stored, so a document that passed here is never refused later for its form. It reads regular
 * expressions with re2js, which is too much for a page: pages check shapes (`problemsOf`) and leave the rest to the save.
 */
export function settingsProblems(value: unknown): Problem[] {
  const shape = problemsOf(Settings, value);
  if (shape.length > 0) return shape;
  const settings = value as Settings;
  return [
    ...connectionProblems(settings),
    ...partyProblems(settings),
    ...policyProblems(settings),
    ...secondFactorProblems(settings),
    ...portalProblems(settings),
  ];
}

function* portalProblems({ portal, connections }: Settings): Generator<Problem> {
  const { primaryConnection } = portal;
  if (primaryConnection !== null && !connections.some(({ id }) => id === primaryConnection))
    yield { path: '/portal/primaryConnection', message: `there is no connection "${primaryConnection}"` };
}
