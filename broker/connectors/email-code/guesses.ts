/**
 * Wrong codes, counted over all logins. Guessing has to end, and yet a stranger who guesses must not keep the owner of an
 * address out (decision 18). So refusals hold for an address *in one network*, where they double; and for the address as a
 * whole codes grow longer instead, until guesses are worth nothing from wherever they come. Counted before they are judged,
 * and alike for addresses that may sign in and for those that may not.
 */
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import { networkOf } from '../../domain/client-network.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import type { CodeLength } from './code.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Wrong codes in a row for an address from one network, after which that network has to wait. */
const wrongBeforePause = 10;
const firstPauseMs = 15 * minuteMs;
const longestPauseMs = dayMs;
/** Wrong codes of six digits for one address in a day (UTC), by everybody together; a right code takes back itself only. */
const shortGuesses = 20;
/** A network in which a right code was entered stays known for so long. */
const knownMs = 30 * dayMs;

const ofNetwork = { keepMs: 7 * dayMs, pauseMs: pauseAfter };
const toBeTold = { keepMs: 30 * dayMs };

/** An address, as a pseudonym under the tenant's key, and from where it is used. */
export interface MailboxFrom {
  readonly tenant: TenantId;
  readonly mailbox: string;
  readonly network: string;
}

/** What limits call a network; one that is not known is a network, too. */
export function networkName(address: string | undefined): string {
  return address === undefined ? 'unknown' : networkOf(address);
}

/** The pause that a number of wrong codes in a row earns, in milliseconds. */
function pauseAfter(wrong: number): number {
  return wrong < wrongBeforePause ? 0 : Math.min(firstPauseMs * 2 ** (wrong - wrongBeforePause), longestPauseMs);
}

/** Takes one guess: which lengths of a code may be judged; null while the network has to wait. */
export async function takeGuess(rates: RateStore, at: MailboxFrom, now: EpochMs): Promise<readonly CodeLength[] | null> {
  if ((await rates.hitInRow(networkKey(at), ofNetwork, now)) === null) return null;
  await rates.hitInRow(toldKey(at), toBeTold, now);
  return (await rates.hit(shortKey(at), dayMs, now)) <= shortGuesses ? ['short', 'long'] : ['long'];
}

/** The code was right: the row of wrong ones has ended, and the network is one of the owner's. */
export async function settleGuess(rates: RateStore, at: MailboxFrom, now: EpochMs): Promise<void> {
  await rates.endRow(networkKey(at));
  await rates.endRow(toldKey(at));
  await rates.giveBack(shortKey(at), dayMs, now);
  await rates.hitInRow(knownKey(at), { keepMs: knownMs }, now);
}

/** Has a right code for this address been entered in this network lately? */
export async function isKnownThere(rates: RateStore, at: MailboxFrom, now: EpochMs): Promise<boolean> {
  return (await rates.inRow(knownKey(at), now)).count > 0;
}

export interface NextCode {
  readonly isPaused: boolean;
  readonly length: CodeLength;
  /** Wrong codes since the last right one. */
  readonly wrongTries: number;
}

/** What the next code for an address has to be like. */
export async function nextCode(rates: RateStore, at: MailboxFrom, now: EpochMs): Promise<NextCode> {
  const here = await rates.inRow(networkKey(at), now);
  const short = await rates.hits(shortKey(at), dayMs, now);
  const told = await rates.inRow(toldKey(at), now);
  return { isPaused: here.pausedUntil > now, length: short < shortGuesses ? 'short' : 'long', wrongTries: told.count };
}

const keyOf = (what: string, { tenant, mailbox }: MailboxFrom, ...more: string[]) =>
  JSON.stringify([`email-code ${what}`, tenant, mailbox, ...more]);
const networkKey = (at: MailboxFrom) => keyOf('wrong in', at, at.network);
const shortKey = (at: MailboxFrom) => keyOf('wrong short', at);
const toldKey = (at: MailboxFrom) => keyOf('wrong', at);
const knownKey = (at: MailboxFrom) => keyOf('right in', at, at.network);
