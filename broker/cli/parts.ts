import type { Captures } from '../domain/ports/captures.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Connectors } from '../domain/ports/connector.ts';
import type { KeyRotation } from '../domain/ports/key-rotation.ts';
import type { People } from '../domain/ports/people.ts';
import type { Places } from '../domain/ports/places.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SenderParts } from '../domain/ports/sender-parts.ts';
import type { SignInTests } from '../domain/ports/sign-in-tests.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { FigureStore } from '../domain/ports/stores/figure-store.ts';
import type { TokenPool } from '../domain/ports/token-pool.ts';
import type { Upkeep } from '../domain/ports/upkeep.ts';
import type { Apply } from '../settings/apply.ts';

/** What the command needs of a composed broker; `compose` gives more. Opening it brings the database up to date. */
export interface CliParts {
  readonly storage: Storage & {
    readonly figures: FigureStore;
    /** The steps that opening it did. */
    readonly migrated: { readonly applied: readonly { readonly number: number; readonly name: string }[] };
  };
  readonly snapshots: Snapshots;
  readonly apply: Apply;
  readonly connectors: Connectors;
  readonly captures: Captures;
  readonly keyRotation: KeyRotation;
  readonly upkeep: Upkeep;
  readonly senders: SenderParts;
  /** Hardware tokens. */
  readonly tokens: TokenPool;
  readonly people: People;
  readonly places: Places;
  readonly signInTests: SignInTests;
  readonly clock: Clock;
  readonly random: Random;
  /** Listens; gives the address. */
  readonly app: { listen(at: { host: string; port: number }): Promise<string> };
  close(): Promise<void>;
}
