import { policyPresets } from '#contract/presets/policies';
import type { Methods } from '#contract/settings/methods';
import type { PolicySettings } from '#contract/settings/policy';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import { methodsProving } from '#contract/settings/policy/method-strength';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import type { Strength } from '#contract/settings/policy/strength';
import type { Problem } from '#contract/settings/problems';
import type { Settings } from '#contract/settings/snapshot';

/** The rules of policies that no schema can say: that what they name is there, and that what they ask for can be met. */
export function* policyProblems(settings: Settings): Generator<Problem> {
  yield* problemsOf(settings.policy, '/policy', settings);
  if (settings.portal.policy) yield* problemsOf(settings.portal.policy, '/portal/policy', settings);
  for (const [index, { policy }] of settings.parties.entries())
    if (policy !== null) yield* problemsOf(policy, `/parties/${index}/policy`, settings);
}

function* problemsOf(policy: PolicySettings, at: string, settings: Settings): Generator<Problem> {
  if (policy.preset === 'own') {
    yield* rulesProblems(policy.rules, `${at}/rules`, settings);
    return;
  }
  const [problem] = outcomesOf(policyPresets[policy.preset]).flatMap((outcome) => [
    ...outcomeProblems(outcome, '', settings.secondFactor.methods),
  ]);
  if (problem) yield { path: `${at}/preset`, message: problem.message };
}

function outcomesOf({ list, otherwise, raise }: PolicyRules): PolicyOutcome[] {
  return [...list.map(({ outcome }) => outcome), otherwise, ...raise.map(({ outcome }) => outcome)];
}

function* rulesProblems({ deny, list, otherwise, raise }: PolicyRules, at: string, settings: Settings): Generator<Problem> {
  const { methods } = settings.secondFactor;
  for (const [index, { when }] of deny.entries()) {
    yield* conditionProblems(when, `${at}/deny/${index}/when`, settings);
    if (Object.keys(when).length === 0)
      yield { path: `${at}/deny/${index}/when`, message: 'turns everybody away, always: say for whom or when the rule is, or remove it' };
  }
  for (const [kind, rules] of Object.entries({ list, raise }))
    for (const [index, { when, outcome }] of rules.entries()) {
      yield* conditionProblems(when, `${at}/${kind}/${index}/when`, settings);
      yield* outcomeProblems(outcome, `${at}/${kind}/${index}/outcome`, methods);
    }
  yield* outcomeProblems(otherwise, `${at}/otherwise`, methods);
}

function* conditionProblems(when: PolicyCondition, at: string, { connections, parties, secondFactor }: Settings): Generator<Problem> {
  const networks = secondFactor.networks.map(({ id }) => id);
  const known = {
    connections: { ids: connections.map(({ id }) => id), what: 'connection' },
    applications: { ids: ['portal', ...parties.map(({ id }) => id)], what: 'application' },
    networks: { ids: networks, what: 'network' },
    outsideNetworks: { ids: networks, what: 'network' },
  } as const;
  for (const [member, { ids, what }] of Object.entries(known) as [keyof typeof known, (typeof known)[keyof typeof known]][])
    for (const [position, id] of (when[member] ?? []).entries())
      if (!ids.includes(id))
        yield {
          path: `${at}/${member}/${position}`,
          message: `there is no ${what} "${id}" in the settings; save one that is new first, take another, or remove it from the rule`,
        };
  if (when.times && !isZone(when.times.zone))
    yield {
      path: `${at}/times/zone`,
      message: `"${when.times.zone}" is no time zone that is known here; write it as region and city: Europe/Oslo`,
    };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What is asked for must be there for people: nobody could sign in otherwise, and each would read that something is missing. */
function* outcomeProblems(outcome: PolicyOutcome, at: string, methods: Methods): Generator<Problem> {
  switch (outcome.ask) {
    case 'nothing':
      return;
    case 'methods':
      for (const [position, method] of outcome.methods.entries())
        if (!methods[method].enabled)
          yield { path: `${at}/methods/${position}`, message: `"${method}" is switched off; switch it on, or take it out of the rule` };
      return;
    case 'factor':
      if (outcome.rememberedBrowser && outcome.strength !== 'any')
        yield {
          path: `${at}/rememberedBrowser`,
          message: `a remembered browser never counts for "${outcome.strength}"; say false here, or ask for "any"`,
        };
      yield* strengthProblems(outcome.strength, `${at}/strength`, methods);
      return;
    case 'provider':
      yield* strengthProblems(outcome.strength, `${at}/strength`, methods);
      return;
    default:
      outcome satisfies never;
  }
}

function* strengthProblems(strength: Strength, path: string, methods: Methods): Generator<Problem> {
  const enough = methodsProving(strength);
  if (enough.some((kind) => methods[kind].enabled)) return;
  const names = enough.map((kind) => `"${kind}"`).join(', ');
  yield {
    path,
    message: `nobody could sign in: every method that is "${strength}" is switched off; switch on ${enough.length > 1 ? `one of ${names}` : names}, or ask for less`,
  };
}
