import type { ErrorGroup } from '#contract/errors/kinds';

/**
 * Refusals of OpenID Connect sign-ins. One code per failed check, so that a log line, a trace and a test all say which
 * check it was. Audience `person`: starting again may help; `admin`: the connection or the provider has to be put right.
 */
export const oidcErrors = {
  // Before the browser leaves: the provider itself.
  oidc_provider_unreachable: { status: 502, audience: 'admin' },
  oidc_endpoint_refused: { status: 502, audience: 'admin' },
  oidc_discovery_invalid: { status: 502, audience: 'admin' },
  oidc_secret_missing: { status: 500, audience: 'admin' },
  // What the browser brought back.
  oidc_arrival_malformed: { status: 400, audience: 'person' },
  oidc_state_mismatch: { status: 403, audience: 'person' },
  oidc_issuer_mismatch: { status: 403, audience: 'admin' },
  oidc_access_denied: { status: 403, audience: 'person' },
  oidc_provider_error: { status: 502, audience: 'admin' },
  // What the provider's server answered.
  oidc_code_rejected: { status: 403, audience: 'person' },
  oidc_client_rejected: { status: 502, audience: 'admin' },
  oidc_answer_malformed: { status: 502, audience: 'admin' },
  oidc_answer_redirected: { status: 502, audience: 'admin' },
  oidc_answer_too_large: { status: 502, audience: 'admin' },
  // The ID token.
  oidc_token_missing: { status: 502, audience: 'admin' },
  oidc_token_malformed: { status: 403, audience: 'admin' },
  oidc_token_algorithm: { status: 403, audience: 'admin' },
  oidc_token_key_unknown: { status: 403, audience: 'admin' },
  oidc_token_key_unusable: { status: 403, audience: 'admin' },
  oidc_token_signature: { status: 403, audience: 'admin' },
  oidc_token_audience: { status: 403, audience: 'admin' },
  oidc_token_expired: { status: 403, audience: 'person' },
  oidc_token_not_yet_valid: { status: 403, audience: 'admin' },
  oidc_token_stale: { status: 403, audience: 'admin' },
  oidc_token_hash_mismatch: { status: 403, audience: 'admin' },
  oidc_nonce_mismatch: { status: 403, audience: 'person' },
  oidc_subject_invalid: { status: 403, audience: 'admin' },
  oidc_authentication_too_old: { status: 403, audience: 'person' },
  oidc_context_mismatch: { status: 403, audience: 'admin' },
  // A call of the provider by which it ends sessions.
  oidc_logout_token_invalid: { status: 400, audience: 'admin' },
  oidc_logout_token_used: { status: 400, audience: 'admin' },
  // What it says about the person.
  oidc_userinfo_rejected: { status: 502, audience: 'admin' },
  oidc_userinfo_subject_mismatch: { status: 403, audience: 'admin' },
  oidc_claim_malformed: { status: 403, audience: 'admin' },
} as const satisfies ErrorGroup;
