import type { EpochMs } from './brands.ts';
import type { PlacesSource } from './ports/places.ts';

/** Which file of addresses the operator named. */
export type GeoDatabase =
  /** The package of DB-IP Lite, countries only, under CC BY 4.0: whoever shows what it says names its source. */
  { readonly kind: 'dbip-lite' } | { readonly kind: 'file'; readonly path: string };

/** What the licence of DB-IP Lite asks for beside every result (CC BY 4.0, section 3.a.1). */
export const dbipAttribution = { text: 'IP Geolocation by DB-IP', url: 'https://db-ip.com' } as const;

/** How old data is still gone by without a warning: networks move between countries all the time, publishers renew monthly. */
export const oldDataDays = 180;

export function ageInDays({ builtAt }: Pick<PlacesSource, 'builtAt'>, now: EpochMs): number {
  return Math.max(0, Math.floor((now - builtAt) / (24 * 3_600_000)));
}
