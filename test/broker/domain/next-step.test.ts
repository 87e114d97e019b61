import { describe, expect, test } from '@jest/globals';
import { nextStep, type StepFacts } from '../../../broker/domain/next-step.ts';

const totp = { kind: 'totp', strength: 'strong' } as const;
const code = { kind: 'recovery-code', strength: 'any' } as const;

function facts(more: Partial<StepFacts> = {}): StepFacts {
  return {
    policy: { kind: 'demand', strength: 'none', because: 'preset:nobody' },
    requested: 'none',
    reached: 'none',
    factors: [],
    enrollable: [totp],
    ...more,
  };
}
const demand = (strength: 'none' | 'any' | 'strong' | 'phishing-resistant') => ({ kind: 'demand', strength, because: 'rule' }) as const;

describe('the next step of a login', () => {
  test('is the answer when nothing more is demanded', () => {
    expect(nextStep(facts())).toEqual({ kind: 'respond', because: 'preset:nobody' });
  });

  test('is a refusal when a rule denies, whatever was proven', () => {
    const denied = { kind: 'deny', because: 'blocked group' } as const;
    expect(nextStep(facts({ policy: denied, reached: 'phishing-resistant' }))).toEqual({ kind: 'deny', because: 'blocked group' });
  });

  test('is a set-up for somebody without a factor', () => {
    expect(nextStep(facts({ policy: demand('any') }))).toEqual({ kind: 'enrol', method: 'totp', because: 'rule' });
  });

  test('is a challenge with the first factor that is strong enough', () => {
    expect(nextStep(facts({ policy: demand('strong'), factors: [code, totp] }))).toMatchObject({ kind: 'challenge', method: 'totp' });
  });

  test('never lets a set-up replace a factor that somebody has already', () => {
    expect(nextStep(facts({ policy: demand('strong'), factors: [code] }))).toMatchObject({ kind: 'challenge', method: 'recovery-code' });
  });

  test('offers the stronger one once the weaker one was proven', () => {
    expect(nextStep(facts({ policy: demand('strong'), factors: [code], reached: 'any' }))).toMatchObject({ kind: 'enrol', method: 'totp' });
  });

  test('meets what the party asks for even where the policy asks for nothing', () => {
    expect(nextStep(facts({ requested: 'any', factors: [totp] }))).toEqual({
      kind: 'challenge',
      method: 'totp',
      because: 'party.requested',
    });
  });

  test('is told apart when nobody here can meet the demand', () => {
    expect(nextStep(facts({ policy: demand('phishing-resistant') }))).toMatchObject({ kind: 'unreachable' });
  });

  test('does not ask again for what was reached', () => {
    expect(nextStep(facts({ policy: demand('any'), reached: 'strong', factors: [totp] }))).toMatchObject({ kind: 'respond' });
  });
});
