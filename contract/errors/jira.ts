import type { ErrorGroup } from '#contract/errors/kinds';

/** Jira as the other side: what it refuses, how it fails, and what the tenant's credential lacks. */
export const jiraErrors = {
  jira_not_configured: { status: 503, audience: 'admin' },
  jira_credential_rejected: { status: 503, audience: 'admin' },
  jira_permission_missing: { status: 503, audience: 'admin' },
  jira_experimental_off: { status: 502, audience: 'admin' },
  jira_unavailable: { status: 503, audience: 'person' },
  jira_busy: { status: 503, audience: 'person' },
  jira_not_found: { status: 404, audience: 'person' },
  jira_request_invalid: { status: 422, audience: 'person' },
  jira_answer_unexpected: { status: 502, audience: 'operator' },
} as const satisfies ErrorGroup;
