import type { ErrorGroup } from '#contract/errors/kinds';

/** Faults of the broker itself and of what stands around it. */
export const brokerErrors = {
  internal: { status: 500, audience: 'operator' },
  database_unavailable: { status: 503, audience: 'operator' },
  database_too_new: { status: 503, audience: 'operator' },
  config_invalid: { status: 500, audience: 'operator' },
  host_unknown: { status: 404, audience: 'person' },
  page_not_found: { status: 404, audience: 'person' },
  request_malformed: { status: 400, audience: 'person' },
  request_too_large: { status: 413, audience: 'person' },
  media_type_unsupported: { status: 415, audience: 'person' },
  too_many_requests: { status: 429, audience: 'person' },
  tenant_unknown: { status: 404, audience: 'operator' },
  tenant_exists: { status: 409, audience: 'operator' },
  tenant_suspended: { status: 403, audience: 'person' },
  key_unavailable: { status: 503, audience: 'operator' },
  sealed_value_unreadable: { status: 500, audience: 'operator' },
  outbound_refused: { status: 502, audience: 'admin' },
  outbound_timeout: { status: 504, audience: 'admin' },
  outbound_too_large: { status: 502, audience: 'admin' },
  outbound_failed: { status: 502, audience: 'admin' },
} as const satisfies ErrorGroup;
