import { describe, expect, test } from '@jest/globals';
import { everydayPerson, preparedPeople } from '#contract/presets/described-people';
import { policyPresets } from '#contract/presets/policies';
import type { DescribedPerson } from '#contract/rpc/second-factor';
import type { MethodKind } from '#contract/settings/methods';
import type { PolicyRules } from '#contract/settings/policy/rules';
import { nothingShown } from '../../../../broker/domain/policy/demand.ts';
import { foresee, type WhatWouldHappen } from '../../../../broker/domain/policy/foresee.ts';

const enrollable: readonly MethodKind[] = ['webauthn', 'totp'];
const notOwn: readonly MethodKind[] = ['recovery-code', 'email-code'];

function happens(rules: PolicyRules, person: DescribedPerson, more: Partial<Parameters<typeof foresee>[0]> = {}): WhatWouldHappen {
  const { email, factors, rememberedBrowser, address: _address, at, ...facts } = person;
  return foresee({
    rules,
    facts: { ...facts, emailDomain: email?.split('@')[1] ?? null, networks: [], now: at ?? Date.UTC(2026, 10, 20, 12) },
    proof: { ...nothingShown, rememberedBrowser },
    factors: factors.map((kind) => ({ kind, isOwn: !notOwn.includes(kind) })),
    enrollable,
    canAsk: () => false,
    graceDays: 0,
    ...more,
  });
}

/** `totp, in`: which method is asked for first at each step, and how it ends. */
function told({ steps }: WhatWouldHappen): string {
  return steps
    .map((step) => {
      if (step.kind === 'challenge') return step.methods[0];
      if (step.kind === 'enrol') return `new ${step.methods[0]}`;
      return step.kind === 'enter' ? 'in' : step.kind;
    })
    .join(', ');
}

const everyday = everydayPerson('borealis', 'borealis.example', 'portal');

/** Ten described people by every preset: the table that an administrator gets to see one by one. */
const table: Readonly<Record<string, Readonly<Record<keyof typeof policyPresets, string>>>> = {
  'every-day': {
    nobody: 'in',
    everybody: 'totp, in',
    recommended: 'totp, in',
    'only-without': 'totp, in',
    'nist-aal2': 'totp, in',
    strict: 'totp, new webauthn, in',
  },
  remembered: {
    nobody: 'in',
    everybody: 'totp, in',
    recommended: 'in',
    'only-without': 'in',
    'nist-aal2': 'totp, in',
    strict: 'totp, new webauthn, in',
  },
  'company-proved': {
    nobody: 'in',
    everybody: 'new webauthn, in',
    recommended: 'in',
    'only-without': 'in',
    'nist-aal2': 'in',
    strict: 'new webauthn, in',
  },
  'first-time': {
    nobody: 'in',
    everybody: 'new webauthn, in',
    recommended: 'new webauthn, in',
    'only-without': 'new webauthn, in',
    'nist-aal2': 'new webauthn, in',
    strict: 'new webauthn, in',
  },
  'new-laptop': {
    nobody: 'in',
    everybody: 'totp, in',
    recommended: 'totp, in',
    'only-without': 'totp, in',
    'nist-aal2': 'totp, in',
    strict: 'totp, new webauthn, in',
  },
  abroad: {
    nobody: 'in',
    everybody: 'totp, in',
    recommended: 'totp, in',
    'only-without': 'in',
    'nist-aal2': 'totp, in',
    strict: 'totp, new webauthn, in',
  },
  'too-far': {
    nobody: 'in',
    everybody: 'webauthn, in',
    recommended: 'webauthn, in',
    'only-without': 'in',
    'nist-aal2': 'webauthn, in',
    strict: 'webauthn, in',
  },
  guessing: {
    nobody: 'in',
    everybody: 'sms-code, in',
    recommended: 'sms-code, in',
    'only-without': 'sms-code, in',
    'nist-aal2': 'sms-code, new webauthn, in',
    strict: 'sms-code, new webauthn, in',
  },
  'key-lost': {
    nobody: 'in',
    everybody: 'totp, in',
    recommended: 'totp, in',
    'only-without': 'totp, in',
    'nist-aal2': 'totp, in',
    strict: 'totp, new webauthn, in',
  },
  night: {
    nobody: 'in',
    everybody: 'totp, in',
    recommended: 'totp, in',
    'only-without': 'totp, in',
    'nist-aal2': 'totp, in',
    strict: 'totp, new webauthn, in',
  },
};

describe('ten described people', () => {
  test('are ten, each with words of its own', () => {
    expect(preparedPeople).toHaveLength(10);
    expect(new Set(preparedPeople.flatMap(({ id, label, text }) => [id, label, text])).size).toBe(30);
  });
  describe.each(preparedPeople.map((each) => [each.label, each] as const))('%s', (_label, { id, person }) => {
    test.each(Object.keys(policyPresets) as (keyof typeof policyPresets)[])('by the preset %s', (preset) => {
      expect(told(happens(policyPresets[preset], { ...everyday, ...person }))).toBe(table[id]?.[preset]);
    });
  });
});

test('the rule that decides is named, with the place that it stands in and what would meet it', () => {
  const { demands, because } = happens(policyPresets.recommended, {
    ...everyday,
    providerProved: 'any',
    newCountry: true,
    factors: ['totp', 'sms-code'],
  });
  expect(demands).toEqual([
    { part: 'list', index: 0, name: 'The company has asked already', outcome: { ask: 'nothing' }, metBy: 'nothing-asked', couldMeet: [] },
    {
      part: 'raise',
      index: 0,
      name: 'Another country than usual',
      outcome: { ask: 'factor', strength: 'any', rememberedBrowser: false },
      metBy: null,
      couldMeet: ['totp', 'sms-code'],
    },
  ]);
  expect(because).toBe('Another country than usual');
});

test('a remembered browser is told as what met the demand', () => {
  const { demands } = happens(policyPresets.recommended, { ...everyday, rememberedBrowser: true });
  expect(demands).toMatchObject([{ part: 'otherwise', name: null, metBy: 'remembered-browser' }]);
});

describe('rules of one’s own', () => {
  const deny = [
    { name: 'From the moon', when: { countries: ['XX'] } },
    { name: 'Not at night', when: { connections: ['borealis'] } },
  ];
  test('deny is told with its rule, and nothing else is looked at', () => {
    expect(happens({ ...policyPresets.recommended, deny }, everyday)).toEqual({
      denied: { index: 1, name: 'Not at night' },
      demands: [],
      steps: [{ kind: 'deny' }],
      because: 'Not at night',
    });
  });

  const provider: PolicyRules = { deny: [], list: [], otherwise: { ask: 'provider', strength: 'strong' }, raise: [] };
  test('the company is asked first where it can be, and a factor here where it cannot', () => {
    expect(told(happens(provider, everyday, { canAsk: () => true }))).toBe('ask-provider, in');
    expect(told(happens(provider, { ...everyday, factors: ['totp'] }))).toBe('totp, in');
  });

  test('a demand that nobody can meet ends in front of a closed door', () => {
    const only: PolicyRules = { deny: [], list: [], otherwise: { ask: 'methods', methods: ['oath-token'] }, raise: [] };
    expect(told(happens(only, everyday))).toBe('unreachable');
    expect(told(happens(only, { ...everyday, factors: ['oath-token'] }))).toBe('oath-token, in');
  });

  test('days of grace are told with the set-up', () => {
    expect(happens(policyPresets.everybody, everyday, { graceDays: 14 }).steps[0]).toEqual({
      kind: 'enrol',
      methods: ['webauthn', 'totp'],
      mayWaitDays: 14,
    });
  });
});

test('what was said of the person alone stands beside the rules', () => {
  const at = (person: DescribedPerson['person']) => happens(policyPresets.nobody, { ...everyday, factors: ['totp'], person });
  expect(told(at('required'))).toBe('totp, in');
  expect(at('required').demands.map(({ part }) => part)).toEqual(['otherwise', 'person']);
  const exempt = happens(policyPresets.recommended, { ...everyday, person: 'exempt', newCountry: true, factors: ['totp'] });
  expect(exempt.demands.map(({ part }) => part)).toEqual(['person', 'raise']);
  expect(told(exempt)).toBe('totp, in');
});
