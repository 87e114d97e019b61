/** Writes refusals down: a line in the log, and a redacted trace that the person's support code opens for the tenant's admins. */
import { AppError } from '../domain/app-error.ts';
import type { TenantId } from '../domain/brands.ts';
import { drawCode, groupedCode, supportCodeLength } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals, Standing } from '../domain/ports/refusals.ts';
import type { TraceStore } from '../domain/ports/stores/trace-store.ts';

/**
 * Traces that one tenant gets in a minute, for each kind of people; past that the log has to do, so that nobody can fill
 * the table from outside, nor keep a person's support code out of it without having signed in at their provider.
 */
const tracesPerMinute = 60;

export function createRefusals(deps: { traces: TraceStore; log: Log; clock: Clock; random: Random }): Refusals {
  let minute = 0;
  let written = new Map<string, number>();

  /** Counts a trace of this minute; false when there were enough. */
  function isWorthATrace(tenant: TenantId, standing: Standing): boolean {
    const now = Math.floor(deps.clock.now() / 60_000);
    if (now !== minute) {
      minute = now;
      written = new Map();
    }
    const share = `${standing} ${tenant}`;
    const count = (written.get(share) ?? 0) + 1;
    written.set(share, count);
    return count <= tracesPerMinute;
  }

  return {
    async record({ tenant, code, because, step, standing = 'stranger', connection = null, error }) {
      const supportCode = drawCode(deps.random, supportCodeLength);
      const fields = { code, because, step, supportCode, ...(tenant && { tenant }), ...(connection && { connection }) };
      if (error === undefined) deps.log.info('refused', fields);
      else deps.log.error('failed', { ...fields, error });
      // A database that is away would only make the person wait once more.
      if (tenant !== null && code !== 'database_unavailable' && isWorthATrace(tenant, standing)) {
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
