/** One call from its site to its answer: the checks every operation shares, in the order Atlassian's edge and Jira apply them. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { proveCaller } from './credentials.ts';
import type { Fault } from './faults.ts';
import { issueByKeyOrId } from './lookup.ts';
import type { Site } from './model.ts';
import { type Answer, apiOf, type Call, type Operation } from './operations.ts';
import { Refusal, refusalBody, unauthorized } from './refusal.ts';
import type { Caller } from './rights.ts';
import type { Reached, Simulation } from './simulation.ts';

export async function serve(
  simulation: Simulation,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const reached = simulation.reached(request.raw);
  if (!reached) return siteUnknown(reply);
  const path = pathOf(request);
  const faults = simulation.faults.take({ site: reached.site.name, method: request.method, path });
  for (const fault of faults) if (fault.kind === 'slow') await simulation.wait(fault.delayMs ?? 1000);
  const fault = faults.find(({ kind }) => kind === 'unavailable' || kind === 'limited');
  if (fault) return sendTrouble(simulation, operation, fault, reply);

  const answer = perform(simulation, operation, reached, request);
  if (faults.some(({ kind }) => kind === 'drop')) {
    // The work is done; the caller never learns of it.
    request.raw.socket.destroy();
    return reply.hijack();
  }
  if (faults.some(({ kind }) => kind === 'broken')) return reply.type('text/html').send('<html><body>Bad gateway</body></html>');
  return send(simulation, request, reply, path, answer);
}

/** What of a call decides about its answer, however it travelled. */
export interface Asked {
  /** Path and query below the site. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>> & { readonly authorization?: string | undefined };
  readonly params: unknown;
  /** The body as text, if there was one. */
  readonly body?: unknown;
}

type Rules = Pick<Simulation, 'clock' | 'limits' | 'verifyBearer'>;

export function perform(simulation: Rules, operation: Operation, reached: Omit<Reached, 'site'> & { site: Site }, request: Asked): Answer {
  try {
    const now = simulation.clock.now();
    const endpoint = simulation.limits.burst(reached.site.name, operation.method, operation.path, now);
    if (endpoint.retryAfterSeconds > 0) return tooMany(operation, endpoint.headers);
    const caller = proveCaller(reached.site, reached.door, request.headers.authorization, now, simulation.verifyBearer);
    if (caller.kind === 'anonymous' && operation.anonymous !== true) throw unauthorized();
    const outOfScope = missingScope(operation, caller);
    if (outOfScope) return { ...outOfScope, headers: { ...endpoint.headers, ...outOfScope.headers } };
    if (operation.experimental && request.headers['x-experimentalapi'] !== 'opt-in') throw experimental();
    const call = callOf(reached, caller, request, now);
    const issue = operation.writesIssue && issueByKeyOrId(reached.site, call.params[operation.writesIssue] ?? '');
    const write = issue ? simulation.limits.issueWrite(reached.site.name, issue.id, now) : undefined;
    if (write && write.retryAfterSeconds > 0) return tooMany(operation, write.headers);
    const answer = operation.handle(call);
    return { ...answer, headers: { ...endpoint.headers, ...answer.headers } };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: refusalBody(apiOf(operation.path), error) };
    throw error;
  }
}

function callOf(reached: Omit<Reached, 'site'> & { site: Site }, caller: Caller, request: Asked, now: number): Call {
  const url = new URL(request.url, 'http://simulator.invalid');
  return {
    ...reached,
    caller,
    now,
    target: request.url,
    params: request.params as Record<string, string>,
    query: url.searchParams,
    headers: request.headers as Record<string, string | undefined>,
    body: typeof request.body === 'string' ? parsedBody(request.body) : undefined,
  };
}

function parsedBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The request body is not valid JSON.');
  }
}

/** The gateway itself refuses a token whose scopes do not cover the operation; its answer is not Jira's. */
function missingScope(operation: Operation, caller: Caller): Answer | null {
  if (caller.kind === 'anonymous' || caller.scopes === null || operation.scope === null) return null;
  if (caller.scopes.includes(operation.scope)) return null;
  return {
    status: 401,
    body: { code: 401, message: 'Unauthorized; scope does not match' },
    headers: { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' },
  };
}

function tooMany(operation: Operation, headers: Record<string, string>): Answer {
  const refusal = new Refusal(429, 'Rate limit exceeded.', { i18nKey: 'sd.error.rate.limit' });
  return { status: 429, body: refusalBody(apiOf(operation.path), refusal), headers };
}

function sendTrouble(simulation: Simulation, operation: Operation, fault: Fault, reply: FastifyReply) {
  const seconds = fault.retryAfterSeconds ?? 5;
  if (fault.kind === 'limited') {
    const until = new Date(simulation.clock.now() + seconds * 1000).toISOString();
    const headers = { 'retry-after': String(seconds), 'ratelimit-reason': 'jira-burst-based', 'x-ratelimit-reset': until };
    return reply.code(429).headers(headers).send(tooMany(operation, {}).body);
  }
  const refusal = new Refusal(503, 'Service unavailable.', { i18nKey: 'sd.error.unavailable' });
  return reply
    .code(503)
    .header('retry-after', String(seconds))
    .send(refusalBody(apiOf(operation.path), refusal));
}

export function send(simulation: Simulation, request: FastifyRequest, reply: FastifyReply, path: string, answer: Answer): FastifyReply {
  const headers = answer.headers ?? {};
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
  try {
    simulation.judge?.({ method: request.method, path, status: answer.status, headers, body });
  } catch (error) {
    return reply
      .code(500)
      .type('text/plain')
      .send(`The simulator broke Atlassian's contract: ${String(error)}`);
  }
  reply.code(answer.status).headers(headers);
  return body === '' ? reply.send() : reply.type('application/json;charset=UTF-8').send(body);
}

const experimental = () =>
  new Refusal(412, 'This resource is experimental. Send the header X-ExperimentalApi: opt-in to use it.', {
    i18nKey: 'sd.error.experimental',
  });

export function siteUnknown(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ errorMessage: 'Site temporarily unavailable' });
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? request.url;
}
