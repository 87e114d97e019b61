import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { AppError } from '../domain/app-error.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Outbound } from '../domain/ports/outbound.ts';

/** How long a failed fetch is not repeated, so that junk tokens cannot make the broker hammer the address of the keys. */
const pauseAfterFailureMs = 5_000;

/**
 * Atlassian's signing keys for invocation tokens, fetched through the guarded pool, kept ten minutes, fetched anew for an
 * unknown key id at most every 30 seconds. Throws `outbound_...` when they cannot be had.
 */
export function createForgeKeys(deps: { url: string; outbound: Outbound; clock: Clock }): JWTVerifyGetKey {
  let failedAt = Number.NEGATIVE_INFINITY;

  async function fetchKeys(): Promise<Response> {
    if (deps.clock.now() - failedAt < pauseAfterFailureMs)
      throw new AppError('outbound_failed', { details: { because: 'forge-keys.pause' } });
    try {
      const response = await deps.outbound.send({ method: 'GET', url: deps.url, headers: { accept: 'application/json' } });
      if (response.status !== 200) throw new AppError('outbound_failed', { details: { because: 'forge-keys', status: response.status } });
      return new Response(Buffer.from(response.body), { status: 200 });
    } catch (error) {
      failedAt = deps.clock.now();
      throw error;
    }
  }

  return createRemoteJWKSet(new URL(deps.url), { [customFetch]: fetchKeys });
}
