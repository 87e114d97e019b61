import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of a person's security page. */
export const securityPageErrors = {
  security_confirm_needed: { status: 403, audience: 'person' },
  security_factor_too_new: { status: 403, audience: 'person' },
  security_item_gone: { status: 404, audience: 'person' },
  security_form_stale: { status: 403, audience: 'person' },
  security_set_up_over: { status: 410, audience: 'person' },
  security_method_closed: { status: 409, audience: 'person' },
} as const satisfies ErrorGroup;
