/** A moment as fields for date and time have it, by the clocks of this browser: `2026-11-21T22:00`. */
export function localTime(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Epoch milliseconds; null for no time at all. */
export function timeIn(text: string): number | null {
  const at = Date.parse(text);
  return text === '' || Number.isNaN(at) ? null : at;
}
