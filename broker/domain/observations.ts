import type { ObservedFact, ObservedMessage, ObservedStep, Observer, ReceivedClaims } from './ports/observer.ts';

/** What was seen of one sign-in. */
export interface Observed {
  readonly steps: readonly ObservedStep[];
  readonly facts: Readonly<Partial<Record<ObservedFact, string>>>;
  /** Null: nothing was proven. */
  readonly received: ReceivedClaims | null;
  readonly messages: readonly { readonly kind: ObservedMessage['kind']; readonly text: string }[];
}

const maxSteps = 40;
const maxMessages = 8;
const maxMessageLength = 48_000;
const maxFactLength = 300;
const maxClaims = 200;
const maxValues = 300;
const maxValueLength = 500;

/** Collects what is seen of a sign-in, as much of it as anybody will look at. */
export function createObservations(): Observer & { read(): Observed } {
  const steps: ObservedStep[] = [];
  const facts: Partial<Record<ObservedFact, string>> = {};
  const messages: { kind: ObservedMessage['kind']; text: string }[] = [];
  let received: ReceivedClaims | null = null;
  return {
    step(step) {
      if (steps.length < maxSteps && !steps.some(({ name, ok }) => name === step.name && ok === step.ok)) steps.push(step);
    },
    fact(name, value) {
      facts[name] = plain(value, maxFactLength);
    },
    received(claims) {
      received = bounded(claims());
    },
    message({ kind, text }) {
      if (messages.length < maxMessages) messages.push({ kind, text: cut(withoutControls(text()), maxMessageLength) });
    },
    read: () => ({ steps, facts, received, messages }),
  };
}

function bounded(claims: ReceivedClaims): ReceivedClaims {
  return Object.fromEntries(
    Object.entries(claims)
      .slice(0, maxClaims)
      .map(([name, values]) => [plain(name, maxFactLength), values.slice(0, maxValues).map((value) => plain(value, maxValueLength))]),
  );
}

/** Lines of text; other controls would reach a terminal. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** One line, without control characters and without those that turn the direction of what follows. */
function plain(text: string, length: number): string {
  return cut(text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' '), length);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()} ...`;
}
