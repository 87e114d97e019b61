/** Writes refusals down: a line in the log, and a redacted trace that the person's support code opens for the tenant's admins. */
import { AppError } from '../domain/app-error.ts';
import { drawCode, groupedCode, supportCodeLength } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { TraceStore } from '../domain/ports/stores/trace-store.ts';
import { refusedStepOf, withStep } from '../domain/trace.ts';
import { createAllowance } from './allowance.ts';

/**
 * Traces that one tenant gets in a minute, for each kind of people; past that the log has to do, so that nobody can fill
 * the table from outside, nor keep a person's support code out of it without having signed in at their provider.
 */
const tracesPerMinute = 60;

export function createRefusals(deps: { traces: TraceStore; log: Log; clock: Clock; random: Random }): Refusals {
  const allowance = createAllowance(deps.clock, tracesPerMinute);

  return {
    async record({ tenant, code, because, step, standing = 'stranger', connection = null, login = null, error }) {
      const supportCode = drawCode(deps.random, supportCodeLength);
      const fields = { code, because, step, supportCode, ...(tenant && { tenant }), ...(connection && { connection }) };
      if (error === undefined) deps.log.info('refused', fields);
      else deps.log.error('failed', { ...fields, error });
      // A database that is away would only make the person wait once more.
      if (tenant !== null && code !== 'database_unavailable' && allowance.take(`${standing} ${tenant}`)) {
        try {
          const at = deps.clock.now();
          const trace = login && withStep(login.trace, at, refusedStepOf(step), { ...login.note, ok: false, because });
          await deps.traces.insert({
            tenant,
            supportCode,
            at,
            outcome: 'refused',
            code,
            because,
            step,
            connection,
            party: login?.party ?? null,
            tookMs: trace && at - trace.beganAt,
            steps: trace?.steps ?? [],
            kept: trace?.kept ?? null,
          });
        } catch (cause) {
          // The person gets a page either way; the log has the code.
          deps.log.warn('trace-not-written', { code: cause instanceof AppError ? cause.code : 'internal', supportCode });
        }
      }
      return groupedCode(supportCode);
    },
  };
}
