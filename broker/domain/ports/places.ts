import type { EpochMs } from '../brands.ts';

/** Where an address is, as far as a database of addresses knows; such databases err, and VPNs hide. */
export interface Place {
  /** ISO 3166-1 alpha-2; null where the entry names none. */
  readonly country: string | null;
  /** Degrees; null where the database knows countries only. */
  readonly at: { readonly latitude: number; readonly longitude: number } | null;
}

/** Of a file on this machine: no address is ever sent anywhere. */
export type Places = {
  /** Null for addresses of inner networks, for what is not in the database, and for what is no address. */
  placeOf(address: string): Place | null;
} & (
  | { readonly isKnown: true; readonly source: PlacesSource }
  /** The operator named no database: nobody knows where anybody is, and no rule about that can hold. */
  | { readonly isKnown: false }
);

/** What is told of the database. */
export interface PlacesSource {
  readonly builtAt: EpochMs;
  /** What the file calls itself. */
  readonly kind: string;
  /** Then whoever shows a result names DB-IP beside it (`dbipAttribution`). */
  readonly isDbipLite: boolean;
}

export const noPlaces: Places = { isKnown: false, placeOf: () => null };
