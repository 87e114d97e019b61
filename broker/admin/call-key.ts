import { canonicalJson, partHash } from '../settings/canonical.ts';

/** What a call asks for, besides who asks. */
export interface Call {
  readonly method: string;
  /** The route's own pattern, not the address as it was spelled. */
  readonly route: string;
  /** The body after it was parsed and found valid. */
  readonly body: unknown;
}

/**
 * Names a call for its one use: the signed part of its token, what it is sent to, and what it says. Whether Forge signs a
 * new token for each call of one function run is not known, so one token may carry different calls, and each of them
 * once. The body counts by its meaning: other spaces or another order of members make no new call.
 */
export function callKey(tokenKey: string, { method, route, body }: Call): string {
  return partHash(canonicalJson([tokenKey, method, route, partHash(canonicalJson(body ?? null))]));
}
