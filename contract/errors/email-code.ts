import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of sign-ins by a code that was sent by e-mail. None of them tells whether an address is known. */
export const emailCodeErrors = {
  email_code_address: { status: 422, audience: 'person' },
  email_code_wrong: { status: 422, audience: 'person' },
  email_code_expired: { status: 422, audience: 'person' },
  email_code_exhausted: { status: 403, audience: 'person' },
  email_code_outgrown: { status: 422, audience: 'person' },
  email_code_paused: { status: 429, audience: 'person' },
  email_code_too_many: { status: 429, audience: 'person' },
} as const satisfies ErrorGroup;
