/** Writes refusals down: a line in the log, and a redacted trace that the person's support code opens for the tenant's admins. */
import { AppError } from '../domain/app-error.ts';
import type { TenantId } from '../domain/brands.ts';
import { drawCode, groupedCode, supportCodeLength } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { TraceStore } from '../domain/ports/stores/trace-store.ts';

/** Traces that one tenant gets in a minute; past that the log has to do, so that nobody can fill the table from outside. */
const tracesPerMinute = 60;

export function createRefusals(deps: { traces: TraceStore; log: Log; clock: Clock; random: Random }): Refusals {
  let minute = 0;
  let written = new Map<TenantId, number>();

  /** Counts a trace of this minute; false when there were enough. */
  function isWorthATrace(tenant: TenantId): boolean {
    const now = Math.floor(deps.clock.now() / 60_000);
    if (now !== minute) {
      minute = now;
      written = new Map();
    }
    const count = (written.get(tenant) ?? 0) + 1;
    written.set(tenant, count);
    return count <= tracesPerMinute;
  }

  return {
    async record({ tenant, code, because, step, connection = null, error }) {
      const supportCode = drawCode(deps.random, supportCodeLength);
      const fields = { code, because, step, supportCode, ...(tenant && { tenant }), ...(connection && { connection }) };
      if (error === undefined) deps.log.info('refused', fields);
      else deps.log.error('failed', { ...fields, error });
      if (tenant !== null && isWorthATrace(tenant)) {
        try {
          await deps.traces.insert({ tenant, supportCode, at: deps.clock.now(), code, because, step, connection });
        } catch (cause) {
          // The person gets a page either way; the log has the code.
          deps.log.warn('trace-not-written', { code: cause instanceof AppError ? cause.code : 'internal', supportCode });
        }
      }
      return groupedCode(supportCode);
    },
  };
}
