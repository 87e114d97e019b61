import type { PolicySettings } from '#contract/settings/policy';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';

type Kept = Exclude<PolicySettings['preset'], 'own'>;

const nothing: PolicyOutcome = { ask: 'nothing' };
const remembered: PolicyOutcome = { ask: 'factor', strength: 'any', rememberedBrowser: true };
const afresh = (strength: 'any' | 'strong' | 'phishing-resistant'): PolicyOutcome => ({
  ask: 'factor',
  strength,
  rememberedBrowser: false,
});
const closing = (otherwise: PolicyOutcome): PolicyRules => ({ deny: [], list: [], otherwise, raise: [] });

/** What the presets stand for, in full: administrators read them as they read rules of their own, and may start from them. */
export const policyPresets: Readonly<Record<Kept, PolicyRules>> = {
  nobody: closing(nothing),
  everybody: closing(afresh('any')),
  recommended: {
    deny: [],
    list: [{ name: 'The company has asked already', when: { providerProved: 'any' }, outcome: nothing }],
    otherwise: remembered,
    raise: [
      { name: 'Another country than usual', when: { newCountry: true }, outcome: afresh('any') },
      { name: 'Too far away since the last time', when: { impossibleTravel: true }, outcome: afresh('any') },
      { name: 'Many wrong answers before', when: { recentFailures: 5 }, outcome: afresh('any') },
    ],
  },
  'only-without': {
    deny: [],
    list: [{ name: 'The company has asked already', when: { providerProved: 'any' }, outcome: nothing }],
    otherwise: remembered,
    raise: [],
  },
  'nist-aal2': {
    deny: [],
    list: [{ name: 'The company has asked already', when: { providerProved: 'strong' }, outcome: nothing }],
    otherwise: afresh('strong'),
    raise: [],
  },
  strict: closing(afresh('phishing-resistant')),
};

/** The rules that settings stand for. */
export function rulesOf(settings: PolicySettings): PolicyRules {
  return settings.preset === 'own' ? settings.rules : policyPresets[settings.preset];
}
