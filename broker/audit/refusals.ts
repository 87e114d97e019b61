/** Writes refusals down: a line in the log, and a redacted trace that the person's support code opens for the tenant's admins. */
import { AppError } from '../domain/app-error.ts';
import { siteNetworkOf } from '../domain/client-network.ts';
import { drawCode, groupedCode, supportCodeLength } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals, Standing } from '../domain/ports/refusals.ts';
import type { TraceStore } from '../domain/ports/stores/trace-store.ts';
import { refusedStepOf, withStep } from '../domain/trace.ts';
import { createAllowance } from './allowance.ts';

/**
 * Traces that one tenant gets, for each kind of people; past that the log has to do, so that nobody can fill the table from
 * outside, nor keep a person's support code out of it. Who has not proven an identity has no more than a part of it at one
 * site, and all of them together have what a table bears for thirty days.
 */
const tracesPer = { minute: 60, minuteAndSite: 20, day: 2_000, dayAndSite: 200 } as const;
const dayMs = 86_400_000;

export function createRefusals(deps: { traces: TraceStore; log: Log; clock: Clock; random: Random }): Refusals {
  const { clock } = deps;
  const minute = createAllowance(clock, tracesPer.minute);
  const minuteAtSite = createAllowance(clock, tracesPer.minuteAndSite);
  const day = createAllowance(clock, tracesPer.day, dayMs);
  const dayAtSite = createAllowance(clock, tracesPer.dayAndSite, dayMs);

  /** The part of a site comes first: what it has too much of takes nothing from the others. */
  function isWorthATrace(tenant: string, standing: Standing, address: string | null): boolean {
    const all = `${standing} ${tenant}`;
    const atSite = address === null ? null : `${all} ${siteNetworkOf(address)}`;
    if (atSite !== null && !minuteAtSite.take(atSite)) return false;
    if (standing === 'known') return minute.take(all);
    if (atSite !== null && !dayAtSite.take(atSite)) return false;
    return minute.take(all) && day.take(all);
  }

  return {
    async record({ tenant, code, because, step, address, standing = 'stranger', connection = null, login = null, error }) {
      const supportCode = drawCode(deps.random, supportCodeLength);
      const fields = { code, because, step, supportCode, ...(tenant && { tenant }), ...(connection && { connection }) };
      if (error === undefined) deps.log.info('refused', fields);
      else deps.log.error('failed', { ...fields, error });
      // A database that is away would only make the person wait once more.
      if (tenant !== null && code !== 'database_unavailable' && isWorthATrace(tenant, standing, address)) {
        try {
          const at = clock.now();
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
