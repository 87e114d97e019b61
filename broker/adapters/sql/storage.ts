/**
 * The stores over one database. Owns what is SQL; what a row means is the domain's. `atomically` gives the same stores
 * bound to one transaction: inside it, only those may be used.
 */
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Storage, Stores } from '../../domain/ports/storage.ts';
import type { SigningKeyStore, TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import type { FigureStore } from '../../domain/ports/stores/figure-store.ts';
import type { RotationStore } from '../../domain/ports/stores/rotation-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import type { SealingVault } from '../seal/vault.ts';
import { type Migrated, migrate } from './migrate.ts';
import type { Database } from './schema.ts';
import { type OpenDatabase, openSqlite } from './sqlite.ts';
import { createBindingStore } from './stores/binding-store.ts';
import { createFactorStore } from './stores/factor-store.ts';
import { createFigureStore } from './stores/figure-store.ts';
import { createSigningKeyStore, createTenantKeyStore } from './stores/key-stores.ts';
import { createLoginStore } from './stores/login-store.ts';
import { createOnceStore } from './stores/once-store.ts';
import { createRateStore } from './stores/rate-store.ts';
import { createRotationStore } from './stores/rotation-store.ts';
import { createSessionStore } from './stores/session-store.ts';
import { createSettingsStore } from './stores/settings-store.ts';
import { createTenantStore } from './stores/tenant-store.ts';
import { createTraceStore } from './stores/trace-store.ts';

export interface SqlStorage extends Storage {
  /** The vault that seals what these stores seal. */
  readonly vault: Vault;
  readonly tenantKeys: TenantKeyStore;
  readonly signingKeys: SigningKeyStore;
  readonly rotation: RotationStore;
  readonly figures: FigureStore;
  /** What opening it changed in the schema. */
  readonly migrated: Migrated;
}

interface StorageOptions {
  readonly clock: Clock;
  /** Without one, settings can neither be put nor read. */
  readonly vault?: (keys: TenantKeyStore) => SealingVault;
}

export interface SqliteOptions extends StorageOptions {
  readonly path: string;
  /** How long a statement waits for another process's lock; 5 s unless told. */
  readonly lockPatienceMs?: number;
}

/**
 * Opens a SQLite file (or `:memory:`) and brings its schema up to date. Throws `database_unavailable` and
 * `database_too_new`.
 */
export async function openSqliteStorage(options: SqliteOptions): Promise<SqlStorage> {
  return storageOver(openSqlite(options.path, options), options);
}

async function storageOver(open: OpenDatabase, options: StorageOptions): Promise<SqlStorage> {
  const { db, scope } = open;
  try {
    const migrated = await migrate(open, options.clock);
    const tenantKeys = createTenantKeyStore(open);
    const vault = options.vault?.(tenantKeys) ?? lockedVault;
    const bound = (transaction: Kysely<Database>) => {
      const bench = { db: transaction, scope };
      return storesOn(bench, options.clock, vault.within(createTenantKeyStore(bench)));
    };
    return {
      ...storesOn(open, options.clock, vault),
      vault,
      tenantKeys,
      signingKeys: createSigningKeyStore(open),
      rotation: createRotationStore(open),
      figures: createFigureStore(open),
      migrated,
      atomically: (work) => db.transaction().execute((transaction) => scope.run(() => work(bound(transaction)))),
      async ping() {
        await sql`select 1`.execute(db);
      },
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

function storesOn(bench: Pick<OpenDatabase, 'db' | 'scope'>, clock: Clock, vault: Vault): Stores {
  return {
    tenants: createTenantStore({ ...bench, clock }),
    settings: createSettingsStore({ ...bench, vault }),
    logins: createLoginStore(bench),
    sessions: createSessionStore(bench),
    bindings: createBindingStore(bench),
    factors: createFactorStore(bench),
    once: createOnceStore(bench),
    rates: createRateStore(bench),
    traces: createTraceStore(bench),
  };
}

const unavailable = async (): Promise<never> => {
  throw new AppError('key_unavailable', { details: { because: 'storage.opened-without-vault' } });
};

/** Stands where no vault was given: commands that only migrate or list need no master key. */
const lockedVault: SealingVault = { seal: unavailable, open: unavailable, fingerprint: unavailable, within: () => lockedVault };
