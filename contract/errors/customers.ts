import type { ErrorGroup } from '#contract/errors/kinds';

/** Why a proven identity gets no Jira customer account. */
export const customersErrors = {
  customer_email_missing: { status: 403, audience: 'person' },
  customer_email_unusable: { status: 403, audience: 'person' },
  customer_email_unverified: { status: 403, audience: 'person' },
  customer_email_domain_refused: { status: 403, audience: 'person' },
  customer_ambiguous: { status: 403, audience: 'admin' },
  customer_inactive: { status: 403, audience: 'admin' },
  customer_is_staff: { status: 403, audience: 'person' },
  customer_unsuitable: { status: 403, audience: 'admin' },
  customer_unidentifiable: { status: 403, audience: 'admin' },
  organization_user_missing: { status: 403, audience: 'admin' },
  customer_gone: { status: 403, audience: 'admin' },
  account_address_differs: { status: 403, audience: 'admin' },
  account_already_linked: { status: 403, audience: 'admin' },
} as const satisfies ErrorGroup;
