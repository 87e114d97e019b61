import { AsyncLocalStorage } from 'node:async_hooks';
import type { CustomFetch } from 'openid-client';
import type { ErrorCode } from '#contract/errors';
import { AppError } from '../../domain/app-error.ts';
import type { Outbound, OutboundResponse } from '../../domain/ports/outbound.ts';
import { fault } from './faults.ts';

/** The library's way out: everything it sends goes through the guarded pool, which caps time and size and follows nothing. */
export interface LibraryFetch {
  readonly fetch: CustomFetch;
  /**
   * Runs one code exchange. Within it the token endpoint is asked once; whoever asks again gets the same answer. The
   * library redeems a code and verifies the ID token in one go, and a code works once, so verifying again with fresh keys
   * needs the answer of the first time.
   */
  oneExchange<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createLibraryFetch(outbound: Outbound): LibraryFetch {
  // The hook belongs to a Configuration that many logins share; the context says whose request it is.
  const exchanges = new AsyncLocalStorage<{ answer: OutboundResponse | null }>();

  return {
    async fetch(url, options) {
      if (options.method === 'GET') return responseOf(await send(outbound, { method: 'GET', url, headers: options.headers }));
      if (options.method !== 'POST' || !(options.body instanceof URLSearchParams)) throw new Error('the library sends forms only');
      const exchange = exchanges.getStore();
      const answer =
        exchange?.answer ?? (await send(outbound, { method: 'POST', url, headers: options.headers, body: options.body.toString() }));
      if (exchange) exchange.answer = answer;
      return responseOf(answer);
    },
    oneExchange: (work) => exchanges.run({ answer: null }, work),
  };
}

const faultOfOutbound: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  outbound_refused: 'oidc_endpoint_refused',
  outbound_timeout: 'oidc_provider_unreachable',
  outbound_failed: 'oidc_provider_unreachable',
  outbound_too_large: 'oidc_answer_too_large',
};

/** One guarded call in the words of this room. A redirect is a refusal: following it would send secrets to an address nobody checked. */
export async function send(outbound: Outbound, request: Parameters<Outbound['send']>[0]): Promise<OutboundResponse> {
  let answer: OutboundResponse;
  try {
    answer = await outbound.send(request);
  } catch (error) {
    const code = error instanceof AppError ? faultOfOutbound[error.code] : undefined;
    throw code === undefined ? error : fault(code, `oidc.http.${(error as AppError).code}`, error);
  }
  if (answer.status >= 300 && answer.status < 400) throw fault('oidc_answer_redirected', 'oidc.http.redirect');
  if (answer.status >= 500) throw fault('oidc_provider_unreachable', 'oidc.http.server-error');
  return answer;
}

function responseOf({ status, headers, body }: OutboundResponse): Response {
  if (status < 200 || status > 599) throw fault('oidc_answer_malformed', 'oidc.http.status');
  // The standard forbids a body with these (Fetch, "null body status").
  const empty = status === 204 || status === 205;
  return new Response(empty ? null : (body as Uint8Array<ArrayBuffer>), { status, headers });
}
