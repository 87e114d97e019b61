/**
 * How many messages may be sent, in one table. Each costs the operator money, and sending them to numbers that pay the
 * sender back is a business (toll fraud): so nobody gets one before their first step has passed, and everything is counted.
 */
import type { EpochMs, SubjectKey, TenantId } from './brands.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * `set-up`: to a number that has proven nothing yet; anybody who can sign in anywhere may name anybody's. `use`: to one that its
 * person has confirmed by a code. The two are counted apart, so that nobody keeps codes from people by naming their numbers.
 */
export type SmsPurpose = 'set-up' | 'use';

/** What a message is counted by. `number` and `prefix` over all tenants: a fraud does not stay in one. */
export interface SmsCounted {
  readonly purpose: SmsPurpose;
  readonly tenant: TenantId;
  /** Through which the person has signed in; empty for a test message of an administrator. */
  readonly connection: string;
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
  /** The same of all tenants together, from the operator; null where they set none. */
  readonly perDayOfAll: number | null;
}

export type SmsLimit =
  | 'person-hour'
  | 'person-day'
  | 'number'
  | 'number-day'
  | 'network'
  | 'prefix'
  | 'connection-set-ups'
  | 'set-ups'
  | 'operator-set-ups'
  | 'operator-budget'
  | 'budget';

export interface SmsCap {
  readonly limit: SmsLimit;
  readonly key: string;
  readonly windowMs: number;
  readonly most: number;
}

function cap(limit: SmsLimit, key: readonly string[], windowMs: number, most: number): SmsCap {
  return { limit, key: JSON.stringify(key), windowMs, most };
}

/** How often one person is sent a code, by text message and by e-mail together. */
export function personCaps({ tenant, person }: Pick<SmsCounted, 'tenant' | 'person'>): readonly SmsCap[] {
  return [
    cap('person-hour', ['code', 'person-hour', tenant, person], hourMs, 5),
    cap('person-day', ['code', 'person-day', tenant, person], dayMs, 10),
  ];
}

const most = {
  'set-up': { number: 3, 'number-day': 5, network: 30 },
  // A whole office may be behind one address.
  use: { number: 5, 'number-day': 20, network: 60 },
} as const satisfies Readonly<Record<SmsPurpose, Partial<Record<SmsLimit, number>>>>;

/** Set-ups of an hour to numbers in a row: a company may have bought its own so. */
const rowOfSetUps = 50;

/** Of the day's number, set-ups get half at most, so that the rest is there for those who have a number; of that, one connection half. */
const setUpShare = 0.5;
const connectionShare = 0.5;
const tenantShare = 0.5;

/** What counts, narrowest first, so that whoever asks too often uses up nothing of others. The budget is the last. */
export function smsCaps(counted: SmsCounted): readonly SmsCap[] {
  const { purpose, tenant, number, network, perDay, perDayOfAll } = counted;
  const ofSms = (limit: 'number' | 'number-day' | 'network', part: string, windowMs: number) =>
    cap(limit, ['sms', purpose, limit, part], windowMs, most[purpose][limit]);
  return [
    ...personCaps(counted),
    ofSms('number', number, hourMs),
    ofSms('number-day', number, dayMs),
    ...(network === null ? [] : [ofSms('network', network, hourMs)]),
    ...(purpose === 'set-up' ? setUpCaps(counted) : []),
    ...(perDayOfAll === null ? [] : [cap('operator-budget', ['sms', 'operator-budget'], dayMs, perDayOfAll)]),
    cap('budget', ['sms', 'budget', tenant], dayMs, perDay),
  ];
}

/** What set-ups have to pass besides. A number that has proven itself is stopped by nothing that strangers can use up. */
function setUpCaps({ tenant, connection, prefix, perDay, perDayOfAll }: SmsCounted): readonly SmsCap[] {
  // Of the operator's number one tenant sets up no more than half of what all may, whatever its administrators allow.
  const ofTenant = perDayOfAll === null ? perDay : Math.min(perDay, Math.ceil(perDayOfAll * tenantShare));
  const share = Math.ceil(ofTenant * setUpShare);
  return [
    cap('prefix', ['sms', 'prefix', prefix], hourMs, rowOfSetUps),
    cap('connection-set-ups', ['sms', 'set-ups', tenant, connection], dayMs, Math.ceil(share * connectionShare)),
    cap('set-ups', ['sms', 'set-ups', tenant], dayMs, share),
    ...(perDayOfAll === null ? [] : [cap('operator-set-ups', ['sms', 'operator-set-ups'], dayMs, Math.ceil(perDayOfAll * setUpShare))]),
  ];
}

/** Those that a message which was not sent has cost nothing of. */
export function isPaidFor({ limit }: SmsCap): boolean {
  return limit.endsWith('budget') || limit.endsWith('set-ups');
}

/** Administrators hear of a day's budget when this much of it is spent. */
export const budgetWarning = 0.8;

/** When the next message may be asked for, after `sends` of them in a row, the last one at `sentAt`. */
export function resendAt(sends: number, sentAt: EpochMs): EpochMs {
  const waits = [30, 60, 120] as const;
  return sends === 0 ? sentAt : sentAt + 1000 * (waits[Math.min(sends, waits.length) - 1] ?? 120);
}

/** Messages are in a row until nothing was sent for so long, or a code was right. */
export const rowEndsMs = 10 * minuteMs;

/**
 * People type the codes that they are sent; machines that collect messages do not. Counted for the set-ups of one connection, in slots of ten minutes, of
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
