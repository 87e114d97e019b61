/**
 * Logins under way, between their sealed rows and the domain's type. Only the browser that holds the cookie key can open
 * one; every passed step seals it anew under a fresh key, so that a key from before a step opens nothing after it.
 */
import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { TransactionId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LoginStore, StoredTransaction } from '../domain/ports/stores/login-store.ts';
import type { BrowserSeal } from '../domain/ports/vault.ts';
import type { Tenant } from '../domain/tenant.ts';
import { beginTrace } from '../domain/trace.ts';
import { type PartyRequest, type Transaction, transactionLifetimeMs } from '../domain/transaction.ts';
import type { BrowserChange, BrowserJar } from './reply.ts';

/** A transaction opened by its browser, with the key that opened it. */
interface OpenTransaction {
  readonly transaction: Transaction;
  readonly key: string;
}

/** What of a transaction is sealed: all that its row does not need for itself. */
type Sealed = Omit<Transaction, 'id' | 'version' | 'state' | 'connection' | 'expiresAt'>;

export interface Transactions {
  /** The name of the login that answers this request: the same request, the same login. */
  idOf(tenant: Tenant, request: PartyRequest): TransactionId;
  find(tenant: Tenant, id: TransactionId): Promise<StoredTransaction | null>;
  /** Opens it with the browser's key, or says why not. */
  open(tenant: Tenant, id: TransactionId, jar: BrowserJar): Promise<({ readonly ok: true } & OpenTransaction) | Refusal>;
  /** The row of a step just passed, and the cookie that opens it. */
  seal(tenant: Tenant, transaction: Transaction): { readonly row: StoredTransaction; readonly change: BrowserChange };
  /** The row of an ended transaction, in which nothing sealed is kept, and its cookie gone. */
  ended(tenant: Tenant, transaction: Transaction): { readonly row: StoredTransaction; readonly change: BrowserChange };
}

const shapeOfId = /^[A-Za-z0-9_-]{22}$/;

/** Is this text shaped like a transaction id? */
export function isTransactionId(text: string): text is TransactionId {
  return shapeOfId.test(text);
}

export function createTransactions(deps: { logins: LoginStore; seal: BrowserSeal; clock: Clock }): Transactions {
  const place = (tenant: Tenant, id: TransactionId) => ({ tenant: tenant.id, table: 'login', row: id, column: 'sealed' });

  return {
    idOf(tenant, request) {
      const hash = createHash('sha256')
        .update(JSON.stringify(['login', tenant.id, request.party, request.requestId]))
        .digest();
      return hash.subarray(0, 16).toString('base64url') as TransactionId;
    },

    find: (tenant, id) => deps.logins.find(tenant.id, id),

    async open(tenant, id, jar) {
      const row = await deps.logins.find(tenant.id, id);
      if (row === null) return refuse('login_unknown', 'transaction.no-row');
      const key = jar.transactionKey(id);
      // Who lacks the cookie learns nothing of the state; an expired login of one's own is named as such.
      if (key === null) return refuse('login_other_browser', 'transaction.no-cookie');
      if (row.sealed === null) return refuse('login_already_used', `transaction.${row.state}`);
      if (deps.clock.now() >= row.expiresAt) return refuse('login_expired', 'transaction.expired');
      const plain = deps.seal.keyHash(key) === row.keyHash ? deps.seal.open(key, place(tenant, id), row.sealed) : null;
      if (plain === null) return refuse('login_wrong_step', 'transaction.key-of-another-step');
      const sealed = JSON.parse(new TextDecoder().decode(plain)) as Omit<Sealed, 'trace' | 'captured' | 'askedAgain'> & Partial<Sealed>;
      const transaction = {
        // A broker of the release before may have sealed it: it knows of none of them.
        trace: beginTrace(row.expiresAt - transactionLifetimeMs),
        captured: null,
        askedAgain: null,
        ...sealed,
        id,
        version: row.version,
        state: row.state,
        connection: row.connection,
        expiresAt: row.expiresAt,
      } as Transaction;
      return { ok: true, transaction, key };
    },

    seal(tenant, transaction) {
      const key = deps.seal.newKey();
      const { id, version, state, connection, expiresAt, ...sealed } = transaction;
      const row: StoredTransaction = {
        tenant: tenant.id,
        id,
        version,
        state,
        connection,
        party: transaction.request.party,
        keyHash: deps.seal.keyHash(key),
        sealed: deps.seal.seal(key, place(tenant, id), new TextEncoder().encode(JSON.stringify(sealed satisfies Sealed))),
        expiresAt,
      };
      return { row, change: { setTransaction: { id, key, expiresAt } } };
    },

    ended(tenant, transaction) {
      const { id, version, state, connection, expiresAt } = transaction;
      return {
        row: { tenant: tenant.id, id, version, state, connection, party: transaction.request.party, keyHash: '', sealed: null, expiresAt },
        change: { clearTransaction: id },
      };
    },
  };
}
