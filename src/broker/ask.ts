import { invokeRemote } from '@forge/api';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { BrokerError } from '#contract/rpc/broker';
import { Fault, fault, knownCode } from '../fault';

/** The remote's key in the manifest. */
const remote = 'broker';

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
}

/**
 * One call to the broker. Forge adds the invocation token and the app's token by itself. The answer is checked against
 * its schema; an error of the broker becomes a fault with the broker's own words, and whatever is no proper answer
 * (nothing listening, a proxy's page, an unknown shape) is `broker_no_answer`.
 */
export async function askBroker<Answer extends TSchema>(route: Route, body: unknown, answer: Answer): Promise<Static<Answer>> {
  const { status, parsed } = await send(route, body);
  if (status >= 200 && status < 300 && Value.Check(answer, parsed)) return parsed;
  if (status >= 400 && Value.Check(BrokerError, parsed)) {
    const { error } = parsed;
    throw new Fault({ ...error, code: knownCode(error.code) });
  }
  console.error('broker answered unexpectedly', { path: route.path, status });
  throw fault('broker_no_answer');
}

async function send(route: Route, body: unknown): Promise<{ status: number; parsed: unknown }> {
  try {
    const response = await invokeRemote(remote, {
      path: route.path,
      method: route.method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, parsed: parseJson(await response.text()) };
  } catch (error) {
    console.error('broker not reached', { path: route.path, error: error instanceof Error ? error.name : 'unknown' });
    throw fault('broker_no_answer');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
