import type { Refusal } from '../domain/app-error.ts';
import type { EpochMs, TransactionId } from '../domain/brands.ts';
import type { Departure } from '../domain/ports/connector.ts';
import type { PartyAnswer } from '../domain/ports/party.ts';
import type { Standing } from '../domain/ports/refusals.ts';
import type { LoginTrace, TraceNote } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { CompanyMark } from './remembered-company.ts';

/** What the browser's cookies become with an answer. */
export interface BrowserChange {
  readonly setTransaction?: { readonly id: TransactionId; readonly key: string; readonly expiresAt: EpochMs };
  readonly clearTransaction?: TransactionId;
  readonly setSession?: { readonly token: string; readonly expiresAt: EpochMs };
  /** What the browser remembers of where it signs in. */
  readonly setCompany?: CompanyMark;
  /** The marks of the people that signed in with this browser. */
  readonly setMarks?: { readonly marks: string; readonly expiresAt: EpochMs };
}

/** What the browser brought: the keys of its logins under way, by id, and its session token. Claims until opened. */
export interface BrowserJar {
  transactionKey(id: TransactionId): string | null;
  readonly sessionToken: string | null;
  /** What `browser-marks.ts` put there. */
  readonly marks: string | null;
  readonly company: CompanyMark | null;
  /** The e-mail address that was entered to find a company, sealed. */
  readonly address: string | null;
}

/** A connection, as people see it. */
export interface NamedConnection {
  readonly id: string;
  readonly name: string;
}

/** The outcome of one request to the login host, before it becomes HTTP. */
export type LoginReply =
  /** `lastUsed`: the id of one that may be among the choices. `byEmail`: with the way to the e-mail question. */
  | { readonly kind: 'choose'; readonly choices: readonly NamedConnection[]; readonly lastUsed: string | null; readonly byEmail: boolean }
  /** A link names this one, and the person has to say so too. */
  | { readonly kind: 'confirm'; readonly connection: NamedConnection }
  | { readonly kind: 'ask-email'; readonly problem: Refusal | null; readonly lastUsed: NamedConnection | null }
  /** `isRecorded`: the person has to be told that messages are kept, and to go on by their own hand. */
  | { readonly kind: 'depart'; readonly departure: Departure; readonly change: BrowserChange; readonly isRecorded?: boolean }
  /** The portal is to begin a sign-in with this connection, and to end at this path of its own. */
  | { readonly kind: 'begin'; readonly connection: string; readonly path: string }
  /** Go to the page of the present step. */
  | { readonly kind: 'second-factor'; readonly transaction: TransactionId; readonly change: BrowserChange }
  | { readonly kind: 'answer'; readonly answer: PartyAnswer; readonly change: BrowserChange }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly step: string;
      readonly connection: string | null;
      readonly standing: Standing;
      /** The login that it ended or got in the way of; null where none was opened. */
      readonly login: RefusedLogin | null;
      readonly change: BrowserChange;
      readonly error?: unknown;
    };

/** What the trace of a refusal tells of its login. */
export interface RefusedLogin {
  readonly party: string;
  readonly trace: LoginTrace;
  /** What else is known of the step that was refused. */
  readonly note?: Omit<TraceNote, 'because' | 'ok'>;
}

/** Refuses somebody of whom nothing is known: no login of theirs was opened. */
export function refused(refusal: Refusal, step: string, connection: string | null = null): LoginReply {
  return { kind: 'refused', refusal, step, connection, standing: 'stranger', login: null, change: {} };
}

/** Refuses the browser that a login belongs to. */
export function refusedIn(transaction: Transaction, refusal: Refusal, step: string, change: BrowserChange = {}): LoginReply {
  const standing = 'identity' in transaction ? 'known' : 'under-way';
  const login = { party: transaction.request.party, trace: transaction.trace };
  return { kind: 'refused', refusal, step, connection: transaction.connection, standing, login, change };
}

/** Tells the trace more of the step that was refused. */
export function withNote(reply: LoginReply, note: NonNullable<RefusedLogin['note']>): LoginReply {
  return reply.kind === 'refused' && reply.login !== null ? { ...reply, login: { ...reply.login, note } } : reply;
}
