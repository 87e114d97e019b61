import { createObservations, type Observed } from '../domain/observations.ts';
import type { PreparedMessages } from '../domain/ports/captures.ts';
import type { Observer, ReceivedClaims } from '../domain/ports/observer.ts';
import type { ClaimCount, TraceNote } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { LoginDeps, Scene } from './deps.ts';

/** What a login sees of the proof of its provider's answer: for its trace, and, where they are captured, the messages. */
export interface Sight {
  readonly observer: Observer;
  /** Of an answer that was taken. */
  proven(): Pick<TraceNote, 'checks' | 'claims'>;
  /** Of an answer that was refused: also what stood in it, where something else was expected. */
  refused(): Pick<TraceNote, 'checks' | 'claims' | 'facts'>;
  messages(): Observed['messages'];
}

/** Whatever is told is only put down; what of it is wanted is made of it afterwards. `withMessages` false: messages are not even put down. */
export function createSight(withMessages: boolean): Sight {
  const seen = withMessages ? createObservations() : null;
  const checks: string[] = [];
  const facts = new Map<string, string>();
  let received: (() => ReceivedClaims) | null = null;
  const observer: Observer = {
    step({ name, ok }) {
      if (ok && checks.at(-1) !== name) checks.push(name);
    },
    fact: (name, value) => void facts.set(name, value),
    received(claims) {
      received = claims;
    },
    message: (message) => seen?.message(message),
  };
  const proven = () => ({ ...(checks.length > 0 && { checks }), ...(received !== null && { claims: countsOf(received()) }) });
  return {
    observer,
    proven,
    refused: () => ({
      ...proven(),
      ...(facts.size > 0 && { facts: Object.fromEntries([...facts].map(([name, value]) => [name, plainFact(name, value)])) }),
    }),
    messages: () => seen?.read().messages ?? [],
  };
}

const maxText = 200;
const masked = '[masked]';

/** Text of a provider as a trace may have it: short, on one line, and nothing that could be somebody's address. */
function plain(text: string): string {
  if (text.includes('@')) return masked;
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, maxText)
    .toWellFormed();
}

/** A code of an error has no blanks; what has some is a sentence, and might be about somebody. */
function plainFact(name: string, value: string): string {
  return name === 'provider-answer' && /\s/.test(value) ? masked : plain(value);
}

function countsOf(claims: ReceivedClaims): readonly ClaimCount[] {
  return Object.entries(claims).map(([name, values]) => ({ name: plain(name), count: values.length }));
}

/** The messages of this answer, to be written when it is consumed; null where the person was told of no capture. */
export async function keptOf(
  deps: LoginDeps,
  { tenant }: Scene,
  { captured, connection }: Transaction,
  sight: Sight,
  code: string,
): Promise<PreparedMessages | null> {
  const messages = captured === null ? [] : sight.messages();
  if (captured === null || messages.length === 0) return null;
  return deps.captures.prepare({ tenant: tenant.id, connection, capture: captured, code, messages });
}
