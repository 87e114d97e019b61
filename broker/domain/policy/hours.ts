import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { EpochMs } from '../brands.ts';

type Hours = NonNullable<PolicyCondition['times']>;

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
type Day = (typeof days)[number];

/** Is this moment within the hours, by the clocks of their zone? `from` counts, `to` does not; equal ones are a whole day. */
export function isWithin({ days: wanted, from, to, zone }: Hours, now: EpochMs): boolean {
  const { day, time } = clockIn(zone, now);
  const isOn = (of: Day) => (wanted as readonly string[]).includes(of);
  if (from < to) return isOn(day) && from <= time && time < to;
  // Over midnight: the early hours belong to the day before.
  return (isOn(day) && time >= from) || (isOn(before(day)) && time < to);
}

function clockIn(zone: string, now: EpochMs): { readonly day: Day; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const found = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return { day: String(found.weekday).toLowerCase() as Day, time: `${found.hour}:${found.minute}` };
}

function before(day: Day): Day {
  return days[(days.indexOf(day) + 6) % 7] as Day;
}
