import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../../../broker/domain/identity.ts';
import { beginTrace, factsOf, refusedStepOf, withStep } from '../../../broker/domain/trace.ts';

const identity: Identity = {
  connection: 'borealis',
  issuer: 'https://login.borealis.example',
  subject: 'ada',
  email: { address: 'ada@borealis.example', verified: true },
  firstName: 'Ada',
  lastName: null,
  displayName: null,
  groups: ['a', 'b'],
  attributes: { team: ['x', 'y', 'z'] },
  assurance: { acr: null, amr: [], authTime: null },
  upstreamSession: { sid: null, idToken: null, nameId: null },
};

describe('a trace', () => {
  test('has the time of each step since the login began, and never one before', () => {
    const trace = withStep(withStep(beginTrace(1_000), 1_250, 'request', { because: 'a' }), 900, 'choice', { because: 'b', ok: false });
    expect(trace.steps).toEqual([
      { step: 'request', afterMs: 250, ok: true, because: 'a' },
      { step: 'choice', afterMs: 0, ok: false, because: 'b' },
    ]);
  });

  test('keeps its first step and the latest, however long somebody goes back and forth', () => {
    let trace = beginTrace(0);
    for (let count = 0; count < 100; count += 1) trace = withStep(trace, count, 'departure', { because: String(count) });
    expect(trace.steps).toHaveLength(24);
    expect([trace.steps[0]?.because, trace.steps[1]?.because, trace.steps.at(-1)?.because]).toEqual(['0', '77', '99']);
  });

  test('is short, whatever a provider sends', () => {
    const claims = Array.from({ length: 500 }, (_, index) => ({ name: `${index}`.repeat(300), count: 1 }));
    const checks = Array.from({ length: 100 }, () => 'x');
    const { steps } = withStep(beginTrace(0), 0, 'provider', { because: 'x'.repeat(5_000), claims, checks, understood: claims });
    expect(JSON.stringify(steps).length).toBeLessThan(9_000);
  });

  test('tells which facts of a person arrived, and none of them', () => {
    const facts = factsOf(identity);
    expect(facts).toEqual([
      { name: 'email', count: 1 },
      { name: 'email-verified', count: 1 },
      { name: 'first-name', count: 1 },
      { name: 'last-name', count: 0 },
      { name: 'display-name', count: 0 },
      { name: 'groups', count: 2 },
      { name: 'team', count: 3 },
    ]);
    expect(factsOf({ ...identity, groups: null }).some(({ name }) => name === 'groups')).toBe(false);
    expect(factsOf({ ...identity, groups: [] })).toContainEqual({ name: 'groups', count: 0 });
  });

  test('has a step for every refusal', () => {
    expect(['authn-request', 'choose', 'callback', 'second-factor', 'something new'].map(refusedStepOf)).toEqual([
      'request',
      'choice',
      'provider',
      'second-factor',
      'issue',
    ]);
  });
});
