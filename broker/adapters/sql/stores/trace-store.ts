import type { EpochMs, TenantId } from '../../../domain/brands.ts';
import type { StoredTrace, TraceOutcome, TraceStore, TraceSummary } from '../../../domain/ports/stores/trace-store.ts';
import type { TraceStep } from '../../../domain/trace.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

type TraceRow = Database['trace'];

export function createTraceStore(bench: Bench): TraceStore {
  const { db } = bench;
  return {
    async insert(trace) {
      await insert(bench, rowOf(trace));
    },
    async find(tenant, supportCode) {
      const row = await db
        .selectFrom('trace')
        .select(['tenant', 'support_code', 'at', 'outcome', 'code', 'because', 'step', 'connection', 'party', 'took_ms', 'steps', 'kept'])
        .where('tenant', '=', tenant)
        .where('support_code', '=', supportCode)
        .executeTakeFirst();
      return row === undefined ? null : traceOf(row);
    },
    async latest(tenant, connection, limit) {
      // Each outcome by itself: the index has them apart, so that as many rows are read as are shown.
      const found = await Promise.all(outcomes.map((outcome) => latestOf(db, { tenant, connection, outcome }, limit)));
      return found
        .flat()
        .toSorted((a, b) => b.at - a.at)
        .slice(0, limit);
    },
    async lastSignIns(tenant, connections) {
      const last = new Map<string, EpochMs>();
      for (const connection of connections) {
        // One step into the index each; a maximum over groups would read every sign-in of the month.
        const [row] = (await lastSignIn(bench, { tenant, connection, outcome: 'signed-in' })).rows;
        if (row !== undefined) last.set(connection, row.at);
      }
      return last;
    },
    async sweep(before) {
      const { numDeletedRows } = await db.deleteFrom('trace').where('at', '<', before).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

const outcomes = ['signed-in', 'refused'] as const satisfies readonly TraceOutcome[];

async function latestOf(db: Bench['db'], at: Place, limit: number): Promise<TraceSummary[]> {
  const rows = await db
    .selectFrom('trace')
    .select(['support_code', 'at', 'code', 'party', 'took_ms'])
    .where('tenant', '=', at.tenant)
    .where('connection', '=', at.connection)
    .where('outcome', '=', at.outcome)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ support_code: supportCode, took_ms: tookMs, ...same }) => ({ ...same, supportCode, tookMs, outcome: at.outcome }));
}

interface Place {
  readonly tenant: TenantId;
  readonly connection: string;
  readonly outcome: TraceOutcome;
}

/** Every sign-in writes one. */
const insert = statement((db, row: TraceRow) =>
  db.insertInto('trace').values({
    tenant: row.tenant,
    support_code: row.support_code,
    at: row.at,
    outcome: row.outcome,
    code: row.code,
    because: row.because,
    step: row.step,
    connection: row.connection,
    party: row.party,
    took_ms: row.took_ms,
    steps: row.steps,
    kept: row.kept,
  }),
);

const lastSignIn = statement((db, at: Place) =>
  db
    .selectFrom('trace')
    .select('at')
    .where('tenant', '=', at.tenant)
    .where('connection', '=', at.connection)
    .where('outcome', '=', at.outcome)
    .orderBy('at', 'desc')
    .limit(1),
);

function rowOf({ supportCode, tookMs, steps, ...same }: StoredTrace): TraceRow {
  return { ...same, support_code: supportCode, took_ms: tookMs, steps: JSON.stringify(steps) };
}

function traceOf({ support_code: supportCode, took_ms: tookMs, outcome, steps, ...same }: TraceRow): StoredTrace {
  return { ...same, supportCode, tookMs, outcome: outcomeOf(outcome), steps: steps === null ? [] : (JSON.parse(steps) as TraceStep[]) };
}

/** A broker of the first release wrote refusals only, and no outcome. */
function outcomeOf(outcome: TraceOutcome | null): TraceOutcome {
  return outcome ?? 'refused';
}
