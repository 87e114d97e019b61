import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of second factors that are sent. None tells why something could not be sent: that is for the log. */
export const sentCodeErrors = {
  sent_code_wrong: { status: 403, audience: 'person' },
  sent_code_used: { status: 403, audience: 'person' },
  sent_code_malformed: { status: 400, audience: 'person' },
  sent_code_gone: { status: 409, audience: 'person' },
  sent_code_not_sent: { status: 503, audience: 'person' },
  sent_code_too_soon: { status: 429, audience: 'person' },
  sent_code_too_many: { status: 429, audience: 'person' },
  phone_number_malformed: { status: 422, audience: 'person' },
  phone_number_country: { status: 422, audience: 'person' },
  phone_number_kind: { status: 422, audience: 'person' },
  phone_number_known: { status: 409, audience: 'person' },
} as const satisfies ErrorGroup;
