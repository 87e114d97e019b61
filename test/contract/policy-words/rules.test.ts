import { describe, expect, test } from '@jest/globals';
import { type ConditionMember, conditionWords } from '#contract/policy-words/condition';
import { countryName, listed, plainNames, policyNames } from '#contract/policy-words/names';
import { outcomeWords } from '#contract/policy-words/outcome';
import { policySentences, sentenceOf } from '#contract/policy-words/rules';
import { policyPresets } from '#contract/presets/policies';
import { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome } from '#contract/settings/policy/rules';

const names = policyNames({
  connections: [{ id: 'borealis', name: 'Borealis Shipping' }],
  parties: [{ id: 'wiki', name: 'Harbour Wiki' }],
  networks: [{ id: 'offices', name: 'Offices' }],
  portal: 'the help centre',
});

const full: Required<PolicyCondition> = {
  connections: ['borealis', 'gone'],
  emailDomains: ['borealis.example'],
  anyGroup: ['Crew', 'Bridge'],
  applications: ['portal', 'wiki'],
  networks: ['offices'],
  outsideNetworks: ['offices'],
  countries: ['NO', 'SE'],
  outsideCountries: ['NO', 'SE', 'DK'],
  providerProved: 'strong',
  providerProvedLess: 'any',
  newBrowser: true,
  newCountry: true,
  impossibleTravel: true,
  recentFailures: 5,
  firstSignIn: true,
  times: { days: ['sun', 'mon'], from: '22:00', to: '06:00', zone: 'America/New_York' },
};

test('every member of a condition has words, and names where there are any', () => {
  expect(Object.keys(full).sort()).toEqual(Object.keys(PolicyCondition.properties).sort());
  expect(conditionWords(full, names)).toEqual([
    'the person comes by Borealis Shipping or gone',
    'the e-mail address is of borealis.example',
    'the person is in the groups “Crew” or “Bridge”',
    'the person enters the help centre or Harbour Wiki',
    'the person is in the network “Offices”',
    'the person is outside the network “Offices”',
    'the person is in Norway or Sweden',
    'the person is outside Norway, Sweden and Denmark, or nobody knows where',
    'the company has proved a strong second factor',
    'the company has proved no second factor',
    'the person never used this browser here',
    'the person was not in this country within 90 days',
    'nobody could have travelled that far since the last sign-in',
    'there were 5 wrong answers or more since the last right one',
    'the person did not sign in here within 90 days',
    'it is from 22:00 to 06:00 on the next day on Monday or Sunday (clocks of America/New York)',
  ]);
});

test.each(Object.keys(full) as ConditionMember[])(
  '%s while it is being written says that something is missing, or what it is',
  (member) => {
    const wanted = full[member];
    const words = conditionWords({ [member]: Array.isArray(wanted) ? [] : wanted }, names);
    expect(words).toHaveLength(1);
    if (Array.isArray(wanted)) expect(words).toEqual(['…']);
  },
);

const outcomes: readonly (readonly [PolicyOutcome, string])[] = [
  [{ ask: 'nothing' }, 'nothing more is asked'],
  [{ ask: 'factor', strength: 'any', rememberedBrowser: true }, 'a second factor is asked for, unless the browser is remembered'],
  [{ ask: 'factor', strength: 'strong', rememberedBrowser: false }, 'a strong second factor (no code by e-mail or SMS) is asked for'],
  [{ ask: 'factor', strength: 'phishing-resistant', rememberedBrowser: false }, 'a security key or a passkey is asked for'],
  [{ ask: 'methods', methods: ['totp', 'push'] }, 'one of these is asked for: authenticator app or confirmation on your phone'],
  [{ ask: 'methods', methods: ['totp'] }, 'authenticator app is asked for'],
  [{ ask: 'methods', methods: [] }, 'one of … is asked for'],
  [
    { ask: 'provider', strength: 'strong' },
    'the company is asked to check the person again; where it cannot, a strong second factor (no code by e-mail or SMS) is asked for here',
  ],
];
test.each(outcomes)('%j in words', (outcome, words) => expect(outcomeWords(outcome)).toBe(words));

describe('a rule as a sentence', () => {
  const rule = { name: 'Night', when: { newBrowser: true, countries: ['NO'] } as PolicyCondition, outcome: { ask: 'nothing' } as const };
  const always = { ...rule, when: {} };
  test('says another thing in another place', () => {
    expect(sentenceOf({ part: 'deny', rule }, names)).toBe(
      'Nobody gets in if the person is in Norway and the person never used this browser here.',
    );
    expect(sentenceOf({ part: 'list', rule }, names)).toBe(
      'If the person is in Norway and the person never used this browser here: nothing more is asked.',
    );
    expect(sentenceOf({ part: 'raise', rule }, names)).toMatch(/^On top of that, if the person is in Norway/);
    expect(sentenceOf({ part: 'otherwise', outcome: rule.outcome, isOnly: false }, names)).toBe(
      'For everybody else: nothing more is asked.',
    );
  });
  test('without a condition is for everybody, and says so', () => {
    expect(sentenceOf({ part: 'deny', rule: always }, names)).toBe('Nobody gets in, ever.');
    expect(sentenceOf({ part: 'list', rule: always }, names)).toBe('For everybody: nothing more is asked.');
    expect(sentenceOf({ part: 'raise', rule: always }, names)).toBe('Always, on top of that: nothing more is asked.');
  });
});

test('a preset reads from its first rule to its last', () => {
  expect(policySentences(policyPresets.recommended, plainNames)).toEqual([
    'If the company has proved a second factor: nothing more is asked.',
    'For everybody else: a second factor is asked for, unless the browser is remembered.',
    'On top of that, if the person was not in this country within 90 days: a second factor is asked for.',
    'On top of that, if nobody could have travelled that far since the last sign-in: a second factor is asked for.',
    'On top of that, if there were 5 wrong answers or more since the last right one: a second factor is asked for.',
  ]);
  expect(policySentences(policyPresets.nobody, plainNames)).toEqual(['For everybody: nothing more is asked.']);
});

test('lists and countries in words', () => {
  expect([listed([], 'or'), listed(['a'], 'or'), listed(['a', 'b'], 'and'), listed(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
  expect([countryName('NO'), countryName('no country')]).toEqual(['Norway', 'no country']);
});
