import { type Refusal, refuse } from './app-error.ts';
import type { Assurance } from './assurance.ts';
import type { EpochMs } from './brands.ts';
import type { Identity } from './identity.ts';
import type { Proof } from './policy/demand.ts';
import type { AskedAgain, Challenge, DepartureMemory, Transaction, TransactionState } from './transaction.ts';

/** What may happen to a login. Each event is made only by the one place that has proven it. */
export type TransactionEvent =
  /** The browser leaves for the provider once more (reload, back): the earlier departure is void. */
  | {
      readonly type: 'departed-again';
      readonly connection: string;
      readonly memory: DepartureMemory;
      /** The policy wants the company to check the person again. */
      readonly askedAgain?: AskedAgain;
    }
  /** A connector has proven who came back. */
  | { readonly type: 'arrived'; readonly identity: Identity }
  /** The policy asks for a factor, or the person chose another one of theirs. */
  | { readonly type: 'challenged'; readonly challenge: Challenge; readonly proof: Proof }
  /** A factor was proven, or none was demanded. */
  | { readonly type: 'verified'; readonly assurance: Assurance }
  | { readonly type: 'issued' }
  | { readonly type: 'denied' }
  | { readonly type: 'failed' };

const allowed: Readonly<Record<TransactionState, readonly TransactionEvent['type'][]>> = {
  departed: ['departed-again', 'arrived', 'denied', 'failed'],
  identified: ['departed-again', 'challenged', 'verified', 'denied', 'failed'],
  challenged: ['departed-again', 'challenged', 'verified', 'denied', 'failed'],
  verified: ['issued', 'denied', 'failed'],
  issued: [],
  denied: [],
  failed: [],
};

export type Transitioned = { readonly ok: true; readonly transaction: Transaction } | Refusal;

/**
 * The state machine of a login: pure and total. Whatever is not allowed by name is refused, and an expired login allows
 * nothing. The version grows by one with each event, so that a save can name the version it read.
 */
export function transition(transaction: Transaction, event: TransactionEvent, now: EpochMs): Transitioned {
  if (now >= transaction.expiresAt) return refuse('login_expired', 'transaction.expired');
  if (!allowed[transaction.state].includes(event.type)) return refuse('login_wrong_step', `transaction.${transaction.state}.${event.type}`);
  const next = apply(transaction, event, now);
  if (next === null) return refuse('login_wrong_step', `transaction.${transaction.state}.${event.type}`);
  return { ok: true, transaction: next };
}

function apply(transaction: Transaction, event: TransactionEvent, now: EpochMs): Transaction | null {
  const base = {
    id: transaction.id,
    version: transaction.version + 1,
    expiresAt: transaction.expiresAt,
    request: transaction.request,
    connection: transaction.connection,
    session: transaction.session,
    trace: transaction.trace,
    captured: transaction.captured,
    askedAgain: transaction.askedAgain,
  };
  switch (event.type) {
    case 'departed-again': {
      const { connection, memory, askedAgain = base.askedAgain } = event;
      // Who is known already is asked by their own company only, however often they leave for it, and comes back as a sign-in of its own.
      if (askedAgain === null ? 'identity' in transaction : connection !== base.connection) return null;
      return { ...base, connection, session: null, askedAgain, state: 'departed', memory };
    }
    case 'arrived':
      // An identity of another connection than the one departed to is a mix-up (RFC 9700, section 4.4).
      return event.identity.connection === transaction.connection && isAwaited(transaction.askedAgain, event.identity)
        ? { ...base, state: 'identified', identity: event.identity }
        : null;
    case 'challenged':
      return 'identity' in transaction
        ? { ...base, state: 'challenged', identity: transaction.identity, challenge: event.challenge, proof: event.proof }
        : null;
    case 'verified':
      return 'identity' in transaction ? { ...base, state: 'verified', identity: transaction.identity, assurance: event.assurance } : null;
    case 'issued':
    case 'denied':
    case 'failed':
      return { ...base, askedAgain: null, state: event.type, at: now };
    default:
      return event satisfies never;
  }
}

/** Who was sent to their company to be checked again, and nobody else, may come back from there. */
export function isAwaited(askedAgain: AskedAgain | null, { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>): boolean {
  return askedAgain === null || (askedAgain.issuer === issuer && askedAgain.subject === subject);
}
