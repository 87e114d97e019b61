import { UsageError } from './command.ts';

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `90s`, `15m`, `12h`, `7d` as milliseconds; throws UsageError for anything else, and outside the limits. */
export function readDuration(option: string, text: string, limits: { readonly least: string; readonly most: string }): number {
  const ms = durationMs(text);
  if (ms === null) throw new UsageError(`--${option} "${text}" is not a duration; write 90s, 15m, 12h or 7d`);
  if (ms < (durationMs(limits.least) ?? 0) || ms > (durationMs(limits.most) ?? 0))
    throw new UsageError(`--${option} must be from ${limits.least} to ${limits.most}`);
  return ms;
}

function durationMs(text: string): number | null {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return amount === undefined || unit === undefined ? null : Number(amount) * unitsMs[unit as keyof typeof unitsMs];
}

/** How long something is there, in the largest unit that says enough: `3d`, `5h`, `12m`. */
export function shortAge(ms: number): string {
  const days = Math.floor(ms / unitsMs.d);
  if (days > 0) return `${days}d`;
  const hours = Math.floor(ms / unitsMs.h);
  return hours > 0 ? `${hours}h` : `${Math.max(0, Math.floor(ms / unitsMs.m))}m`;
}

/** A time as people compare it with their clocks: `2026-11-21 12:00:00Z`. */
export function timeText(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}
