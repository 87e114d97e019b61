import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { Refusal } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Connectors, Departure } from '../../domain/ports/connector.ts';
import type { Foresight } from '../../domain/ports/foresight.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { TestedConnectionAtHand } from '../../domain/ports/sign-in-tests.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import type { SignInTestStore } from '../../domain/ports/stores/sign-in-test-store.ts';
import type { WatchStore } from '../../domain/ports/stores/watch-store.ts';
import type { BrowserSeal, Vault } from '../../domain/ports/vault.ts';
import type { Scene } from '../deps.ts';

/**
 * What tests by a sign-in work with. It is all they have: no store of logins or sessions, no admission, no party, so that
 * whatever a test does, nobody is signed in by it and no account is made.
 */
export interface SignInTestDeps {
  readonly tests: SignInTestStore;
  /** What was taken over from providers counts for a test as it does for logins. */
  readonly watched: Pick<WatchStore, 'overlay'>;
  readonly rates: RateStore;
  readonly vault: Vault;
  readonly seal: BrowserSeal;
  readonly connectors: Connectors;
  readonly foresight: Foresight;
  readonly clock: Clock;
  readonly random: Random;
}

/** The cookie of the browser that began. */
export interface TestKey {
  readonly id: string;
  readonly key: string;
  readonly expiresAt: EpochMs;
}

/** The outcome of one request of a test, before it becomes HTTP. */
export type TestReply =
  | { readonly kind: 'depart'; readonly departure: Departure; readonly setKey: TestKey }
  /** It is over. */
  | { readonly kind: 'ended'; readonly outcome: SignInTestOutcome; readonly clearKey: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly connection: string | null };

/** The scene as it would be if what is tested were saved and on. */
export function withTested(scene: Scene, { connection, secrets }: TestedConnectionAtHand): Scene {
  const { settings } = scene.snapshot;
  const index = settings.connections.findIndex(({ id }) => id === connection.id);
  const connections = settings.connections.toSpliced(index < 0 ? settings.connections.length : index, index < 0 ? 0 : 1, {
    ...connection,
    enabled: true,
  });
  const snapshot = {
    ...scene.snapshot,
    settings: { ...settings, connections },
    secrets: new Map([...scene.snapshot.secrets, ...secrets]),
  };
  return { ...scene, snapshot };
}
