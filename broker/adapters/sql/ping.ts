import { randomUUID } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock.ts';
import { createRateStore } from './stores/rate-store.ts';
import type { Bench } from './whole.ts';

const windowMs = 60_000;
/** Short enough for whoever watches, long enough that a flood of questions becomes a few writes a second. */
const sharedMs = 250;

/**
 * Asks whether the database can be written, because one that can only be read signs nobody in. Anybody may ask a broker
 * whether it is ready, so all who ask at once share one answer, and each broker writes a row of its own: on a shared one
 * they would wait for each other with the connections that sign-ins need.
 */
export function createPing(bench: Bench, clock: Clock): () => Promise<void> {
  const own = `ping ${randomUUID()}`;
  let shared: { readonly answer: Promise<void>; endedAt: number | null } | null = null;

  async function ask(): Promise<void> {
    await createRateStore(bench).hit(own, windowMs, clock.now());
  }

  return () => {
    if (shared !== null && (shared.endedAt === null || performance.now() - shared.endedAt < sharedMs)) return shared.answer;
    const mine: { readonly answer: Promise<void>; endedAt: number | null } = { answer: ask(), endedAt: null };
    const ended = () => {
      mine.endedAt = performance.now();
    };
    mine.answer.then(ended, ended);
    shared = mine;
    return mine.answer;
  };
}
