import { createBoundedMap } from '../../domain/bounded-map.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';

/**
 * Remembers answers for a short while, at most `capacity` of them (those used longest ago go first), and merges equal questions that
 * are under way. Failures are not remembered.
 */
export interface Memory {
  /** The answer under `key` if it is younger than `ttlMs`, otherwise a fresh one. */
  recall<Value>(key: string, ttlMs: number, ask: () => Promise<Value>): Promise<Value>;
  /** Always asks, and remembers the answer for later recalls. */
  refresh<Value>(key: string, ask: () => Promise<Value>): Promise<Value>;
}

export function createMemory(deps: { clock: Clock; capacity: number }): Memory {
  const entries = createBoundedMap<{ readonly answer: Promise<unknown>; readonly askedAt: EpochMs }>(deps.capacity);

  const refresh = <Value>(key: string, ask: () => Promise<Value>): Promise<Value> => {
    const answer = ask();
    const entry = { answer, askedAt: deps.clock.now() };
    entries.set(key, entry);
    answer.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return answer;
  };

  return {
    refresh,
    recall: <Value>(key: string, ttlMs: number, ask: () => Promise<Value>) => {
      const known = entries.get(key);
      // A key names one question everywhere, so what was stored under it has that question's type.
      if (known && deps.clock.now() - known.askedAt < ttlMs) return known.answer as Promise<Value>;
      return refresh(key, ask);
    },
  };
}
