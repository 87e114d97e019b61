/**
 * The stores over one database. Owns what is SQL; what a row means is the domain's. `atomically` gives the same stores
 * bound to one transaction: inside it, only those may be used.
 */
import type { Kysely } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { DatabasePlace } from '../../domain/ports/database-place.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Storage, Stores } from '../../domain/ports/storage.ts';
import type { ExpiryStore } from '../../domain/ports/stores/expiry-store.ts';
import type { FigureStore } from '../../domain/ports/stores/figure-store.ts';
import type { SigningKeyStore, TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import type { LeaseStore } from '../../domain/ports/stores/lease-store.ts';
import type { RotationStore } from '../../domain/ports/stores/rotation-store.ts';
import type { SignInTestStore } from '../../domain/ports/stores/sign-in-test-store.ts';
import type { WatchStore } from '../../domain/ports/stores/watch-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import type { SealingVault } from '../seal/vault.ts';
import { type Migrated, migrate } from './migrate.ts';
import type { OpenDatabase } from './open-database.ts';
import { createPing } from './ping.ts';
import type { PostgresLimits } from './postgres-pool.ts';
import { namingServer } from './postgres-troubles.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { namingFile } from './sqlite-troubles.ts';
import { createBindingStore } from './stores/binding-store.ts';
import { createBrowserStore } from './stores/browser-store.ts';
import { createCaptureStore } from './stores/capture-store.ts';
import { createChallengeStore } from './stores/challenge-store.ts';
import { createEntryStore } from './stores/entry-store.ts';
import { createExpiryStore } from './stores/expiry-store.ts';
import { createFactorStore } from './stores/factor-store.ts';
import { createFigureStore } from './stores/figure-store.ts';
import { createSigningKeyStore, createTenantKeyStore } from './stores/key-stores.ts';
import { createLeaseStore } from './stores/lease-store.ts';
import { createLoginStore } from './stores/login-store.ts';
import { createLogoutStore } from './stores/logout-store.ts';
import { createOnceStore } from './stores/once-store.ts';
import { createPersonStore } from './stores/person-store.ts';
import { createPlaceStore } from './stores/place-store.ts';
import { createRateStore } from './stores/rate-store.ts';
import { createRequestStore } from './stores/request-store.ts';
import { createRotationStore } from './stores/rotation-store.ts';
import { createSessionStore } from './stores/session-store.ts';
import { createSettingsStore } from './stores/settings-store.ts';
import { createSignInTestStore } from './stores/sign-in-test-store.ts';
import { createTenantStore } from './stores/tenant-store.ts';
import { createTokenStore } from './stores/token-store.ts';
import { createTraceStore } from './stores/trace-store.ts';
import { createWatchStore } from './stores/watch-store.ts';
import { createYubicoKeyStore } from './stores/yubico-key-store.ts';
import { type Bench, inTransaction } from './whole.ts';

export interface SqlStorage extends Storage {
  /** The vault that seals what these stores seal. */
  readonly vault: Vault;
  readonly tenantKeys: TenantKeyStore;
  readonly signingKeys: SigningKeyStore;
  readonly rotation: RotationStore;
  readonly figures: FigureStore;
  readonly signInTests: SignInTestStore;
  readonly leases: LeaseStore;
  readonly watched: WatchStore;
  readonly expiries: ExpiryStore;
  /** What opening it changed in the schema. */
  readonly migrated: Migrated;
}

export interface StorageOptions {
  readonly clock: Clock;
  /** Is told what opening waits for. */
  readonly log?: Log;
  /** Without one, settings can neither be put nor read. */
  readonly vault?: (keys: TenantKeyStore) => SealingVault;
  /** SQLite: how long a statement waits for another process's lock; 5 s unless told. */
  readonly lockPatienceMs?: number;
  /** PostgreSQL: how long the server is waited for. */
  readonly postgresLimits?: PostgresLimits;
}

/** Opens the database and brings its schema up to date. Throws `database_unavailable` and `database_too_new`. */
export async function openStorage(place: DatabasePlace, options: StorageOptions): Promise<SqlStorage> {
  if (place.kind === 'sqlite') return openSqliteStorage(place.path, options);
  // Loaded when it is needed: a broker on SQLite does without the driver.
  const { openPostgres } = await import('./postgres.ts');
  try {
    return await storageOver(openPostgres(place, options.postgresLimits), options);
  } catch (error) {
    throw namingServer(error, place);
  }
}

async function openSqliteStorage(path: string, options: StorageOptions): Promise<SqlStorage> {
  try {
    return await storageOver(openSqlite(path, options), options);
  } catch (error) {
    throw namingFile(error, path);
  }
}

async function storageOver(open: OpenDatabase, options: StorageOptions): Promise<SqlStorage> {
  try {
    const migrated = await migrate(open, options.clock, undefined, options.log);
    const tenantKeys = createTenantKeyStore(open);
    const vault = options.vault?.(tenantKeys) ?? lockedVault;
    const bound = (transaction: Kysely<Database>) => {
      const bench = { ...open, db: transaction };
      return storesOn(bench, options.clock, () => vault.within(createTenantKeyStore(bench)));
    };
    return {
      ...storesOn(open, options.clock, () => vault),
      vault,
      tenantKeys,
      signingKeys: createSigningKeyStore(open),
      rotation: createRotationStore(open),
      figures: createFigureStore(open),
      signInTests: createSignInTestStore(open),
      leases: createLeaseStore(open),
      watched: createWatchStore(open),
      expiries: createExpiryStore(open),
      migrated,
      atomically: (work) => inTransaction(open, (transaction) => work(bound(transaction))),
      ping: createPing(open, options.clock),
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** Each store is made when it is asked for: a transaction uses one or two of them, and making all takes longer than its statements. */
function storesOn(bench: Bench, clock: Clock, vault: () => Vault): Stores {
  return {
    get tenants() {
      return createTenantStore({ ...bench, clock });
    },
    get settings() {
      return createSettingsStore({ ...bench, vault: vault() });
    },
    get logins() {
      return createLoginStore(bench);
    },
    get sessions() {
      return createSessionStore(bench);
    },
    get entries() {
      return createEntryStore(bench);
    },
    get logouts() {
      return createLogoutStore(bench);
    },
    get bindings() {
      return createBindingStore(bench);
    },
    get factors() {
      return createFactorStore(bench);
    },
    get browsers() {
      return createBrowserStore(bench);
    },
    get people() {
      return createPersonStore(bench);
    },
    get seenPlaces() {
      return createPlaceStore(bench);
    },
    get tokens() {
      return createTokenStore(bench);
    },
    get yubicoKeys() {
      return createYubicoKeyStore(bench);
    },
    get challenges() {
      return createChallengeStore(bench);
    },
    get requests() {
      return createRequestStore(bench);
    },
    get once() {
      return createOnceStore(bench);
    },
    get rates() {
      return createRateStore(bench);
    },
    get traces() {
      return createTraceStore(bench);
    },
    get captures() {
      return createCaptureStore(bench);
    },
  };
}

const unavailable = async (): Promise<never> => {
  throw new AppError('key_unavailable', { details: { because: 'storage.opened-without-vault' } });
};

/** Stands where no vault was given: commands that only migrate or list need no master key. */
const lockedVault: SealingVault = { seal: unavailable, open: unavailable, fingerprint: unavailable, within: () => lockedVault };
