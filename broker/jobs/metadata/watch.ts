import { metadataMail, returnedMail } from '#contract/messages/en/lifecycle';
import type { MetadataStatus } from '#contract/rpc/lifecycle';
import type { Connection } from '#contract/settings/connection';
import { AppError, type Refusal } from '../../domain/app-error.ts';
import type { TenantId } from '../../domain/brands.ts';
import { connectorFor } from '../../domain/connection.ts';
import { absorb, isDismissed, refused, settled, stagedAddresses } from '../../domain/metadata/absorb.ts';
import { overlayOf } from '../../domain/metadata/effective.ts';
import { longestIntervalMs, nextReading, readingAfterFault } from '../../domain/metadata/next-reading.ts';
import type { Published } from '../../domain/metadata/published.ts';
import { returnedIn } from '../../domain/metadata/seen-certificates.ts';
import {
  digestOfAddresses,
  digestOfCertificates,
  isWatched,
  type MetadataState,
  readState,
  sourceOf,
  stateFor,
} from '../../domain/metadata/state.ts';
import { statusOf } from '../../domain/metadata/status.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Connectors } from '../../domain/ports/connector.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Watched, WatchStore } from '../../domain/ports/stores/watch-store.ts';
import type { Notify } from '../notify.ts';

/** Somebody else may have written in between; then it is decided anew on what is there now. */
const maxTurns = 5;

export interface MetadataWatchDeps {
  readonly watched: WatchStore;
  readonly notify: Notify;
  readonly connectors: Connectors;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface MetadataWatch {
  /** Reads what is due among these connections, for as long as it may, and forgets what belongs to none of them. */
  look(tenant: TenantId, connections: readonly Connection[], still: () => Promise<boolean>): Promise<'done' | 'given-up'>;
  refresh(tenant: TenantId, connection: Connection): Promise<MetadataStatus>;
  /** Changes the state by an administrator's decision. Throws what `decide` refuses. */
  change(tenant: TenantId, connection: Connection, decide: (state: MetadataState) => Decision): Promise<MetadataStatus>;
}

type Decision = { readonly ok: true; readonly state: MetadataState } | Refusal;

/** What providers publish, read from time to time and laid over their connections. */
export function createMetadataWatch(deps: MetadataWatchDeps): MetadataWatch {
  const { watched, notify, connectors, clock, random, log } = deps;

  /** Writes what follows from the state as it is now; tells what was written. */
  async function write(
    tenant: TenantId,
    connection: Connection,
    follow: (state: MetadataState, row: Watched | null) => { readonly state: MetadataState; readonly nextAt: number },
  ): Promise<MetadataStatus> {
    for (let turn = 0; turn < maxTurns; turn += 1) {
      const row = await watched.find(tenant, 'metadata', connection.id);
      const before = stateFor(connection, row?.state);
      const { state, nextAt } = follow(before, row);
      const live = hasMoved(readState(row?.state), state);
      const next: Watched = { tenant, kind: 'metadata', name: connection.id, version: row?.version ?? 0, nextAt, state };
      if (!(await watched.save(next, { live }))) continue;
      await tell(tenant, connection, before, state, live);
      return statusOf(connection, state, nextAt);
    }
    throw new AppError('metadata_changed_meanwhile', { details: { because: 'metadata.write' } });
  }

  async function read(tenant: TenantId, connection: Connection): Promise<MetadataStatus> {
    const published = await publishedBy(connection);
    return write(tenant, connection, (before) => {
      const now = clock.now();
      const state =
        'code' in published ? refused(before, published.code, now, published.because) : absorb(connection, before, published, now);
      return { state, nextAt: state.fault === null ? nextReading(keepingOf(state.published), now, spread()) : readingAfterFault(now) };
    });
  }

  async function publishedBy(connection: Connection): Promise<Published | AppError> {
    try {
      const connector = connectorFor(connectors, connection);
      if (connector.published === undefined) throw new AppError('metadata_not_watched');
      return await connector.published({ connection });
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  const spread = () => (random.bytes(1)[0] ?? 0) / 255;

  async function tell(tenant: TenantId, connection: Connection, before: MetadataState, after: MetadataState, live: boolean): Promise<void> {
    const at = { tenant, connection: connection.id };
    if (live) log.info('metadata.live_changed', at);
    if (after.fault !== null && after.fault.code !== before.fault?.code)
      log.warn('metadata.refused', { ...at, code: after.fault.code, because: after.fault.because });
    if (after.fault === null && before.fault !== null) log.info('metadata.read_again', at);
    for (const [waitingIn, mail] of waits) {
      const waiting = waitingIn(connection, after);
      if (waiting === null || waiting === waitingIn(connection, before)) continue;
      log.warn('metadata.waits_for_approval', at);
      await notify(tenant, (site) => mail(site, connection.name));
    }
  }

  async function lookAt(tenant: TenantId, connection: Connection, row: Watched | undefined): Promise<void> {
    const now = clock.now();
    const known = readState(row?.state);
    // What lies further ahead than any reading was put off while the connection was not to be read.
    const isDue = row === undefined || row.nextAt <= now || row.nextAt > now + longestIntervalMs;
    if (isDue || known?.source !== sourceOf(connection)) await read(tenant, connection);
    else if (settled(connection, known) !== known)
      await write(tenant, connection, (state) => ({ state: settled(connection, state), nextAt: row.nextAt }));
  }

  return {
    async look(tenant, connections, still) {
      const rows = (await watched.list(tenant)).filter(({ kind }) => kind === 'metadata');
      for (const connection of connections.filter(isWatched)) {
        if (!(await still())) return 'given-up';
        const row = rows.find(({ name }) => name === connection.id);
        await lookAt(tenant, connection, row);
      }
      for (const row of rows) {
        const connection = connections.find(({ id }) => id === row.name);
        if (connection !== undefined && isWatched(connection)) continue;
        // One that is only off keeps what is known, and is not looked at before its settings change.
        const isOff = connection !== undefined && isWatched({ ...connection, enabled: true });
        const isPutOff = row.nextAt > clock.now() + longestIntervalMs;
        if (isOff && !isPutOff) await watched.save({ ...row, nextAt: clock.now() + putOffMs }, { live: false });
        if (!isOff) await watched.remove(row, { live: hasMoved(readState(row.state), null) });
      }
      return 'done';
    },
    async refresh(tenant, connection) {
      if (!isWatched(connection)) throw new AppError('metadata_not_watched');
      return read(tenant, connection);
    },
    async change(tenant, connection, decide) {
      if (!isWatched(connection)) throw new AppError('metadata_not_watched');
      return write(tenant, connection, (before, row) => {
        const decided = decide(before);
        if (!decided.ok) throw new AppError(decided.code, { details: { because: decided.because } });
        return { state: decided.state, nextAt: row?.nextAt ?? clock.now() };
      });
    },
  };
}

const putOffMs = 365 * 86_400_000;

/** Do brokers go by something else after this? */
function hasMoved(before: MetadataState | null, after: MetadataState | null): boolean {
  return overlayText(before) !== overlayText(after);
}

function overlayText(state: MetadataState | null): string {
  if (state === null) return '';
  const overlay = overlayOf(state);
  const isEmpty = overlay.trusted.length === 0 && overlay.retired.length === 0 && overlay.taken === null;
  return isEmpty ? '' : JSON.stringify(overlay);
}

/** What waits for an administrator, by its digest, and the message about it. */
const waits = [
  [waitingAddresses, metadataMail],
  [waitingCertificates, returnedMail],
] as const;

function waitingAddresses(connection: Connection, state: MetadataState): string | null {
  const staged = connection.protocol === 'saml' ? stagedAddresses(connection, state) : null;
  return staged === null || isDismissed(state, staged) ? null : digestOfAddresses(staged);
}

function waitingCertificates(_connection: Connection, state: MetadataState): string | null {
  const returned = returnedIn(state);
  return returned.length === 0 ? null : digestOfCertificates(returned);
}

function keepingOf(published: Published | null): { validUntil: number | null; cacheMs: number | null } {
  return published?.kind === 'saml' ? published : { validUntil: null, cacheMs: null };
}
