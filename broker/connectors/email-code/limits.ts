/**
 * How often codes are sent and tried. Every count is one statement of the database, so that requests at the same moment
 * gain nothing. All of it is counted alike for addresses that may sign in and for those that may not.
 */
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import { networkOf } from '../../domain/client-network.ts';
import type { OnceStore } from '../../domain/ports/stores/once-store.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';

export const codeLifetimeMs = 10 * 60_000;
const triesPerLogin = 5;
const sendsPerLogin = 3;
const windowMs = 60 * 60_000;
const sendsPerAddress = 10;
/** A whole office may be behind one address. */
const sendsPerNetwork = 60;
/** A login cannot be opened any more long before this. */
const loginIsOverMs = 24 * 60 * 60_000;

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

/** May one more code be asked for: in this login, for this address (as a pseudonym), from this network? */
export async function takeSend(deps: Deps, login: Login, at: { address: string; network: string | null }, now: EpochMs): Promise<boolean> {
  if (!(await takeOne(deps.once, login, 'email-code-send', sendsPerLogin, now))) return false;
  if (at.network !== null) {
    const fromThere = await deps.rates.hit(JSON.stringify(['email-code from', networkOf(at.network)]), windowMs, now);
    if (fromThere > sendsPerNetwork) return false;
  }
  return (await deps.rates.hit(JSON.stringify(['email-code to', login.tenant, at.address]), windowMs, now)) <= sendsPerAddress;
}

/** Places of a login, each taken once for good: a count that is reset by no window and won by no race. */
async function takeOne(once: OnceStore, { tenant, reference }: Login, kind: string, places: number, now: EpochMs): Promise<boolean> {
  for (let place = 1; place <= places; place += 1)
    if (await once.consume(tenant, kind, `${reference} ${place}`, now + loginIsOverMs)) return true;
  return false;
}
