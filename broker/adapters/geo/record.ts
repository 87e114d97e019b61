import type { Place } from '../../domain/ports/places.ts';

/**
 * What an entry says, in the two forms that such files have: that of MaxMind and DB-IP (`country.iso_code`, `location`), and
 * the flat one of ip-location-db (`country_code`). Null for an entry that says nothing of either.
 */
export function readRecord(record: unknown): Place | null {
  if (!isObject(record)) return null;
  const country = codeIn(isObject(record.country) ? record.country.iso_code : record.country_code);
  const at = pointIn(isObject(record.location) ? record.location : record);
  return country === null && at === null ? null : { country, at };
}

function codeIn(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : null;
}

function pointIn({ latitude, longitude }: Readonly<Record<string, unknown>>): Place['at'] {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  // Some files write 0, 0 where they know nothing; nobody lives there.
  if (latitude === 0 && longitude === 0) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
