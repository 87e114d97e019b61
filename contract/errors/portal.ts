import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of the customer portal and of signing in to it. */
export const portalErrors = {
  portal_not_found: { status: 404, audience: 'person' },
  portal_form_foreign: { status: 403, audience: 'person' },
  portal_field_unsupported: { status: 422, audience: 'person' },
  portal_fields_missing: { status: 502, audience: 'admin' },
  portal_sign_in_unmatched: { status: 403, audience: 'person' },
  portal_sign_in_unproven: { status: 403, audience: 'person' },
  portal_sign_in_refused: { status: 403, audience: 'person' },
  portal_sign_in_used: { status: 409, audience: 'person' },
} as const satisfies ErrorGroup;
