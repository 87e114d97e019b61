/**
 * One call to Jira: address, headers, limits, retries, and an answer that is JSON or an error of the closed list. Knows
 * nothing of what is asked; reads belong to the files beside it.
 */
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import { addressOf, type PathParameter, type Query } from './addresses.ts';
import { unexpected } from './answers.ts';
import { type CallName, endpointOf } from './endpoints.ts';
import { failureOf } from './failures.ts';
import { createFlights } from './flights.ts';
import { createLimiter, type Sleep } from './limiter.ts';
import { createOutage } from './outage.ts';
import { backoffMs, longestWaitMs, maxTries, patienceMs, retryAfterMs, spreadMs } from './retry.ts';
import type { Target } from './target.ts';
import type { calls } from './types.generated.ts';

export interface CallInput<Name extends CallName> {
  /** Values of the path's parameters. */
  readonly at?: Readonly<Record<PathParameter<(typeof calls)[Name]['path']>, string>>;
  readonly query?: Query;
  readonly body?: unknown;
}

/** Calls bound to one target. Gives the parsed JSON of a 2xx answer (null for one without content); throws `jira_...`. */
export type Caller = <Name extends CallName>(name: Name, input?: CallInput<Name>) => Promise<unknown>;

export interface Transport {
  to(target: Target): Caller;
}

/** Nobody was there to answer. A 500 is an answer: what it was asked is what failed, and would fail again. */
const awayStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

type Outcome = { readonly json: unknown } | { readonly error: AppError; readonly again: 'never' | 'later' | { readonly afterMs: number } };

export function createTransport(deps: { outbound: Outbound; clock: Clock; random: Random; sleep: Sleep }): Transport {
  const { outbound, clock, random, sleep } = deps;
  const limiter = createLimiter({ clock, sleep });
  const outage = createOutage({ clock });
  const flights = createFlights();

  /** One try: what came back, and whether to try again. Also tells limiter and outage what was learnt. */
  async function attempt(target: Target, name: CallName, gate: string, request: OutboundRequest): Promise<Outcome> {
    let response: OutboundResponse;
    try {
      response = await outbound.send(request);
    } catch (error) {
      return lost(target, name, error);
    }
    if (response.status >= 200 && response.status < 300) {
      outage.succeeded(target.scope);
      return { json: parsed(response, name) };
    }
    const pause = retryAfterMs(response.headers['retry-after'], clock.now());
    const error = failureOf({ name, response, body: parsedOrNull(response), retryAfterMs: pause });
    const away = awayStatuses.has(response.status);
    if (away) outage.failed(target.scope);
    else if (response.status !== 429) outage.succeeded(target.scope);
    if (!away && response.status !== 429) return { error, again: 'never' };
    if (pause === null) return { error, again: 'later' };
    limiter.block(gate, clock.now() + pause);
    return { error, again: { afterMs: pause } };
  }

  /** Nothing came back, so nobody knows whether the call was carried out. */
  function lost(target: Target, name: CallName, error: unknown): Outcome {
    if (!(error instanceof AppError)) throw error;
    const details = { call: name, reason: error.code };
    if (error.code === 'outbound_too_large') return { error: unexpected(name, error), again: 'never' };
    if (error.code !== 'outbound_timeout' && error.code !== 'outbound_failed') return { error, again: 'never' };
    outage.failed(target.scope);
    // Who waited as long as a timeout is not asked to wait as long again, and a slow Jira is not asked for more.
    const again = error.code === 'outbound_timeout' ? 'never' : 'later';
    return { error: new AppError('jira_unavailable', { cause: error, details }), again };
  }

  async function send(target: Target, name: CallName, gate: string, request: OutboundRequest): Promise<unknown> {
    const { repeatable } = endpointOf(name);
    const started = clock.now();
    for (let tries = 1; ; tries += 1) {
      outage.check(target.scope);
      await limiter.enter(gate);
      const outcome = await attempt(target, name, gate, request);
      if ('json' in outcome) return outcome.json;
      if (!repeatable || tries === maxTries || outcome.again === 'never') throw outcome.error;
      const pause = outcome.again === 'later' ? backoffMs(tries + 1, random) : outcome.again.afterMs + spreadMs(random);
      if (pause > longestWaitMs || clock.now() + pause - started > patienceMs) throw outcome.error;
      await sleep(pause);
    }
  }

  return {
    to: (target) => async (name, input) => {
      const endpoint = endpointOf(name);
      const address = addressOf(endpoint.path, input?.at ?? {}, input?.query ?? {});
      const body = input?.body === undefined ? null : JSON.stringify(input.body);
      const request: OutboundRequest = {
        method: endpoint.method,
        url: `${target.base}${address}`,
        headers: {
          accept: 'application/json',
          authorization: target.authorization.reveal(),
          'user-agent': 'Gatehouse',
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...(endpoint.experimental ? { 'x-experimentalapi': 'opt-in' } : {}),
          // Costs nothing, and a proxy that adds a browser's headers would otherwise trip Jira's XSRF check.
          ...(endpoint.method === 'GET' ? {} : { 'x-atlassian-token': 'no-check' }),
        },
        ...(body === null ? {} : { body }),
        timeoutMs: endpoint.timeoutMs,
        maxBytes: endpoint.maxBytes,
      };
      const gate = `${target.scope} ${endpoint.method} ${endpoint.path}`;
      const start = () => send(target, name, gate, request);
      if (endpoint.method === 'GET') return flights.share(target.scope, `${target.credential} ${request.url}`, start);
      if (endpoint.repeatable) return start();
      return start().finally(() => flights.forget(target.scope));
    },
  };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(response: OutboundResponse, name: CallName): unknown {
  if (response.body.length === 0) return null;
  try {
    return JSON.parse(strictUtf8.decode(response.body));
  } catch {
    // Without the cause: a JSON error quotes the text it stumbled over, and that may be a person's.
    throw unexpected(`${name}: not JSON`);
  }
}

function parsedOrNull(response: OutboundResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(response.body));
  } catch {
    return null;
  }
}
