/**
 * How many messages may be sent, in one table. Each costs the operator money, and sending them to numbers that pay the
 * sender back is a business (toll fraud): so nobody gets one before their first step has passed, and everything is counted.
 */
import type { EpochMs, SubjectKey, TenantId } from './brands.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a message is counted by. `number` and `prefix` over all tenants: a fraud does not stay in one. */
export interface SmsCounted {
  readonly tenant: TenantId;
  readonly person: SubjectKey;
  /** Keyed pseudonyms of the number and of its first digits (`Marks`). */
  readonly number: string;
  readonly prefix: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Where the person asks from, by `networkOf`; null when that is not known. */
  readonly network: string | null;
  /** Messages of the tenant a day at most, from its settings. */
  readonly perDay: number;
}

export type SmsLimit = 'person-hour' | 'person-day' | 'number' | 'prefix' | 'network' | 'budget';

export interface SmsCap {
  readonly limit: SmsLimit;
  readonly key: string;
  readonly windowMs: number;
  readonly most: number;
}

/** What counts, narrowest first, so that whoever asks too often uses up nothing of others. The budget is the last. */
export function smsCaps({ tenant, person, number, prefix, network, perDay }: SmsCounted): readonly SmsCap[] {
  const cap = (limit: SmsLimit, parts: readonly string[], windowMs: number, most: number): SmsCap => ({
    limit,
    key: JSON.stringify(['sms', limit, ...parts]),
    windowMs,
    most,
  });
  return [
    cap('person-hour', [tenant, person], hourMs, 5),
    cap('person-day', [tenant, person], dayMs, 10),
    cap('number', [number], hourMs, 5),
    // A whole office may be behind one address.
    ...(network === null ? [] : [cap('network', [network], hourMs, 60)]),
    // A company may have bought its numbers in a row.
    cap('prefix', [prefix], hourMs, 50),
    cap('budget', [tenant], dayMs, perDay),
  ];
}

/** Administrators hear of a day's budget when this much of it is spent. */
export const budgetWarning = 0.8;

/** When the next message may be asked for, after `sends` of them in one sign-in, the last one at `sentAt`. */
export function resendAt(sends: number, sentAt: EpochMs): EpochMs {
  const waits = [30, 60, 120] as const;
  return sends === 0 ? sentAt : sentAt + 1000 * (waits[Math.min(sends, waits.length) - 1] ?? 120);
}

/**
 * People type the codes that they are sent; machines that collect messages do not. Counted in slots of ten minutes, of
 * which the latest two are too young to be judged: their codes may yet be typed.
 */
export const conversion = {
  slotMs: 10 * minuteMs,
  /** Six slots of an hour, from the third youngest on. */
  slotsBack: [2, 3, 4, 5, 6, 7],
  /** How long counts are kept, and how long a country is paused: until the end of the day (UTC). */
  keptMs: dayMs,
} as const;

export interface Conversion {
  readonly sent: number;
  readonly verified: number;
}

/** Are so few codes typed that nobody seems to read them? */
export function isSuspicious({ sent, verified }: Conversion): boolean {
  return sent >= 50 && verified / sent < 0.3;
}
