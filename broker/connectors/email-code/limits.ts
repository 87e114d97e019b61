/**
 * How often codes are sent, and tried in one login. Every count is one statement of the database, so that requests at the
 * same moment gain nothing. All of it is counted alike for addresses that may sign in and for those that may not.
 */
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { OnceStore } from '../../domain/ports/stores/once-store.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import { isKnownThere, type MailboxFrom } from './guesses.ts';

export const codeLifetimeMs = 10 * 60_000;
const triesPerLogin = 5;
const sendsPerLogin = 3;
const windowMs = 60 * 60_000;
/** For one address from one network. Whoever uses them up keeps nobody out who is elsewhere. */
const sendsPerShare = 10;
/** For one address from all networks in which nobody has entered a right code for it: nobody's mailbox is flooded by us. */
const sendsFromStrangers = 30;
/** A whole office may be behind one address. */
const sendsPerNetwork = 60;
/** A login cannot be opened any more before this: it lasts ten minutes, however often it asks. */
const loginIsOverMs = 20 * 60_000;

interface Deps {
  readonly once: OnceStore;
  readonly rates: RateStore;
}

interface Login {
  readonly tenant: TenantId;
  readonly reference: string;
}

/** Takes one of the tries of a login; false when none is left. */
export function takeTry(deps: Deps, login: Login, now: EpochMs): Promise<boolean> {
  return takeOne(deps.once, login, 'email-code-try', triesPerLogin, now);
}

/** May one more code be asked for: from this network, in this login, for this address? What writes a row of its own comes late. */
export async function takeSend({ once, rates }: Deps, login: Login, at: MailboxFrom, now: EpochMs): Promise<boolean> {
  const isWithin = async (limit: number, ...key: string[]) =>
    (await rates.hit(JSON.stringify([`email-code ${key[0]}`, at.tenant, ...key.slice(1)]), windowMs, now)) <= limit;
  if (!(await isWithin(sendsPerNetwork, 'from', at.network))) return false;
  if (!(await isWithin(sendsPerShare, 'share', at.mailbox, at.network))) return false;
  if (!(await takeOne(once, login, 'email-code-send', sendsPerLogin, now))) return false;
  return (await isKnownThere(rates, at, now)) || isWithin(sendsFromStrangers, 'to', at.mailbox);
}

/** Places of a login, each taken once for good: a count that is reset by no window and won by no race. */
async function takeOne(once: OnceStore, { tenant, reference }: Login, kind: string, places: number, now: EpochMs): Promise<boolean> {
  for (let place = 1; place <= places; place += 1)
    if (await once.consume(tenant, kind, `${reference} ${place}`, now + loginIsOverMs)) return true;
  return false;
}
