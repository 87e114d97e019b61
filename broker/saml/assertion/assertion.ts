/** A name for a person (Core 2.2.3), exactly as the provider wrote it. */
export interface NameId {
  readonly value: string;
  /** Null where the provider names none, which means `unspecified`. */
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
}

/**
 * All values by attribute name. Several `Attribute` elements of one name are one list here (Keycloak sends roles that
 * way), so nothing is chosen in silence: whoever needs one value asks `soleValue`, which refuses several.
 */
export type Attributes = ReadonlyMap<string, readonly string[]>;

/** What a verified assertion says. Times are epoch ms. */
export interface Assertion {
  /** To be consumed once, and remembered until `notOnOrAfter` plus the clock skew. */
  readonly id: string;
  readonly issuer: string;
  /** The AuthnRequest that it answers, by the signed confirmation. */
  readonly inResponseTo: string;
  readonly nameId: NameId;
  readonly sessionIndex: string | null;
  readonly authnInstant: number;
  readonly authnContextClassRef: string | null;
  readonly attributes: Attributes;
  /** From when on nobody accepts this assertion any more: the earlier of the conditions and the confirmation. */
  readonly notOnOrAfter: number;
  /** When the provider's own session ends; null where it does not say. */
  readonly sessionNotOnOrAfter: number | null;
}
