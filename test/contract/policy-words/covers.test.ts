import { describe, expect, test } from '@jest/globals';
import { covers } from '#contract/policy-words/covers';
import type { PolicyCondition } from '#contract/settings/policy/condition';

const times = { days: ['mon' as const], from: '08:00', to: '18:00', zone: 'UTC' };

/** The wide one, then what it covers and what it does not. */
const cases: readonly (readonly [PolicyCondition, PolicyCondition[], PolicyCondition[]])[] = [
  [{}, [{}, { newBrowser: true }], []],
  [{ newBrowser: true }, [{ newBrowser: true }, { newBrowser: true, firstSignIn: true }], [{}, { firstSignIn: true }]],
  [{ connections: ['a', 'b'] }, [{ connections: ['a'] }, { connections: ['b', 'a'] }], [{ connections: ['a', 'c'] }, {}]],
  [{ outsideCountries: ['NO'] }, [{ outsideCountries: ['NO', 'SE'] }], [{ outsideCountries: ['SE'] }]],
  [{ outsideNetworks: ['x', 'y'] }, [{ outsideNetworks: ['x', 'y', 'z'] }], [{ outsideNetworks: ['x'] }]],
  [{ providerProved: 'any' }, [{ providerProved: 'strong' }], [{ providerProvedLess: 'strong' }]],
  [{ providerProved: 'strong' }, [{ providerProved: 'phishing-resistant' }], [{ providerProved: 'any' }]],
  [{ providerProvedLess: 'strong' }, [{ providerProvedLess: 'any' }], [{ providerProvedLess: 'phishing-resistant' }]],
  [{ recentFailures: 3 }, [{ recentFailures: 5 }], [{ recentFailures: 2 }]],
  [{ times }, [{ times }], [{ times: { ...times, from: '09:00' } }]],
];

describe.each(cases)('%j', (wide, covered, not) => {
  if (covered.length > 0) test.each(covered)('holds wherever this does: %j', (narrow) => expect(covers(wide, narrow)).toBe(true));
  if (not.length > 0) test.each(not)('may not hold where this does: %j', (narrow) => expect(covers(wide, narrow)).toBe(false));
});
