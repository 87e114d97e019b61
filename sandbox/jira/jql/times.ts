import { jqlError } from './tokens.ts';

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/**
 * The moments a JQL time stands for: its first and last millisecond ("2026-11-21" is a day, "2026-11-21 09:30" a
 * minute, "-7d" a moment). Times are read in UTC; a real site uses the caller's zone.
 */
export function jqlTime(text: string, now: number): { first: number; last: number } {
  const relative = /^([+-]?)(\d+)([mhdw])$/.exec(text.trim());
  if (relative) {
    const at = now + (relative[1] === '-' ? -1 : 1) * Number(relative[2]) * (unitMs[relative[3] ?? ''] ?? 0);
    return { first: at, last: at };
  }
  const absolute = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text.trim());
  if (!absolute) {
    throw jqlError(
      `Date value '${text}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format.`,
    );
  }
  const [year, month, day, hour, minute] = absolute.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
  const first = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  return { first, last: first + (absolute[4] === undefined ? 86_400_000 : 60_000) - 1 };
}
