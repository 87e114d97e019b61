/**
 * The simulator without a server: the same operations, proofs and limits, performed by a function call. For tests that ask
 * millions of questions; faults and the judge belong to the server.
 */
import { createLimits, generousLimits } from './limits.ts';
import type { Site } from './model.ts';
import { operations } from './operation-list.ts';
import { apiOf, type Operation } from './operations.ts';
import { Refusal, refusalBody } from './refusal.ts';
import { perform } from './serve.ts';

export interface DirectRequest {
  readonly method: string;
  /** Absolute; its host names the site. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface DirectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or empty. */
  readonly body: string;
}

const routes = operations.map((operation) => ({ operation, segments: operation.path.split('/') }));

export function createDirectJira(options: { sites: readonly Site[]; clock: { now(): number } }): (request: DirectRequest) => DirectAnswer {
  const rules = { clock: options.clock, limits: createLimits(generousLimits), verifyBearer: undefined };
  return (request) => {
    const slash = request.url.indexOf('/', 'https://'.length);
    const origin = request.url.slice(0, slash);
    const target = request.url.slice(slash);
    const site = options.sites.find((candidate) => origin === `http://${candidate.host}`);
    if (!site) return { status: 404, headers: {}, body: '{"errorMessage":"Site temporarily unavailable"}' };
    const path = target.split('?')[0] ?? target;
    const route = routeOf(request.method, path);
    if (route === null) {
      const refusal = new Refusal(404, `There is no resource at ${path}.`);
      return { status: refusal.status, headers: {}, body: JSON.stringify(refusalBody(apiOf(path), refusal)) };
    }
    const reached = { site, door: 'host' as const, base: origin, siteUrl: origin };
    const asked = { url: target, headers: request.headers, params: route.params, body: request.body };
    const answer = perform(rules, route.operation, reached, asked);
    return { status: answer.status, headers: answer.headers ?? {}, body: answer.body === undefined ? '' : JSON.stringify(answer.body) };
  };
}

function routeOf(method: string, path: string): { operation: Operation; params: Record<string, string> } | null {
  const asked = path.split('/');
  for (const { operation, segments } of routes) {
    if (operation.method !== method || segments.length !== asked.length) continue;
    const params: Record<string, string> = {};
    const fits = segments.every((segment, at) => {
      const given = asked[at] ?? '';
      if (!segment.startsWith('{')) return segment === given;
      params[segment.slice(1, -1)] = decodeURIComponent(given);
      return given !== '';
    });
    if (fits) return { operation, params };
  }
  return null;
}
