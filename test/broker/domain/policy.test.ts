import { describe, expect, test } from '@jest/globals';
import { decidePolicy, type Policy, type PolicyFacts, policyOf } from '../../../broker/domain/policy.ts';

const ada: PolicyFacts = { connection: 'borealis', emailDomain: 'borealis.example', groups: ['staff'], party: 'portal' };
const policy: Policy = {
  deny: [{ name: 'leavers', when: { anyGroup: ['leavers'] } }],
  list: [
    { name: 'admins', when: { anyGroup: ['admins'] }, demand: 'phishing-resistant' },
    { name: 'borealis', when: { connections: ['borealis'] }, demand: 'any' },
  ],
  otherwise: { name: 'everybody else', demand: 'none' },
  raise: [{ name: 'guard party', when: { parties: ['guard'] }, demand: 'strong' }],
};

describe('the policy', () => {
  test('takes the first rule of the list that holds', () => {
    expect(decidePolicy(policy, ada)).toEqual({ kind: 'demand', strength: 'any', because: 'borealis' });
    expect(decidePolicy(policy, { ...ada, groups: ['admins'] })).toMatchObject({ strength: 'phishing-resistant', because: 'admins' });
  });

  test('closes with its mandatory last rule', () => {
    expect(decidePolicy(policy, { ...ada, connection: 'kestrel' })).toMatchObject({ strength: 'none', because: 'everybody else' });
  });

  test('lets deny win over everything', () => {
    expect(decidePolicy(policy, { ...ada, groups: ['admins', 'leavers'] })).toEqual({ kind: 'deny', because: 'leavers' });
  });

  test('raises a demand and never lowers one', () => {
    expect(decidePolicy(policy, { ...ada, party: 'guard' })).toEqual({
      kind: 'demand',
      strength: 'strong',
      because: 'borealis, guard party',
    });
    expect(decidePolicy(policy, { ...ada, party: 'guard', groups: ['admins'] })).toMatchObject({
      strength: 'phishing-resistant',
      because: 'admins',
    });
  });

  test('takes unknown groups for none', () => {
    expect(decidePolicy(policy, { ...ada, groups: null })).toMatchObject({ because: 'borealis' });
  });

  test('needs every member of a condition to hold', () => {
    const both: Policy = { ...policy, deny: [{ name: 'both', when: { connections: ['borealis'], emailDomains: ['kestrel.example'] } }] };
    expect(decidePolicy(both, ada).kind).toBe('demand');
    expect(decidePolicy(both, { ...ada, emailDomain: 'kestrel.example' }).kind).toBe('deny');
    expect(decidePolicy(both, { ...ada, emailDomain: null }).kind).toBe('demand');
  });

  test('has two presets', () => {
    expect(decidePolicy(policyOf({ preset: 'nobody' }), ada)).toEqual({ kind: 'demand', strength: 'none', because: 'preset:nobody' });
    expect(decidePolicy(policyOf({ preset: 'everybody' }), ada)).toEqual({ kind: 'demand', strength: 'any', because: 'preset:everybody' });
  });
});
