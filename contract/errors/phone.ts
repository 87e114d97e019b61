import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals around requests on a person's phone: at the sign-in that waits, and at the phone. */
export const phoneErrors = {
  request_unanswered: { status: 409, audience: 'person' },
  request_denied: { status: 403, audience: 'person' },
  request_over: { status: 410, audience: 'person' },
  request_too_often: { status: 429, audience: 'person' },
  requests_stopped: { status: 403, audience: 'person' },
  login_disowned: { status: 403, audience: 'person' },
  request_number_wrong: { status: 403, audience: 'person' },
  request_number_malformed: { status: 400, audience: 'person' },
  pairing_unanswered: { status: 409, audience: 'person' },
  pairing_unknown: { status: 404, audience: 'person' },
  pairing_malformed: { status: 400, audience: 'person' },
  phone_unknown: { status: 404, audience: 'person' },
  phone_not_believed: { status: 403, audience: 'person' },
  phone_clock: { status: 409, audience: 'person' },
} as const satisfies ErrorGroup;
