import type { ErrorGroup } from '#contract/errors/kinds';

/** What an administrator cannot do with a person. */
export const peopleErrors = {
  person_unknown: { status: 404, audience: 'admin' },
  person_address_invalid: { status: 422, audience: 'admin' },
  person_until_invalid: { status: 422, audience: 'admin' },
  person_reason_missing: { status: 422, audience: 'admin' },
  person_is_self: { status: 403, audience: 'admin' },
  person_self_unknown: { status: 403, audience: 'admin' },
  person_never_signed_in: { status: 409, audience: 'admin' },
  person_pass_off: { status: 409, audience: 'admin' },
} as const satisfies ErrorGroup;
