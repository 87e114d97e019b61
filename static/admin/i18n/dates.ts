const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** All times are epoch milliseconds, shown in the time zone of the browser. */
export const formatDateTime = (at: number): string => dateTime.format(at);
export const formatDate = (at: number): string => date.format(at);
export const formatTime = (at: number): string => time.format(at);

/** A calendar day (`YYYY-MM-DD`) is the same day in every time zone. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

/** The day of a moment in UTC, by which days that end somewhere in the world are counted. */
export const formatUtcDay = (at: number): string => formatDay(new Date(at).toISOString().slice(0, 10));
