import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import { administratorOf, tenantOf } from '../guard.ts';

const minuteMs = 60_000;

/**
 * What one administrator may ask of one tenant: more than anybody does by hand, and too little to go through a list of
 * addresses one by one. An import of 20,000 rows is 40 calls and as many to look at it first; passes are for people on the phone.
 */
const limits = {
  find: { calls: 60, windowMs: 5 * minuteMs },
  import: { calls: 1_200, windowMs: 60 * minuteMs },
  pass: { calls: 30, windowMs: 60 * minuteMs },
} as const;

/** Throws `too_many_requests`. */
export function limitedTo({ rates, clock }: { rates: RateStore; clock: Clock }) {
  return async (request: FastifyRequest, what: keyof typeof limits): Promise<void> => {
    const { calls, windowMs } = limits[what];
    const key = JSON.stringify(['people', what, tenantOf(request).id, administratorOf(request)]);
    if ((await rates.hit(key, windowMs, clock.now())) > calls)
      throw new AppError('too_many_requests', { details: { because: `people.${what}` } });
  };
}
