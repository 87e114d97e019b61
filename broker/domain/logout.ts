import type { AccountId } from './brands.ts';
import type { UpstreamSession } from './identity.ts';

/** An application that a session entered, and what the application knows the person and the session by. */
export interface Entry {
  /** Short name of the application. */
  readonly application: string;
  /** Entity id that it had then: the names below are for nobody else. */
  readonly party: string;
  readonly sessionIndex: string;
  readonly nameId: { readonly value: string; readonly format: string };
}

/** A verified request of a party to end sessions. */
export interface PartyLogout {
  readonly party: string;
  /** Short name of the application; null for our own portal. */
  readonly application: string | null;
  readonly requestId: string;
  /** How the party knows the person: the portal by the account, others by names of their own. */
  readonly name: string;
  /** Sessions as the party knows them; none means all of this person. */
  readonly sessionIndexes: readonly string[];
  readonly relayState: string | null;
}

/** A verified request of a connection's provider to end sessions. */
export interface ProviderLogout {
  readonly issuer: string;
  readonly requestId: string;
  /** The name that it asserted the person under. */
  readonly name: string;
  /** Its own names of its sessions; none means all of this person. */
  readonly sids: readonly string[];
  readonly relayState: string | null;
}

/** Who is answered when a sign-out has come to its end. */
export type LogoutAsker =
  | ({ readonly kind: 'party' } & Pick<PartyLogout, 'party' | 'application' | 'requestId' | 'relayState'>)
  | { readonly kind: 'provider'; readonly connection: string; readonly requestId: string; readonly relayState: string | null }
  /** The person, on their security page. `path`: the page of this host that they go back to; null where they are signed out here too. */
  | { readonly kind: 'page'; readonly path: string | null };

/** Where the browser is on the way of a sign-out, and the message of ours that an answer from there has to name. */
export type LogoutStop =
  | { readonly kind: 'application'; readonly entry: Entry; readonly requestId: string }
  | { readonly kind: 'provider'; readonly connection: string; readonly requestId: string | null };

/**
 * A sign-out on its way. Every session of ours that it is about has ended before it began: what is on the way is the news.
 */
export interface LogoutWay {
  readonly asker: LogoutAsker;
  readonly at: LogoutStop | null;
  /** Applications that are still to be told. */
  readonly waiting: readonly Entry[];
  /** The provider's own session, still to be ended; null where it has none, or is the one that asked. */
  readonly upstream: { readonly connection: string; readonly session: UpstreamSession } | null;
  /** Short names of applications that confirmed, and of those that could not be told or did not. */
  readonly told: readonly string[];
  readonly untold: readonly string[];
  /** What became of the provider's own session; null where nobody asked. */
  readonly provider: 'told' | 'untold' | null;
}

/** `partial`: every session here has ended, but somebody who should know does not (Core 3.7.3.2). */
export type LogoutOutcome = 'success' | 'partial';

export function outcomeOf({ untold, provider }: Pick<LogoutWay, 'untold' | 'provider'>): LogoutOutcome {
  return untold.length === 0 && provider !== 'untold' ? 'success' : 'partial';
}

/** What came back from where the browser was, or did not. */
export function cameBack(way: LogoutWay, confirmed: boolean): LogoutWay {
  const { at } = way;
  if (at === null) return way;
  if (at.kind === 'provider') return { ...way, at: null, provider: confirmed ? 'told' : 'untold' };
  const { application } = at.entry;
  return confirmed ? { ...way, at: null, told: [...way.told, application] } : { ...way, at: null, untold: [...way.untold, application] };
}

/** One sign-out takes up what an earlier one of the same browser left undone; where that one was stuck counts as not told. */
export function takingUp(way: LogoutWay, earlier: LogoutWay | null): LogoutWay {
  if (earlier === null) return way;
  const rest = cameBack(earlier, false);
  return {
    ...way,
    waiting: [...way.waiting, ...rest.waiting.filter((entry) => !isAskedBy(way.asker, entry))],
    upstream: way.upstream ?? (way.asker.kind === 'provider' ? null : rest.upstream),
    told: [...way.told, ...rest.told],
    untold: [...way.untold, ...rest.untold],
    provider: way.provider ?? rest.provider,
  };
}

/** None of those who wait is told, and each counts as such. */
export function tellingNobody(way: LogoutWay): LogoutWay {
  return { ...way, waiting: [], untold: [...way.untold, ...way.waiting.map(({ application }) => application)] };
}

/** Whoever asks for a sign-out knows of it. */
export function isAskedBy(asker: LogoutAsker, { application }: Pick<Entry, 'application'>): boolean {
  return asker.kind === 'party' && asker.application === application;
}

/** The portal names people by their account. */
export function accountIn({ application, name }: PartyLogout): AccountId | null {
  return application === null ? (name as AccountId) : null;
}
