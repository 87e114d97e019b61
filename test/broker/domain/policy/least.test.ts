import { expect, test } from '@jest/globals';
import { policyPresets } from '#contract/presets/policies';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import { leastDemanded } from '../../../../broker/domain/policy/least.ts';

const strong: PolicyOutcome = { ask: 'factor', strength: 'strong', rememberedBrowser: false };
const rule = (outcome: PolicyOutcome) => ({ name: 'x', when: {}, outcome });

test('of the presets, those that ask everybody afresh ask for the same of everybody', () => {
  expect(Object.entries(policyPresets).map(([name, rules]) => [name, leastDemanded(rules)])).toEqual([
    ['nobody', 'none'],
    ['everybody', 'any'],
    ['recommended', 'none'],
    ['only-without', 'none'],
    ['nist-aal2', 'none'],
    ['strict', 'phishing-resistant'],
  ]);
});

test('the weakest way through counts', () => {
  expect(leastDemanded({ list: [], otherwise: strong })).toBe('strong');
  expect(leastDemanded({ list: [rule({ ask: 'methods', methods: ['webauthn', 'sms-code'] })], otherwise: strong })).toBe('any');
  expect(leastDemanded({ list: [rule({ ask: 'provider', strength: 'strong' })], otherwise: strong })).toBe('none');
  expect(leastDemanded({ list: [rule({ ask: 'factor', strength: 'any', rememberedBrowser: true })], otherwise: strong })).toBe('none');
});
