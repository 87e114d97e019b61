/** Writes refusals down: a line in the log, and a redacted trace that the person's support code opens for the tenant's admins. */
import { AppError } from '../domain/app-error.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { TraceStore } from '../domain/ports/stores/trace-store.ts';

/** Crockford's base32: people read support codes out on the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;

export function createRefusals(deps: { traces: TraceStore; log: Log; clock: Clock; random: Random }): Refusals {
  return {
    async record({ tenant, code, because, step, connection = null, error }) {
      const supportCode = Array.from(deps.random.bytes(codeLength), (byte) => alphabet[byte & 31]).join('');
      const fields = { code, because, step, supportCode, ...(tenant && { tenant }), ...(connection && { connection }) };
      if (error === undefined) deps.log.info('refused', fields);
      else deps.log.error('failed', { ...fields, error });
      if (tenant !== null) {
        try {
          await deps.traces.insert({ tenant, supportCode, at: deps.clock.now(), code, because, step, connection });
        } catch (cause) {
          // The person gets a page either way; the log has the code.
          deps.log.warn('trace-not-written', { code: cause instanceof AppError ? cause.code : 'internal', supportCode });
        }
      }
      return (supportCode.match(/.{4}/g) ?? []).join('-');
    },
  };
}
