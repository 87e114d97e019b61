import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of sign-ins by OAuth 2.0 without OpenID Connect. One code per failed check, as for OpenID Connect. */
export const oauth2Errors = {
  // Before the browser leaves.
  oauth2_endpoint_refused: { status: 502, audience: 'admin' },
  oauth2_secret_missing: { status: 500, audience: 'admin' },
  oauth2_fresh_sign_in_impossible: { status: 403, audience: 'admin' },
  // What the browser brought back.
  oauth2_arrival_malformed: { status: 400, audience: 'person' },
  oauth2_state_mismatch: { status: 403, audience: 'person' },
  oauth2_issuer_mismatch: { status: 403, audience: 'admin' },
  oauth2_access_denied: { status: 403, audience: 'person' },
  oauth2_provider_error: { status: 502, audience: 'admin' },
  // What the provider's server answered.
  oauth2_provider_unreachable: { status: 502, audience: 'admin' },
  oauth2_answer_malformed: { status: 502, audience: 'admin' },
  oauth2_code_rejected: { status: 403, audience: 'person' },
  oauth2_client_rejected: { status: 502, audience: 'admin' },
  oauth2_userinfo_rejected: { status: 502, audience: 'admin' },
  // What it says about the person.
  oauth2_subject_invalid: { status: 403, audience: 'admin' },
  oauth2_claim_malformed: { status: 403, audience: 'admin' },
} as const satisfies ErrorGroup;
