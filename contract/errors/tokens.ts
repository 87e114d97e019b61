import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of hardware tokens, YubiKeys and temporary passes. */
export const tokensErrors = {
  token_wrong: { status: 403, audience: 'person' },
  token_next_code: { status: 403, audience: 'person' },
  token_taken: { status: 409, audience: 'person' },
  token_unknown: { status: 404, audience: 'admin' },
  token_in_use: { status: 409, audience: 'admin' },
  yubikey_wrong: { status: 403, audience: 'person' },
  yubikey_used: { status: 403, audience: 'person' },
  yubikey_taken: { status: 409, audience: 'person' },
  yubikey_not_checked: { status: 503, audience: 'person' },
  temporary_pass_wrong: { status: 403, audience: 'person' },
  temporary_pass_for_oneself: { status: 403, audience: 'admin' },
  temporary_pass_reason: { status: 422, audience: 'admin' },
} as const satisfies ErrorGroup;
