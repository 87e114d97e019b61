import { must } from './refusal.ts';

const maxAgeMs = 5 * 60 * 1000;
const defaultClockSkewMs = 60 * 1000;

/** A request or answer that came by redirect was written within the last five minutes, allowing for clocks. Epoch ms. */
export function checkFresh(issueInstant: number, now: number, clockSkewMs: number = defaultClockSkewMs): void {
  must(issueInstant <= now + clockSkewMs, 'saml_not_yet_valid', 'IssueInstant');
  must(now < issueInstant + maxAgeMs + clockSkewMs, 'saml_request_stale', 'IssueInstant');
}
