import type { EpochMs } from './brands.ts';
import type { Identity } from './identity.ts';

/** What a login does, in the order in which it usually does it. */
export const traceStepNames = [
  'request',
  'choice',
  'departure',
  'provider',
  'policy',
  'second-factor',
  'admission',
  'session',
  'issue',
] as const;
export type TraceStepName = (typeof traceStepNames)[number];

/** Something that arrived, by its name alone, and how many values it had. */
export interface ClaimCount {
  readonly name: string;
  readonly count: number;
}

/** One step of a login, without anything that names a person: no address, no name, no subject, no token. */
export interface TraceStep {
  readonly step: TraceStepName;
  /** Milliseconds since the login began. */
  readonly afterMs: number;
  readonly ok: boolean;
  /** The rule or check that decided, in the words of the code that decided it. */
  readonly because: string;
  /** Checks of the provider's answer that were passed, in their order. */
  readonly checks?: readonly string[];
  /** What the provider told of the person, under its own names. */
  readonly claims?: readonly ClaimCount[];
  /** What was understood of it. */
  readonly understood?: readonly ClaimCount[];
  /** Values of the provider's message that help to see what is wrong with it, where it was refused. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** The steps of a login so far. It travels sealed with the login, and is written in the commit that ends it. */
export interface LoginTrace {
  readonly beganAt: EpochMs;
  readonly steps: readonly TraceStep[];
  /** Id of the provider's messages, where they are kept for an administrator; null otherwise. */
  readonly kept: string | null;
}

/** A login has four to eight; whoever goes back and forth for ten minutes keeps the first step and the latest ones. */
const maxSteps = 24;
const maxBecause = 200;
const maxChecks = 20;
const maxClaims = 40;
const maxName = 80;

export function beginTrace(now: EpochMs): LoginTrace {
  return { beganAt: now, steps: [], kept: null };
}

/** What a step tells beside its name and time. */
export type TraceNote = Pick<TraceStep, 'because' | 'checks' | 'claims' | 'understood' | 'facts'> & { readonly ok?: boolean };

/** The trace with one step more. */
export function withStep(trace: LoginTrace, now: EpochMs, step: TraceStepName, note: TraceNote): LoginTrace {
  const added: TraceStep = {
    step,
    afterMs: Math.max(0, now - trace.beganAt),
    ok: note.ok ?? true,
    because: note.because.slice(0, maxBecause),
    ...(note.checks && { checks: note.checks.slice(0, maxChecks) }),
    ...(note.claims && { claims: shortened(note.claims) }),
    ...(note.understood && { understood: shortened(note.understood) }),
    ...(note.facts && { facts: note.facts }),
  };
  const [first, ...others] = trace.steps;
  const steps = first === undefined ? [] : others.length + 2 > maxSteps ? [first, ...others.slice(2 - maxSteps)] : trace.steps;
  return { ...trace, steps: [...steps, added] };
}

function shortened(claims: readonly ClaimCount[]): readonly ClaimCount[] {
  return claims.slice(0, maxClaims).map(({ name, count }) => ({ name: name.slice(0, maxName), count }));
}

/** Which facts of a person arrived: names and counts, no values. The names of further attributes are the connection's own. */
export function factsOf(identity: Identity): readonly ClaimCount[] {
  const { email, firstName, lastName, displayName, groups, attributes } = identity;
  const one = (name: string, value: unknown): ClaimCount => ({ name, count: value === null ? 0 : 1 });
  return [
    one('email', email),
    ...(email?.verified ? [{ name: 'email-verified', count: 1 }] : []),
    one('first-name', firstName),
    one('last-name', lastName),
    one('display-name', displayName),
    // Unknown is another thing than none.
    ...(groups === null ? [] : [{ name: 'groups', count: groups.length }]),
    ...Object.entries(attributes).map(([name, values]) => ({ name, count: values.length })),
  ];
}

const refusedSteps: Readonly<Record<string, TraceStepName>> = {
  'authn-request': 'request',
  choose: 'choice',
  depart: 'departure',
  resume: 'departure',
  callback: 'provider',
};

/** The step of a login that a refusal of this name belongs to. */
export function refusedStepOf(step: string): TraceStepName {
  return refusedSteps[step] ?? traceStepNames.find((name) => name === step) ?? 'issue';
}
