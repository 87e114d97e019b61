/** What the browser brought back to the callback address: read, matched to this login, nothing of it believed. Pure. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { queryOf } from '../../domain/callback-query.ts';
import type { Arrival } from '../../domain/ports/connector.ts';
import { sameText } from '../../domain/same-text.ts';
import type { OidcMemory } from './departure.ts';
import type { ProviderMetadata } from './metadata.ts';

export type ReadArrival = { readonly ok: true; readonly parameters: URLSearchParams } | Refusal;

/** The answer's parameters, if each stands there once (RFC 6749, section 3.1) and none belongs to a flow we never use. */
export function readArrival(arrival: Arrival, memory: OidcMemory, reference: string): ReadArrival {
  const read = queryOf(arrival);
  if (!read.ok) return refuse('oidc_arrival_malformed', `oidc.arrival.${read.fault}`);
  const { parameters } = read;
  const state = parameters.get('state');
  if (state === null) return refuse('oidc_state_mismatch', 'oidc.state.missing');
  if (!memory.state.startsWith(`${reference}.`) || !sameText(state, memory.state)) return refuse('oidc_state_mismatch', 'oidc.state.other');
  // Tokens in the address come from implicit or hybrid flows, `response` from JARM; we ask for a code only.
  for (const name of ['id_token', 'access_token', 'token', 'response'])
    if (parameters.has(name)) return refuse('oidc_arrival_malformed', `oidc.arrival.${name}`);
  return read;
}

/**
 * The provider's own say: who answers (RFC 9207), and whether with an error. Runs after the state was matched, and the
 * issuer before the error, so that nobody else's error ends a login under a provider's name.
 */
export function answerProblem(parameters: URLSearchParams, metadata: ProviderMetadata): Refusal | null {
  const issuer = parameters.get('iss');
  if (issuer === null && metadata.authorization_response_iss_parameter_supported)
    return refuse('oidc_issuer_mismatch', 'oidc.arrival.iss-missing');
  if (issuer !== null && issuer !== metadata.issuer) return refuse('oidc_issuer_mismatch', 'oidc.arrival.iss');
  const error = parameters.get('error');
  if (error !== null) {
    // The description is the provider's text, or anybody's who made the link: it is shown nowhere and kept nowhere.
    const name = /^[a-z_]{1,60}$/.test(error) ? error : 'unreadable';
    return refuse(name === 'access_denied' ? 'oidc_access_denied' : 'oidc_provider_error', `oidc.arrival.error.${name}`);
  }
  return parameters.get('code') ? null : refuse('oidc_arrival_malformed', 'oidc.arrival.code');
}
