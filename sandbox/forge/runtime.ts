import { AsyncLocalStorage } from 'node:async_hooks';

/** The platform's fetch as the SDKs call it: `target.type` says which service is meant. */
export interface FetchTarget {
  readonly type: string;
  readonly provider?: string;
  readonly remote?: string;
  readonly accountId?: string;
}
export type ForgeFetch = (target: FetchTarget, path: string, init?: RequestInit) => Promise<Response>;

interface ForgeGlobals {
  __forge_fetch__?: ForgeFetch;
  __forge_runtime__?: object;
}

const running = new AsyncLocalStorage<ForgeFetch>();

/**
 * Runs a function of the app as one invocation: whatever it asks of the SDKs reaches `fetch`. Several hosts may live in
 * one process, since the one global that all SDKs share looks up whose invocation is running.
 */
export function runInvocation<Result>(fetch: ForgeFetch, work: () => Promise<Result>): Promise<Result> {
  installGlobals();
  return running.run(fetch, work);
}

function installGlobals(): void {
  const globals = globalThis as ForgeGlobals;
  globals.__forge_fetch__ ??= (target, path, init) => {
    const fetch = running.getStore();
    if (fetch === undefined) throw new Error('a Forge SDK was called outside of an invocation');
    return fetch(target, path, init);
  };
  globals.__forge_runtime__ ??= runtime;
}

const nothing = (): void => undefined;
const counter = { incr: nothing, incrBy: nothing, decr: nothing, decrBy: nothing };

/** The part of the runtime object that the SDKs read. */
const runtime = {
  appContext: {
    appId: 'sandbox',
    appVersion: '1.0.0',
    environmentId: 'sandbox',
    environmentType: 'DEVELOPMENT',
    invocationId: 'sandbox',
    installationId: 'sandbox',
    functionKey: 'sandbox',
    moduleType: 'sandbox',
    moduleKey: 'sandbox',
  },
  metrics: {
    counter: () => counter,
    timing: () => ({ measure: () => ({ stop: nothing }) }),
    gauge: () => ({ set: nothing }),
  },
  tracing: { traceId: '0', spanId: '0' },
  proxy: { token: 'sandbox', url: 'sandbox' },
  lambdaContext: { awsRequestId: 'sandbox', getRemainingTimeInMillis: () => 25_000 },
};
