/**
 * What the claims of OpenID Connect say about a person. A claim that decides something (e-mail, groups) has the type it
 * should have or the sign-in is refused; one that only decorates (names) is left out when it does not fit. Pure.
 */
import { type MappedPerson, mapFacts, nameIn } from '#contract/mapping/map-facts';
import type { Compile } from '#contract/mapping/patterned';
import type { Mapping } from '#contract/settings/connections/mapping';

type Claims = Readonly<Record<string, unknown>>;

export interface Asserted {
  readonly idToken: Claims;
  /** Null: not asked. */
  readonly userInfo: Claims | null;
}

/** The person as the mapping reads the claims, or the claim that does not fit. */
export function factsInClaims(mapping: Mapping, asserted: Asserted, compile: Compile): MappedPerson {
  const { idToken, userInfo } = asserted;
  const told = emailOf(asserted, mapping.email);
  if (told === 'malformed') return { ok: false, fault: 'email' };
  const groups = groupsOf(asserted, mapping.groups);
  if (groups === 'malformed') return { ok: false, fault: 'groups' };
  const claim = (name: string) => present(idToken, name) ?? (userInfo && present(userInfo, name));
  const valuesOf = (from: string) => {
    if (from === mapping.email) return told === null ? null : [told.text];
    return from === mapping.groups ? groups : textsIn(claim(from));
  };
  const mapped = mapFacts(mapping, valuesOf, compile);
  if (!mapped.ok) return mapped;
  const { email: address, ...facts } = mapped.facts;
  const name = (from: string) => nameIn(present(idToken, from)) ?? nameIn(userInfo && present(userInfo, from));
  return {
    ok: true,
    facts: {
      ...facts,
      // What a pattern made of the address is another address than the one that the provider checked.
      email: address === null ? null : { address, verified: told?.verified === true && told.text === address },
      // Only a text is a name.
      firstName: name(mapping.firstName),
      lastName: name(mapping.lastName),
      displayName: name(mapping.displayName),
    },
  };
}

/** The text that stands for the address, and whether the provider says that it checked it. */
function emailOf(
  { idToken, userInfo }: Asserted,
  name: string,
): { readonly text: string; readonly verified: boolean } | null | 'malformed' {
  const source = present(idToken, name) !== undefined ? idToken : (userInfo ?? {});
  const text = present(source, name);
  if (text === undefined || text === '') return null;
  if (typeof text !== 'string') return 'malformed';
  let verified = present(source, 'email_verified');
  // Said apart from the address, it is about this address only if the address is said there too.
  if (verified === undefined && userInfo && present(userInfo, name) === text) verified = present(userInfo, 'email_verified');
  // Strictly the boolean (OpenID Connect Core 1.0, section 5.1): "true", 1 and the like are not what the standard defines,
  // and "false" as text would be truthy. And it speaks of `email` only: with another claim read as the address (`upn`,
  // `preferred_username`) it proves nothing.
  return { text, verified: verified === true && name === 'email' };
}

const maxGroups = 5_000;

function groupsOf({ idToken, userInfo }: Asserted, name: string | null): readonly string[] | null | 'malformed' {
  if (name === null) return null;
  // Entra ID leaves the list out past 150 or 200 groups and points to Graph instead: that means "not told", never "none".
  if (isOverage(idToken, name)) return null;
  const groups = present(idToken, name) ?? (userInfo && present(userInfo, name)) ?? undefined;
  if (groups === undefined) return null;
  if (!Array.isArray(groups) || groups.length > maxGroups) return 'malformed';
  const list = groups as unknown[];
  return list.every((group) => typeof group === 'string' && group !== '' && group.length <= 1_000)
    ? [...new Set(list as string[])]
    : 'malformed';
}

/** Distributed claims (OpenID Connect Core 1.0, section 5.6.2) as Entra ID uses them; `hasgroups` is its older form. */
export function isOverage(idToken: Claims, name: string): boolean {
  const elsewhere = idToken._claim_names;
  return (typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, name)) || idToken.hasgroups === true;
}

/** The values of a claim as text; null where there is none, or it is of another shape. */
function textsIn(value: unknown): string[] | null {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  const texts = values.filter((item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean').map(String);
  return texts.length === 0 ? null : texts;
}

/** The claim's value; undefined also for null, which some providers send for "nothing". Never an inherited property. */
export function present(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? (claims[name] ?? undefined) : undefined;
}
