import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of one login under way, of second factors and of signing out. */
export const loginErrors = {
  login_expired: { status: 410, audience: 'person' },
  login_unknown: { status: 410, audience: 'person' },
  login_wrong_step: { status: 409, audience: 'person' },
  login_already_used: { status: 409, audience: 'person' },
  login_other_browser: { status: 403, audience: 'person' },
  login_settings_changed: { status: 409, audience: 'person' },
  login_reference_missing: { status: 400, audience: 'person' },
  login_wrong_connection: { status: 403, audience: 'person' },
  login_form_stale: { status: 403, audience: 'person' },
  login_no_connection: { status: 403, audience: 'person' },
  login_connection_unknown: { status: 404, audience: 'person' },
  policy_denied: { status: 403, audience: 'person' },
  policy_unreachable: { status: 403, audience: 'person' },
  stepup_subject_mismatch: { status: 403, audience: 'person' },
  second_factor_wrong: { status: 403, audience: 'person' },
  recovery_code_wrong: { status: 403, audience: 'person' },
  second_factor_used: { status: 403, audience: 'person' },
  second_factor_malformed: { status: 400, audience: 'person' },
  second_factor_exhausted: { status: 403, audience: 'person' },
  second_factor_locked: { status: 403, audience: 'person' },
  second_factor_gone: { status: 409, audience: 'person' },
  saml_party_unknown: { status: 403, audience: 'person' },
  saml_acs_not_registered: { status: 403, audience: 'person' },
  logout_request_invalid: { status: 400, audience: 'person' },
} as const satisfies ErrorGroup;
