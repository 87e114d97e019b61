import { AppError } from '../domain/app-error.ts';
import type { SessionId } from '../domain/brands.ts';
import type { Entry } from '../domain/logout.ts';
import type { Stores } from '../domain/ports/storage.ts';
import type { StoredEntry } from '../domain/ports/stores/entry-store.ts';
import { transactionLifetimeMs } from '../domain/transaction.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { openEntry } from './entries.ts';

/** A request counts once, for as long as it would be taken: five minutes, and the clocks' difference at both ends, 5 at most. */
const countsOnceForMs = 20 * 60_000;
const hourMs = 3_600_000;
/** Names that one connection may say to have ended in an hour: a large company going home, each person under several. */
const namesPerHour = 20_000;

/** What a request has ended, and which applications those sessions had entered. */
export interface Ended {
  readonly sessions: readonly SessionId[];
  readonly entries: readonly Entry[];
}

/**
 * Ends the sessions that a verified request means, and everything that hangs on them, in one transaction that spends the
 * request: whoever shows it again ends nothing, least of all a session that began since. `first`: whose applications are
 * told first.
 */
export async function endSessions(
  deps: LoginDeps,
  { tenant }: Scene,
  request: { readonly from: string; readonly id: string },
  meant: (stores: Stores) => Promise<readonly SessionId[]>,
  first: SessionId | null,
): Promise<Ended> {
  const until = deps.clock.now() + countsOnceForMs;
  const { sessions, rows } = await deps.storage.atomically(async (stores) => {
    const none = { sessions: [], rows: [] };
    if (!(await stores.once.consume(tenant.id, 'logout-request', JSON.stringify([request.from, request.id]), until))) return none;
    const ids = [...new Set(await meant(stores))];
    if (ids.length === 0) return none;
    const entered = await stores.entries.ofSessions(tenant.id, ids);
    await stores.sessions.endBrokers(tenant.id, ids);
    return { sessions: ids, rows: entered };
  });
  const inOrder = rows.toSorted((a, b) => Number(b.brokerSession === first) - Number(a.brokerSession === first));
  return { sessions, entries: await opened(deps, tenant, inOrder) };
}

async function opened({ vault }: LoginDeps, tenant: Scene['tenant'], rows: readonly StoredEntry[]): Promise<Entry[]> {
  const entries = await Promise.all(rows.map((row) => openEntry(vault, tenant, row)));
  return entries.filter((entry) => entry !== null);
}

/**
 * Says that a provider has ended something, for sign-ins that are under way and have no session yet. To be done before the
 * sessions are looked for (`endedMeanwhile`). A request says so once, or whoever shows it again could get in the way of
 * sign-ins that began since. Throws `too_many_requests`, and ends nothing, where the connection has said so of more people
 * than it can have: each name is a row.
 */
export async function noteEnd(
  { storage, clock }: Pick<LoginDeps, 'storage' | 'clock'>,
  { tenant }: Pick<Scene, 'tenant'>,
  request: { readonly from: string; readonly id: string },
  end: { readonly connection: string; readonly marks: readonly string[] },
): Promise<void> {
  const at = clock.now();
  await storage.atomically(async ({ once, logouts, rates }) => {
    if (!(await once.consume(tenant.id, 'logout-noted', JSON.stringify([request.from, request.id]), at + countsOnceForMs))) return;
    const key = JSON.stringify(['upstream-end', tenant.id, end.connection]);
    if ((await rates.hit(key, hourMs, at, end.marks.length)) > namesPerHour)
      throw new AppError('too_many_requests', { details: { because: 'logout.names-of-one-connection' } });
    await logouts.noteEnd({ tenant: tenant.id, ...end, at, expiresAt: at + transactionLifetimeMs });
  });
}
