import type { EpochMs, SubjectKey, TenantId } from '../../brands.ts';

/** Where a person last signed in within one country. Kept for rules that ask for more in an unusual place, and no longer than they look. */
export interface SeenPlace {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
  /** ISO 3166-1 alpha-2; empty where nobody knows. */
  readonly country: string;
  /** Degrees, to one decimal; null where only the country is known. */
  readonly at: { readonly latitude: number; readonly longitude: number } | null;
  readonly seenAt: EpochMs;
}

export interface PlaceStore {
  /** Since then, the latest first: one for each country. */
  list(tenant: TenantId, subject: SubjectKey, since: EpochMs): Promise<readonly SeenPlace[]>;
  /** The latest of a country stays; one that was seen before it changes nothing. */
  note(row: SeenPlace): Promise<void>;
  /** Forgets a person; returns how many countries there were. */
  forget(tenant: TenantId, subject: SubjectKey): Promise<number>;
  /** Forgets what was seen before then. */
  sweep(before: EpochMs): Promise<number>;
}
