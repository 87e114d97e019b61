import type { Refusal } from './app-error.ts';
import type { Assurance, Strength } from './assurance.ts';
import type { CaptureId, EpochMs, SessionId, TransactionId } from './brands.ts';
import type { Enrolling } from './enrolling.ts';
import type { Identity } from './identity.ts';
import type { Proof } from './policy/demand.ts';
import type { FactorKind, FactorMemory } from './ports/factor.ts';
import type { LoginTrace } from './trace.ts';

/** The question a party asked, as far as the answer needs it. All of it was verified when it arrived. */
export interface PartyRequest {
  readonly party: string;
  readonly requestId: string;
  readonly acsUrl: string;
  readonly relayState: string | null;
  /** The strength asked for by RequestedAuthnContext; `none` where it was not asked. */
  readonly strength: Strength;
  /** The AuthnContext classes asked for, as far as they are known here; the answer names one of them. Empty: none was asked for. */
  readonly contexts: readonly string[];
  /** The answer must name this person, as the party knows them, or there is none. */
  readonly subject: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  /** Only of the request that the login host makes in its own name, for the person's security page. */
  readonly wish?: SecurityWish;
}

/**
 * What somebody comes to their security page for. `visit`: to look. `confirm`: to show a factor of theirs once more, so as to
 * change something. `first-factor`: to set up the first one, in a login whose first step passes right now.
 */
export type SecurityWish = 'visit' | 'confirm' | 'first-factor';

/** One login under way. What a connection asserted is in it only while it lasts. */
export type Transaction = {
  readonly id: TransactionId;
  /** Grows with each saved step; a save names the version it read. */
  readonly version: number;
  readonly expiresAt: EpochMs;
  readonly request: PartyRequest;
  readonly connection: string;
  /** The session that the identity was taken from and that has to live on; null where the provider is asked. */
  readonly session: SessionId | null;
  /** What was done and decided so far, without anything about the person. */
  readonly trace: LoginTrace;
  /** The capture of messages that the person was told of before leaving for the provider; null: nothing of this login is kept. */
  readonly captured: CaptureId | null;
  /** The company was asked to check the person again; null until then. */
  readonly askedAgain: AskedAgain | null;
} & (
  | { readonly state: 'departed'; readonly memory: DepartureMemory }
  | { readonly state: 'identified'; readonly identity: Identity }
  /** `proof`: what was shown before this challenge. */
  | { readonly state: 'challenged'; readonly identity: Identity; readonly challenge: Challenge; readonly proof: Proof }
  | { readonly state: 'verified'; readonly identity: Identity; readonly assurance: Assurance }
  | { readonly state: 'issued' | 'denied' | 'failed'; readonly at: EpochMs }
);

/** Why the browser left for the provider once more: who has to come back, and what was shown before. */
export interface AskedAgain {
  readonly issuer: string;
  readonly subject: string;
  /** What the company is asked to prove; `none`: no more than that it sees the person now. */
  readonly strength: Strength;
  /** Since when; what it saw before says nothing. */
  readonly since: EpochMs;
  readonly proof: Proof;
}

/** What a connector must remember between departure and return (state, nonce, PKCE verifier), opaque to everyone else. */
export type DepartureMemory = Readonly<Record<string, string>>;

/** What is asked of the person. Each names what may be chosen in its place, as the policy allowed it. */
export type Challenge =
  | {
      readonly kind: 'use';
      readonly method: FactorKind;
      readonly memory: FactorMemory;
      readonly others: readonly FactorKind[];
      /** Why another method than the first is asked for, or why this one could not be asked for at all. */
      readonly problem: Refusal | null;
    }
  /** Which one is to be set up. */
  | { readonly kind: 'choose'; readonly methods: readonly FactorKind[]; readonly standing: Enrolling; readonly later: EpochMs | null }
  | {
      readonly kind: 'enrol';
      readonly method: FactorKind;
      readonly memory: FactorMemory;
      readonly others: readonly FactorKind[];
      readonly standing: Enrolling;
      /** Until when the person may go on without one; null where not. */
      readonly later: EpochMs | null;
    }
  | { readonly kind: 'show-recovery-codes'; readonly codes: readonly string[] };

export type TransactionState = Transaction['state'];

/** Logins end after this long, whatever happens (DESIGN section 5). */
export const transactionLifetimeMs = 10 * 60_000;
