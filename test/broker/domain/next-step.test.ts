import { describe, expect, test } from '@jest/globals';
import { type MethodKind, methodKinds } from '#contract/settings/methods';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import { type FactorAtHand, nextStep, type StepFacts } from '../../../broker/domain/next-step.ts';
import { type Demand, meets, nothingShown, type Proof, withMethod } from '../../../broker/domain/policy/demand.ts';
import { createSeeded, type Seeded } from '../../support/seeded.ts';

const own = (kind: MethodKind): FactorAtHand => ({ kind, isOwn: true });
const all = (kind: MethodKind): FactorAtHand => ({ kind, isOwn: false });
const shown = (...methods: MethodKind[]): Proof => ({ ...nothingShown, methods, provenAt: methods.length > 0 ? 1 : null });

function facts(more: Partial<StepFacts> = {}): StepFacts {
  return {
    policy: { kind: 'demands', demands: [], because: 'preset:nobody' },
    requested: 'none',
    providerProved: 'none',
    proof: nothingShown,
    factors: [],
    enrollable: ['totp'],
    askable: 'none',
    freshSince: 0,
    ...more,
  };
}
const demands = (...outcomes: PolicyOutcome[]) => ({
  kind: 'demands' as const,
  demands: outcomes.map((outcome, index) => ({ outcome, because: `rule ${index + 1}`, mayWait: true as const })),
  because: 'rules',
});
const factor = (strength: 'any' | 'strong' | 'phishing-resistant'): PolicyOutcome => ({
  ask: 'factor',
  strength,
  rememberedBrowser: false,
});

describe('the next step of a login', () => {
  test('is the answer when nothing more is demanded', () => {
    expect(nextStep(facts({ policy: demands({ ask: 'nothing' }) }))).toEqual({ kind: 'respond', because: 'rule 1' });
  });

  test('is a refusal when a rule denies, whatever was proven', () => {
    const denied = { kind: 'deny', because: 'blocked group' } as const;
    expect(nextStep(facts({ policy: denied, proof: shown('webauthn') }))).toEqual({ kind: 'deny', because: 'blocked group' });
  });

  test('is a set-up for somebody without a factor', () => {
    expect(nextStep(facts({ policy: demands(factor('any')) }))).toEqual({
      kind: 'enrol',
      methods: ['totp'],
      standing: 'first',
      mayWait: true,
      because: 'rule 1',
    });
  });

  test('cannot wait where the application asks for it', () => {
    expect(nextStep(facts({ requested: 'any' }))).toMatchObject({ kind: 'enrol', mayWait: false, because: 'party.requested' });
  });

  test('cannot wait where something unusual asks for it, or it is required of one person', () => {
    const unusual = { outcome: factor('any'), because: 'travel' };
    const policy = { kind: 'demands' as const, demands: [...demands(factor('any')).demands, unusual], because: 'rules' };
    expect(nextStep(facts({ policy }))).toMatchObject({ kind: 'enrol', mayWait: false });
  });

  test('is a challenge with what is strong enough, and with what helps people who lost it', () => {
    expect(nextStep(facts({ policy: demands(factor('strong')), factors: [own('totp'), all('email-code'), all('recovery-code')] }))).toEqual(
      {
        kind: 'challenge',
        methods: ['totp', 'recovery-code'],
        because: 'rule 1',
      },
    );
  });

  test('never lets a set-up replace a factor that somebody has already', () => {
    expect(nextStep(facts({ policy: demands(factor('strong')), factors: [own('sms-code')] }))).toMatchObject({
      kind: 'challenge',
      methods: ['sms-code'],
    });
  });

  test('is a set-up of the stronger one once the weaker one was shown', () => {
    const step = nextStep(facts({ policy: demands(factor('strong')), factors: [own('sms-code')], proof: shown('sms-code') }));
    expect(step).toMatchObject({ kind: 'enrol', methods: ['totp'], standing: 'further' });
  });

  test('asks nobody for a code by e-mail before a set-up: everybody has that', () => {
    const step = nextStep(facts({ policy: demands(factor('strong')), factors: [all('email-code')] }));
    expect(step).toMatchObject({ kind: 'enrol', standing: 'first' });
  });

  test('after a recovery code is a new set-up, not the factor that was lost', () => {
    const lost = { policy: demands(factor('strong')), factors: [own('totp'), all('recovery-code')], proof: shown('recovery-code') };
    expect(nextStep(facts(lost))).toMatchObject({ kind: 'enrol', methods: ['totp'], standing: 'further' });
  });

  test('takes no recovery code where a method is demanded that withstands copied pages, but an administrator’s pass', () => {
    const strict = { policy: demands(factor('phishing-resistant')), enrollable: ['webauthn', 'totp'] as const };
    const factors = [own('webauthn'), all('recovery-code'), own('temporary-pass')];
    expect(nextStep(facts({ ...strict, factors }))).toMatchObject({ kind: 'challenge', methods: ['webauthn', 'temporary-pass'] });
    expect(nextStep(facts({ ...strict, factors, proof: shown('recovery-code') }))).toMatchObject({ kind: 'challenge' });
    expect(nextStep(facts({ ...strict, factors, proof: shown('temporary-pass') }))).toMatchObject({ kind: 'enrol', methods: ['webauthn'] });
  });

  test('meets what the party asks for even where the policy asks for nothing', () => {
    expect(nextStep(facts({ requested: 'any', factors: [own('totp')] }))).toEqual({
      kind: 'challenge',
      methods: ['totp'],
      because: 'party.requested',
    });
  });

  test('does not ask here for what an application wants and the company has proven', () => {
    expect(nextStep(facts({ requested: 'any', providerProved: 'any', factors: [own('totp')] }))).toMatchObject({ kind: 'respond' });
    expect(nextStep(facts({ requested: 'strong', providerProved: 'any', factors: [own('totp')] }))).toMatchObject({ kind: 'challenge' });
  });

  test('asks the company again first where it can, and a factor where it cannot', () => {
    const policy = demands({ ask: 'provider', strength: 'strong' });
    expect(nextStep(facts({ policy, askable: 'strong', factors: [own('totp')] }))).toMatchObject({
      kind: 'ask-provider',
      strength: 'strong',
    });
    expect(nextStep(facts({ policy, factors: [own('totp')] }))).toMatchObject({ kind: 'challenge', methods: ['totp'] });
    expect(nextStep(facts({ policy, proof: { ...nothingShown, providerAfresh: 'strong' } }))).toMatchObject({ kind: 'respond' });
  });

  test('asks one factor after the other where rules name different ones', () => {
    const policy = demands({ ask: 'methods', methods: ['totp'] }, { ask: 'methods', methods: ['webauthn'] });
    const factors = [own('webauthn'), own('totp')];
    expect(nextStep(facts({ policy, factors }))).toMatchObject({ methods: ['webauthn', 'totp'] });
    expect(nextStep(facts({ policy, factors, proof: shown('webauthn') }))).toMatchObject({ methods: ['totp'], because: 'rule 1' });
  });

  test('is told apart when nobody here can meet the demand', () => {
    expect(nextStep(facts({ policy: demands(factor('phishing-resistant')) }))).toMatchObject({ kind: 'unreachable' });
  });

  test('does not ask again for what was reached', () => {
    expect(nextStep(facts({ policy: demands(factor('any')), proof: shown('totp'), factors: [own('totp')] }))).toMatchObject({
      kind: 'respond',
    });
  });
});

const seeds = Array.from({ length: 400 }, (_, index) => index);

function someFacts(random: Seeded): StepFacts {
  const outcomes: PolicyOutcome[] = [
    { ask: 'nothing' },
    factor('any'),
    factor('strong'),
    factor('phishing-resistant'),
    { ask: 'factor', strength: 'any', rememberedBrowser: true },
    { ask: 'methods', methods: ['totp', 'webauthn'] },
    { ask: 'methods', methods: ['sms-code'] },
    { ask: 'provider', strength: 'strong' },
  ];
  const some = <Item>(items: readonly Item[]) => items.filter(() => random.chance(0.4));
  return facts({
    policy: demands(...some(outcomes)),
    requested: random.pick(['none', 'any', 'strong'] as const),
    proof: { ...shown(...some(methodKinds).slice(0, 2)), rememberedBrowser: random.chance(0.3) },
    factors: some(methodKinds).map((kind) => ({ kind, isOwn: kind !== 'email-code' && kind !== 'recovery-code' })),
    enrollable: some(methodKinds),
    askable: random.pick(['none', 'any', 'strong'] as const),
  });
}

const demandsOf = ({ policy }: StepFacts): readonly Demand[] => (policy.kind === 'demands' ? policy.demands : []);

describe('whatever the facts are', () => {
  test('nobody is answered while a demand is not met', () => {
    for (const seed of seeds) {
      const given = someFacts(createSeeded(seed));
      if (nextStep(given).kind === 'respond') expect(demandsOf(given).every((demand) => meets(demand, given.proof))).toBe(true);
    }
  });

  test('only what the person has is asked for, and only what may be set up is set up', () => {
    for (const seed of seeds) {
      const given = someFacts(createSeeded(seed));
      const step = nextStep(given);
      if (step.kind === 'challenge') for (const kind of step.methods) expect(given.factors.map((each) => each.kind)).toContain(kind);
      if (step.kind === 'enrol') for (const kind of step.methods) expect(given.enrollable).toContain(kind);
    }
  });

  test('nobody with a factor of their own sets up a first one', () => {
    for (const seed of seeds) {
      const given = someFacts(createSeeded(seed));
      const step = nextStep(given);
      if (step.kind === 'enrol' && step.standing === 'first') expect(given.factors.some(({ isOwn }) => isOwn)).toBe(false);
    }
  });

  test('showing what is asked for, one after the other, comes to an end', () => {
    for (const seed of seeds) {
      let given = someFacts(createSeeded(seed));
      let steps = 0;
      for (let step = nextStep(given); step.kind === 'challenge' || step.kind === 'enrol'; step = nextStep(given)) {
        given = { ...given, proof: withMethod(given.proof, step.methods[0], 1) };
        steps += 1;
        expect(steps).toBeLessThanOrEqual(methodKinds.length);
      }
    }
  });
});
