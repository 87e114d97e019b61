import type { ForeseenDemand, ForeseenStep } from '#contract/rpc/second-factor';
import type { PolicyRules } from '#contract/settings/policy/rules';
import { type FactorAtHand, nextStep, type StepFacts } from '../next-step.ts';
import { holds } from './condition.ts';
import { decidePolicy } from './decide.ts';
import { type Demand, justShown, meets, type Proof, withMethod } from './demand.ts';
import type { PolicyFacts } from './facts.ts';
import { strongestOf } from './provider-proof.ts';

export interface Foresight {
  readonly rules: PolicyRules;
  readonly facts: PolicyFacts;
  readonly proof: Proof;
  readonly factors: readonly FactorAtHand[];
  readonly enrollable: StepFacts['enrollable'];
  /** Can the company be asked for this much? */
  readonly canAsk: (strength: 'any' | 'strong' | 'phishing-resistant') => boolean;
  readonly graceDays: number;
}

export interface WhatWouldHappen {
  readonly denied: { readonly index: number; readonly name: string } | null;
  readonly demands: ForeseenDemand[];
  readonly steps: ForeseenStep[];
  readonly because: string;
}

/** More steps than any sign-in has: a loop here would be one there. */
const mostSteps = 8;

/**
 * Plays a sign-in through by the same two pure functions that a real one goes by, `decidePolicy` and `nextStep`, as if each
 * step was passed by the first way that is offered. It reads nothing and changes nothing.
 */
export function foresee(given: Foresight): WhatWouldHappen {
  const { rules, facts } = given;
  const policy = decidePolicy(rules, facts);
  if (policy.kind === 'deny') {
    const index = rules.deny.findIndex(({ when }) => holds(when, facts));
    return { denied: { index, name: policy.because }, demands: [], steps: [{ kind: 'deny' }], because: policy.because };
  }
  const first = nextStep(stepFacts(given, policy, given.proof, true));
  return {
    denied: null,
    demands: placesOf(rules, facts).map((place, at) => foreseenDemand(place, policy.demands[at], given)),
    steps: play(given, policy),
    because: first.because,
  };
}

type Place = Pick<ForeseenDemand, 'part' | 'index' | 'name'>;

/** Where the demands of `decidePolicy` come from, in its order: of the list or of the person, then every rule of `raise` that holds. */
function placesOf(rules: PolicyRules, facts: PolicyFacts): Place[] {
  const raised = rules.raise.flatMap(({ when, name }, index): Place[] => (holds(when, facts) ? [{ part: 'raise', index, name }] : []));
  const ofPerson: Place = { part: 'person', index: 0, name: null };
  switch (facts.person) {
    case 'policy':
      return [placeInList(rules, facts), ...raised];
    case 'required':
      return [placeInList(rules, facts), ofPerson, ...raised];
    case 'exempt':
      return [ofPerson, ...raised];
    default:
      return facts.person satisfies never;
  }
}

function placeInList({ list }: PolicyRules, facts: PolicyFacts): Place {
  const index = list.findIndex(({ when }) => holds(when, facts));
  return index < 0 ? { part: 'otherwise', index: 0, name: null } : { part: 'list', index, name: list[index]?.name ?? null };
}

function foreseenDemand(place: Place, demand: Demand | undefined, { proof, factors }: Foresight): ForeseenDemand {
  if (demand === undefined) throw new Error('a demand without its rule');
  const kinds = factors.map(({ kind }) => kind);
  return {
    ...place,
    outcome: demand.outcome,
    metBy: demand.outcome.ask === 'nothing' ? 'nothing-asked' : meets(demand, proof) ? 'remembered-browser' : null,
    couldMeet: demand.outcome.ask === 'nothing' ? [] : kinds.filter((kind) => meets(demand, justShown(kind))),
  };
}

function play(given: Foresight, policy: StepFacts['policy']): ForeseenStep[] {
  const steps: ForeseenStep[] = [];
  let { proof } = given;
  let mayAsk = true;
  while (steps.length < mostSteps) {
    const step = nextStep(stepFacts(given, policy, proof, mayAsk));
    switch (step.kind) {
      case 'respond':
        return [...steps, { kind: 'enter' }];
      case 'deny':
      case 'unreachable':
        return [...steps, { kind: step.kind }];
      case 'ask-provider':
        steps.push({ kind: 'ask-provider', strength: step.strength });
        proof = { ...proof, providerAfresh: step.strength };
        mayAsk = false;
        break;
      case 'challenge':
        steps.push({ kind: 'challenge', methods: [...step.methods] });
        proof = withMethod(proof, step.methods[0], given.facts.now);
        break;
      case 'enrol':
        steps.push({ kind: 'enrol', methods: [...step.methods], mayWaitDays: step.mayWait ? given.graceDays : 0 });
        proof = withMethod(proof, step.methods[0], given.facts.now);
        break;
      default:
        return step satisfies never;
    }
  }
  return steps;
}

function stepFacts(
  { facts, factors, enrollable, canAsk }: Foresight,
  policy: StepFacts['policy'],
  proof: Proof,
  mayAsk: boolean,
): StepFacts {
  return {
    policy,
    requested: 'none',
    providerProved: facts.providerProved,
    proof,
    factors,
    enrollable,
    freshSince: facts.now,
    askable: mayAsk ? strongestOf(canAsk) : 'none',
  };
}
