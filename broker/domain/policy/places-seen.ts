import type { EpochMs } from '../brands.ts';
import type { Place } from '../ports/places.ts';
import type { SeenPlace } from '../ports/stores/place-store.ts';

/** So long a country stays one that the person was in; then it is forgotten. */
export const placeLifetimeMs = 90 * 24 * 3_600_000;

const fastestKmPerHour = 900;
/** What databases of addresses err by, and more. */
const farKm = 500;

export interface Whereabouts {
  readonly newCountry: boolean;
  readonly impossibleTravel: boolean;
  readonly firstSignIn: boolean;
}

/**
 * What is unusual about a place, given those where the person was within `placeLifetimeMs`, the latest first. A place that the
 * database does not know is one of its own: new for whoever always came from a country that it knows. Journeys are told by
 * coordinates alone; between two countries without them nobody can say how far it is. `place` undefined: there is no database.
 */
export function whereabouts(place: Place | null | undefined, seen: readonly SeenPlace[], now: EpochMs): Whereabouts {
  const firstSignIn = seen.length === 0;
  if (place === undefined) return { newCountry: false, impossibleTravel: false, firstSignIn };
  const country = place?.country ?? '';
  return {
    newCountry: !seen.some((each) => each.country === country),
    impossibleTravel: isImpossible(seen.find(({ at }) => at !== null) ?? null, place, now),
    firstSignIn,
  };
}

function isImpossible(last: SeenPlace | null, place: Place | null, now: EpochMs): boolean {
  if (!last?.at || !place?.at) return false;
  const km = kilometres(last.at, place.at);
  // Clocks of two brokers may differ: who seems to arrive before leaving took no time.
  const hours = Math.max(0, now - last.seenAt) / 3_600_000;
  return km > farKm && km > fastestKmPerHour * hours;
}

const earthRadiusKm = 6_371;

/** Along the great circle (haversine). */
function kilometres(from: NonNullable<Place['at']>, to: NonNullable<Place['at']>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitudes = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const longitudes = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const chord = latitudes + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * longitudes;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
