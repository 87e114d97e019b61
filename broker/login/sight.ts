import { createObservations } from '../domain/observations.ts';
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
  messages(): ReturnType<ReturnType<typeof createObservations>['read']>['messages'];
}

/** `withMessages` false: they are never written out, which costs more than all the rest. */
export function createSight(withMessages: boolean): Sight {
  const seen = createObservations();
  let received: ReceivedClaims | null = null;
  const observer: Observer = {
    step: seen.step,
    fact: seen.fact,
    received(claims) {
      received = claims();
    },
    message: withMessages ? seen.message : () => {},
  };
  const proven = () => {
    const checks = seen
      .read()
      .steps.filter(({ ok }) => ok)
      .map(({ name }) => name);
    return { ...(checks.length > 0 && { checks }), ...(received !== null && { claims: countsOf(received) }) };
  };
  return {
    observer,
    proven,
    refused: () => {
      const { facts } = seen.read();
      return { ...proven(), ...(Object.keys(facts).length > 0 && { facts }) };
    },
    messages: () => seen.read().messages,
  };
}

/** Names that a provider made up are shown as text, on one line. */
function countsOf(claims: ReceivedClaims): readonly ClaimCount[] {
  return Object.entries(claims).map(([name, values]) => ({
    name: name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '),
    count: values.length,
  }));
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
