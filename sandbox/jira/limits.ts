/** Atlassian's two limits that API tokens meet: bursts per tenant, endpoint and method, and writes per issue. */

export interface LimitSettings {
  burst: { capacity: number; refillPerSecond: number };
  perIssueWrites: { count: number; windowMs: number };
  /** How much longer a block lasts for every call that does not wait. */
  penaltyMs: number;
}

export const generousLimits: LimitSettings = {
  burst: { capacity: 200, refillPerSecond: 100 },
  perIssueWrites: { count: 20, windowMs: 2000 },
  penaltyMs: 1000,
};

interface Verdict {
  /** Seconds to wait; 0 means go on. */
  retryAfterSeconds: number;
  headers: Record<string, string>;
}

interface Bucket {
  tokens: number;
  filledAt: number;
  blockedUntil: number;
}

export interface Limits {
  settings: LimitSettings;
  burst(site: string, method: string, endpoint: string, now: number): Verdict;
  issueWrite(site: string, issue: string, now: number): Verdict;
}

/** Counts calls. Settings may be changed while it runs; counters follow. */
export function createLimits(settings: LimitSettings): Limits {
  const buckets = new Map<string, Bucket>();
  const writes = new Map<string, number[]>();
  const limits: Limits = {
    settings,
    burst: (site, method, endpoint, now) => {
      const { capacity, refillPerSecond } = limits.settings.burst;
      const key = `${site} ${method} ${endpoint}`;
      const bucket = buckets.get(key) ?? { tokens: capacity, filledAt: now, blockedUntil: 0 };
      buckets.set(key, bucket);
      bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * refillPerSecond);
      bucket.filledAt = now;
      if (now < bucket.blockedUntil) bucket.blockedUntil += limits.settings.penaltyMs;
      else if (bucket.tokens < 1) bucket.blockedUntil = now + Math.max(1000, 1000 / refillPerSecond);
      else bucket.tokens -= 1;
      const remaining = Math.max(0, Math.floor(bucket.tokens));
      if (now >= bucket.blockedUntil) return { retryAfterSeconds: 0, headers: counters(capacity, remaining) };
      return refused('jira-burst-based', bucket.blockedUntil, now, capacity);
    },
    issueWrite: (site, issue, now) => {
      const { count, windowMs } = limits.settings.perIssueWrites;
      const key = `${site} ${issue}`;
      const recent = (writes.get(key) ?? []).filter((at) => at > now - windowMs);
      writes.set(key, recent);
      const oldest = recent[0];
      if (recent.length >= count && oldest !== undefined) return refused('jira-per-issue-on-write', oldest + windowMs, now, count);
      recent.push(now);
      return { retryAfterSeconds: 0, headers: {} };
    },
  };
  return limits;
}

function counters(limit: number, remaining: number): Record<string, string> {
  return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining) };
}

function refused(reason: string, until: number, now: number, limit: number): Verdict {
  const retryAfterSeconds = Math.max(1, Math.ceil((until - now) / 1000));
  return {
    retryAfterSeconds,
    headers: {
      ...counters(limit, 0),
      'retry-after': String(retryAfterSeconds),
      'x-ratelimit-reset': new Date(until).toISOString(),
      'ratelimit-reason': reason,
    },
  };
}
