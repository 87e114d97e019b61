/**
 * Tests by a sign-in, between their rows and what is in them. What is tested is sealed under the tenant's key, since it is
 * opened for whoever has the ticket; what the connector remembers, under a key that only the browser that began has.
 */
import { createHash } from 'node:crypto';
import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { Connection } from '#contract/settings/connection';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { TestedConnectionAtHand } from '../../domain/ports/sign-in-tests.ts';
import type { StoredSignInTest } from '../../domain/ports/stores/sign-in-test-store.ts';
import type { WatchStore } from '../../domain/ports/stores/watch-store.ts';
import type { BrowserSeal, Vault } from '../../domain/ports/vault.ts';
import { asRun } from '../../domain/run-connection.ts';
import { Secret } from '../../domain/secret.ts';
import type { DepartureMemory } from '../../domain/transaction.ts';

export const ticketLifetimeMs = 5 * 60_000;
/** From the start to the answer, as for a login. */
export const testLifetimeMs = 10 * 60_000;
export const resultLifetimeMs = 60 * 60_000;
/** What nobody finished goes soon, with the secret in it. */
export const unfinishedLifetimeMs = ticketLifetimeMs + testLifetimeMs + 60_000;

const shapeOfTicket = /^[A-Za-z0-9_-]{43}$/;
const shapeOfId = /^[A-Za-z0-9_-]{22}$/;

export const isTicket = (text: string): boolean => shapeOfTicket.test(text);
export const isTestId = (text: string): boolean => shapeOfId.test(text);

/** What the row keeps of a ticket. */
export function ticketHash(ticket: string): string {
  return createHash('sha256').update(`gatehouse/sign-in-test/1 ${ticket}`).digest('base64url');
}

export interface Records {
  sealTested(tenant: TenantId, id: string, tested: TestedConnectionAtHand): Promise<Uint8Array>;
  /** As it would be run if it were saved now. */
  openTested(row: StoredSignInTest): Promise<TestedConnectionAtHand>;
  sealOutcome(row: StoredSignInTest, outcome: SignInTestOutcome): Promise<Uint8Array>;
  openOutcome(row: StoredSignInTest): Promise<SignInTestOutcome>;
  /** The row of the next departure, under a fresh key. */
  away(row: StoredSignInTest, memory: DepartureMemory, expiresAt: EpochMs): { readonly row: StoredSignInTest; readonly key: string };
  /** Null when the key is another browser's, or of a step before. */
  openMemory(row: StoredSignInTest, key: string): DepartureMemory | null;
}

export function createRecords(deps: { vault: Vault; seal: BrowserSeal; watched: Pick<WatchStore, 'overlay'> }): Records {
  const { vault, seal, watched } = deps;
  const place = (tenant: TenantId, row: string, column: 'sealed' | 'memory') => ({ tenant, table: 'sign_in_test', row, column });
  const opened = async (row: StoredSignInTest): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await vault.open(place(row.tenant, row.id, 'sealed'), row.sealed)));

  return {
    async sealTested(tenant, id, { connection, secrets }) {
      const kept: Kept = { tested: { connection, secrets: [...secrets].map(([name, secret]) => [name, secret.reveal()]) } };
      return vault.seal(place(tenant, id, 'sealed'), bytesOf(kept));
    },
    async openTested(row) {
      const { tested } = (await opened(row)) as Kept;
      const { rows } = await watched.overlay(row.tenant);
      return {
        connection: asRun(rows)(tested.connection),
        secrets: new Map(tested.secrets.map(([name, value]) => [name, new Secret(value)])),
      };
    },
    sealOutcome: (row, outcome) => vault.seal(place(row.tenant, row.id, 'sealed'), bytesOf({ outcome })),
    async openOutcome(row) {
      return ((await opened(row)) as { outcome: SignInTestOutcome }).outcome;
    },
    away(row, memory, expiresAt) {
      const key = seal.newKey();
      const sealed = seal.seal(key, place(row.tenant, row.id, 'memory'), bytesOf(memory));
      return { row: { ...row, version: row.version + 1, keyHash: seal.keyHash(key), memory: sealed, expiresAt }, key };
    },
    openMemory(row, key) {
      if (row.memory === null || seal.keyHash(key) !== row.keyHash) return null;
      const plain = seal.open(key, place(row.tenant, row.id, 'memory'), row.memory);
      return plain === null ? null : (JSON.parse(new TextDecoder().decode(plain)) as DepartureMemory);
    },
  };
}

/** What is in a row until its test is over. */
interface Kept {
  readonly tested: { readonly connection: Connection; readonly secrets: readonly (readonly [name: string, value: string])[] };
}

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
