/**
 * Messages of providers, kept for an hour's sign-ins at an administrator's wish. Owns when they are kept, how many, how
 * long and under which key; what is left out of them is the connectors', who redact before anything comes here.
 */
import { refuse } from '../domain/app-error.ts';
import type { CaptureId, TenantId } from '../domain/brands.ts';
import type { Captures } from '../domain/ports/captures.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { CaptureStore } from '../domain/ports/stores/capture-store.ts';
import type { Place, Vault } from '../domain/ports/vault.ts';

const captureLimits = {
  lifetimeMs: 3_600_000,
  /** Enough to find a fault, too few to watch a company. */
  signIns: 50,
  /** Of these, answers that were refused: whoever breaks their own sign-ins on purpose leaves room for the others. */
  refused: 25,
  /** Characters of one sign-in's messages. */
  length: 120_000,
} as const;

export function createCaptures(deps: { captures: CaptureStore; vault: Vault; log: Log; clock: Clock; random: Random }): Captures {
  const { captures: store, vault, log, clock, random } = deps;
  const noted = (event: string, tenant: TenantId, connection: string, by: string, count?: number) =>
    log.info(event, { tenant, connection, by, ...(count !== undefined && { count }) });

  return {
    async running(tenant, connection, until) {
      const now = clock.now();
      return now < until ? ((await store.running(tenant, connection, now))?.id ?? null) : null;
    },

    async prepare({ tenant, connection, capture, code, messages }) {
      const id = random.token(16);
      const plain = new TextEncoder().encode(JSON.stringify(fitting(messages)));
      const sealed = await vault.seal(placeOf(tenant, id), plain);
      const at = clock.now();
      return {
        id,
        async write(stores) {
          const most = code === proven ? captureLimits.signIns : captureLimits.refused;
          await stores.captures.keep({ tenant, id, capture, connection, at, code, sealed }, most);
        },
      };
    },

    async start(tenant, { id: connection, protocol }, by) {
      if (protocol === 'email-code') return refuse('capture_not_for_protocol', `capture.${protocol}`);
      const startedAt = clock.now();
      const id = random.token(16) as CaptureId;
      const capture = { tenant, id, connection, startedAt, startedBy: by, endsAt: startedAt + captureLimits.lifetimeMs };
      if (!(await store.start(capture))) return refuse('capture_running', 'capture.running');
      noted('capture.started', tenant, connection, by);
      return { ok: true, capture: { ...capture, kept: 0 } };
    },

    async stop(tenant, connection, by) {
      const stopped = await store.stop(tenant, connection, clock.now());
      if (stopped) noted('capture.stopped', tenant, connection, by);
      return stopped;
    },

    allRunning: (tenant) => store.allRunning(tenant, clock.now()),

    async list(tenant, connection) {
      const rows = await store.list(tenant, connection);
      return rows.map(({ id, at, code }) => ({ id, connection, at, code }));
    },

    async read(tenant, id, by) {
      const row = await store.find(tenant, id);
      if (row === null) return null;
      const { connection, at, code, sealed } = row;
      const plain = await vault.open(placeOf(tenant, id), sealed);
      noted('capture.read', tenant, connection, by);
      return { id, connection, at, code, messages: JSON.parse(new TextDecoder().decode(plain)) as Messages };
    },

    async forget(tenant, connection, by) {
      const count = await store.remove(tenant, connection);
      noted('capture.forgotten', tenant, connection, by, count);
      return count;
    },
  };
}

/** The code of an answer that was taken. */
const proven = 'proven';

type Messages = Parameters<Captures['prepare']>[0]['messages'];

const placeOf = (tenant: TenantId, row: string): Place => ({ tenant, table: 'captured_message', row, column: 'sealed' });

/** As many messages, in their order, as there is room for; the one that is too long is cut. */
function fitting(messages: Messages): Messages {
  let room: number = captureLimits.length;
  return messages.flatMap(({ kind, text }) => {
    if (room <= 0) return [];
    const part = text.slice(0, room).toWellFormed();
    room -= part.length;
    return [{ kind, text: part }];
  });
}
