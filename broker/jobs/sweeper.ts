import type { EpochMs } from '../domain/brands.ts';
import { browserKnownForMs } from '../domain/known-browsers.ts';
import { placeLifetimeMs } from '../domain/policy/places-seen.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { SigningKeyStore } from '../domain/ports/stores/key-store.ts';
import type { SignInTestStore } from '../domain/ports/stores/sign-in-test-store.ts';

const intervalMs = 60_000;
/** Messages that an administrator had kept, and the captures themselves. */
const messagesLifetimeMs = 24 * 3_600_000;
/** Support codes are asked for within days; traces hold nothing about a person, but nothing is kept for ever. */
const traceLifetimeMs = 30 * 24 * 3_600_000;

export interface Sweeper {
  /** Sweeps every minute from now on; does not keep the process alive. */
  start(): void;
  /** Resolves when a sweep under way has ended. */
  stop(): Promise<void>;
}

export interface SweeperDeps {
  readonly storage: Storage & { readonly signingKeys: SigningKeyStore; readonly signInTests: SignInTestStore };
  readonly clock: Clock;
  readonly log: Log;
}

/** Removes what has expired. A sweep that fails is logged, and the next one does its work. */
export function createSweeper(deps: SweeperDeps): Sweeper {
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;

  function tick(): void {
    // A slow database is not swept twice at once.
    underWay ??= sweep(deps).finally(() => {
      underWay = null;
    });
  }

  return {
    start() {
      timer ??= setInterval(tick, intervalMs).unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      await underWay;
    },
  };
}

async function sweep({ storage, clock, log }: SweeperDeps): Promise<void> {
  const now = clock.now();
  const sweeps: readonly (readonly [name: string, work: (now: EpochMs) => Promise<number>])[] = [
    ['logins', storage.logins.sweep],
    ['logouts', storage.logouts.sweep],
    ['sessions', storage.sessions.sweep],
    ['factors', storage.factors.sweep],
    ['challenges', storage.challenges.sweep],
    ['seen-places', (at) => storage.seenPlaces.sweep(at - placeLifetimeMs)],
    ['browsers', (at) => storage.browsers.sweep(at - browserKnownForMs)],
    ['once', storage.once.sweep],
    ['rates', storage.rates.sweep],
    ['signing-keys', storage.signingKeys.sweep],
    ['sign-in-tests', storage.signInTests.sweep],
    ['traces', (at) => storage.traces.sweep(at - traceLifetimeMs)],
    ['captures', (at) => storage.captures.sweep(at - messagesLifetimeMs)],
  ];
  for (const [purpose, work] of sweeps) {
    try {
      const count = await work(now);
      if (count > 0) log.info('sweep.done', { purpose, count });
    } catch (error) {
      log.error('sweep.failed', { purpose, error });
    }
  }
}
