/** Calls to the provider's own servers, through the guarded pool. Every way in which they can go wrong is a refusal. */
import type { ErrorCode } from '#contract/errors';
import { isObject } from '#contract/mapping/json-values';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { AppError, type Refusal, refuse } from '../../domain/app-error.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from '../../domain/ports/outbound.ts';

/** Far above what any provider tells of one person. */
const maxBytes = 256 * 1024;
/** GitHub answers nobody without a name. */
const headers = { accept: 'application/json', 'user-agent': 'gatehouse' } as const;

type Answer = { readonly ok: true; readonly answer: OutboundResponse } | Refusal;

const ofOutbound: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  outbound_refused: 'oauth2_endpoint_refused',
  outbound_timeout: 'oauth2_provider_unreachable',
  outbound_failed: 'oauth2_provider_unreachable',
  outbound_too_large: 'oauth2_answer_malformed',
};

async function call(outbound: Outbound, request: OutboundRequest, step: string): Promise<Answer> {
  let answer: OutboundResponse;
  try {
    answer = await outbound.send({ ...request, maxBytes });
  } catch (error) {
    const code = error instanceof AppError ? ofOutbound[error.code] : undefined;
    if (code === undefined) throw error;
    return refuse(code, `oauth2.${step}.${(error as AppError).code}`);
  }
  // Following it would carry a secret to an address that nobody checked.
  if (answer.status >= 300 && answer.status < 400) return refuse('oauth2_answer_malformed', `oauth2.${step}.redirect`);
  if (answer.status >= 500) return refuse('oauth2_provider_unreachable', `oauth2.${step}.server-error`);
  return { ok: true, answer };
}

/** Redeems a code (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
export async function redeem(
  outbound: Outbound,
  connection: OAuth2Connection,
  ask: { readonly secret: string; readonly code: string; readonly verifier: string; readonly callbackUrl: string },
): Promise<{ readonly ok: true; readonly accessToken: string } | Refusal> {
  const { clientId, tokenEndpointAuth, tokenUrl } = connection;
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: ask.code,
    redirect_uri: ask.callbackUrl,
    code_verifier: ask.verifier,
    ...(tokenEndpointAuth === 'client_secret_post' ? { client_id: clientId, client_secret: ask.secret } : {}),
  });
  const request = {
    method: 'POST',
    url: tokenUrl,
    headers: {
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
      ...(tokenEndpointAuth === 'client_secret_basic' ? { authorization: basic(clientId, ask.secret) } : {}),
    },
    body: form.toString(),
  } as const;
  const called = await call(outbound, request, 'token');
  return called.ok ? tokenIn(called.answer) : called;
}

/** RFC 6749, section 2.3.1: both halves are form-encoded first. */
function basic(clientId: string, secret: string): string {
  const encoded = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(secret)}`).toString('base64')}`;
}

/** The access token, or the error: which GitHub tells with status 200. */
function tokenIn({ status, headers: told, body }: OutboundResponse): { readonly ok: true; readonly accessToken: string } | Refusal {
  const fields = /^application\/x-www-form-urlencoded\b/i.test(told['content-type'] ?? '') ? formIn(body) : jsonIn(body);
  if (!isObject(fields)) return refuse('oauth2_answer_malformed', 'oauth2.token.fields');
  if (fields.error !== undefined) return refusalOfError(fields.error);
  if (status < 200 || status > 299) return refuse('oauth2_answer_malformed', 'oauth2.token.status');
  const { access_token: accessToken, token_type: type } = fields;
  if (type !== undefined && (typeof type !== 'string' || type.toLowerCase() !== 'bearer'))
    return refuse('oauth2_answer_malformed', 'oauth2.token.type');
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(accessToken))
    return refuse('oauth2_answer_malformed', 'oauth2.token.access-token');
  return { ok: true, accessToken };
}

/** RFC 6749, section 5.2, and the words that GitHub has for the same. */
function refusalOfError(error: unknown): Refusal {
  const name = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : 'unreadable';
  const codes: Readonly<Record<string, ErrorCode>> = {
    invalid_grant: 'oauth2_code_rejected',
    bad_verification_code: 'oauth2_code_rejected',
    invalid_client: 'oauth2_client_rejected',
    unauthorized_client: 'oauth2_client_rejected',
    incorrect_client_credentials: 'oauth2_client_rejected',
    redirect_uri_mismatch: 'oauth2_client_rejected',
  };
  return refuse((Object.hasOwn(codes, name) && codes[name]) || 'oauth2_provider_error', `oauth2.token.error.${name}`);
}

/** What an address tells to the bearer of this token, as JSON. */
export async function readAs(
  outbound: Outbound,
  url: string,
  accessToken: string,
  step: 'userinfo' | 'emails',
): Promise<{ readonly ok: true; readonly document: unknown } | Refusal> {
  const request = { method: 'GET', url, headers: { ...headers, authorization: `Bearer ${accessToken}` } } as const;
  const called = await call(outbound, request, step);
  if (!called.ok) return called;
  if (called.answer.status !== 200) return refuse('oauth2_userinfo_rejected', `oauth2.${step}.status`);
  const document = jsonIn(called.answer.body);
  return document === undefined ? refuse('oauth2_answer_malformed', `oauth2.${step}.json`) : { ok: true, document };
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** Undefined where a field stands twice: nobody knows which one counts. */
function formIn(body: Uint8Array): Readonly<Record<string, string>> | undefined {
  const fields = [...new URLSearchParams(Buffer.from(body).toString())];
  const form = Object.fromEntries(fields);
  return Object.keys(form).length === fields.length ? form : undefined;
}
