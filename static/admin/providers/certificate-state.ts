import { certificateDates } from '#contract/settings/certificate-dates';

const dayMs = 86_400_000;

/** Whole days from `now` until `until`, both in epoch milliseconds; negative once it is over. */
export function daysUntil(until: number, now: number): number {
  return Math.floor((until - now) / dayMs);
}

export interface CertificateState {
  readonly until: number;
  readonly days: number;
  readonly severity: 'ended' | 'urgent' | 'soon' | 'fine';
}

/**
 * How a provider stands with its certificates: the one that ends last counts, because sign-ins work until then. Warned of
 * from 60 days on, urgently from 7. Null where no date can be read.
 */
export function certificateState(certificates: readonly string[], now: number): CertificateState | null {
  const ends = certificates.map((text) => certificateDates(text)?.until).filter((until) => until !== undefined);
  if (ends.length === 0) return null;
  const until = Math.max(...ends);
  const days = daysUntil(until, now);
  return { until, days, severity: days < 0 ? 'ended' : days <= 7 ? 'urgent' : days <= 60 ? 'soon' : 'fine' };
}
