/** What ends: pure rules of how soon, and when somebody is told. */
import type { EpochMs } from './brands.ts';

/**
 * `provider-certificate`: signs what a connection trusts. `retiring-certificate`: its provider publishes it no more.
 * `party-certificate`: of an application. `own-certificate`: ours, in our metadata. `own-key`: one of our keys hands over to
 * its successor, whom others must know by then. `metadata`: what a provider published, by its own word. `client-secret`,
 * `jira-token`, `sms-code` (from then on nobody is offered it): as the administrator has entered it.
 */
export type ExpiringKind =
  | 'provider-certificate'
  | 'retiring-certificate'
  | 'party-certificate'
  | 'own-certificate'
  | 'own-key'
  | 'metadata'
  | 'client-secret'
  | 'jira-token'
  | 'sms-code';

export type Severity = 'fine' | 'soon' | 'urgent' | 'over';

const dayMs = 86_400_000;
/** Warned of this many days before the end, and once when it has passed. */
const steps = [60, 30, 7, 1] as const;
export const passedStep = -1;

/** Whole days that are left, rounded down; negative once it is over. */
export function daysLeft(endsAt: EpochMs, now: EpochMs): number {
  return Math.floor((endsAt - now) / dayMs);
}

export function severityOf(endsAt: EpochMs, now: EpochMs): Severity {
  if (endsAt <= now) return 'over';
  const left = endsAt - now;
  if (left <= 7 * dayMs) return 'urgent';
  return left <= 60 * dayMs ? 'soon' : 'fine';
}

/** The warning that is due: the nearest step reached, `passedStep` when it is over, null while it is far away. */
export function warningDue(endsAt: EpochMs, now: EpochMs): number | null {
  if (endsAt <= now) return passedStep;
  return steps.findLast((days) => endsAt - now <= days * dayMs) ?? null;
}
