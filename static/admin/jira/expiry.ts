const dayMs = 86_400_000;
const steps = [60, 30, 7, 1] as const;

export type Expiry =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'far'; readonly days: number }
  /** `step` is the warning that has been reached: 60, 30, 7 or 1 days before. */
  | { readonly kind: 'near'; readonly days: number; readonly step: (typeof steps)[number] }
  | { readonly kind: 'today' }
  | { readonly kind: 'expired' };

/** How close the end of a token is, in whole calendar days (UTC). `expiresOn` is `YYYY-MM-DD`, `now` epoch milliseconds. */
export function expiryOf(expiresOn: string | null, now: number): Expiry {
  if (expiresOn === null) return { kind: 'unknown' };
  const days = Math.round((Date.parse(`${expiresOn}T00:00:00Z`) - Math.floor(now / dayMs) * dayMs) / dayMs);
  if (days < 0) return { kind: 'expired' };
  if (days === 0) return { kind: 'today' };
  const step = steps.findLast((limit) => days <= limit);
  return step === undefined ? { kind: 'far', days } : { kind: 'near', days, step };
}
