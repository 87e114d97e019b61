/** What the browser brought back to the callback address: matched to this login, nothing of it believed. Pure. */
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { queryOf } from '../../domain/callback-query.ts';
import type { Arrival } from '../../domain/ports/connector.ts';
import { sameText } from '../../domain/same-text.ts';
import type { OAuth2Memory } from './departure.ts';

/** The code of an answer to this very departure (RFC 6749, section 4.1.2). The state before all else, the issuer before the error. */
export function codeIn(
  connection: OAuth2Connection,
  arrival: Arrival,
  memory: OAuth2Memory,
  reference: string,
): { readonly ok: true; readonly code: string } | Refusal {
  const read = queryOf(arrival);
  if (!read.ok) return refuse('oauth2_arrival_malformed', `oauth2.arrival.${read.fault}`);
  const { parameters } = read;
  const state = parameters.get('state');
  if (state === null) return refuse('oauth2_state_mismatch', 'oauth2.state.missing');
  if (!memory.state.startsWith(`${reference}.`) || !sameText(state, memory.state))
    return refuse('oauth2_state_mismatch', 'oauth2.state.other');
  // Tokens in the address come from the implicit flow; we ask for a code only.
  for (const name of ['access_token', 'token', 'id_token', 'response'])
    if (parameters.has(name)) return refuse('oauth2_arrival_malformed', `oauth2.arrival.${name}`);
  if (!isFromHere(connection, parameters.get('iss'))) return refuse('oauth2_issuer_mismatch', 'oauth2.arrival.iss');
  const error = parameters.get('error');
  if (error !== null) {
    // The description is the provider's text, or anybody's who made the link: it is shown nowhere and kept nowhere.
    const name = /^[a-z_]{1,60}$/.test(error) ? error : 'unreadable';
    return refuse(name === 'access_denied' ? 'oauth2_access_denied' : 'oauth2_provider_error', `oauth2.arrival.error.${name}`);
  }
  const code = parameters.get('code');
  return code ? { ok: true, code } : refuse('oauth2_arrival_malformed', 'oauth2.arrival.code');
}

/**
 * Who answers, where the provider says so (RFC 9207). Settings of OAuth 2.0 name no issuer, so it has to live where people
 * sign in or codes are redeemed; what keeps providers apart in any case is that each has a callback address of its own.
 */
function isFromHere({ authorizationUrl, tokenUrl }: OAuth2Connection, issuer: string | null): boolean {
  if (issuer === null) return true;
  const origin = URL.parse(issuer)?.origin;
  return [authorizationUrl, tokenUrl].some((url) => new URL(url).origin === origin);
}
