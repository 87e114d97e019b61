/**
 * From what the provider asserted to an Identity. Pure. A claim that decides something (e-mail, groups) has the type it
 * should have or the login is refused; one that only decorates (names) is left out when it does not fit.
 */
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { Identity } from '../../domain/identity.ts';
import { mapFacts, nameIn } from '../../domain/mapping.ts';
import type { Claims } from './id-token-rules.ts';

export interface Asserted {
  readonly idToken: Claims;
  /** Null: not asked. */
  readonly userInfo: Claims | null;
}

/** Is something wanted that the ID token does not say? Only then is the userinfo endpoint worth a call. */
export function needsUserInfo(idToken: Claims, { mapping: names, emailTrust }: OidcConnection): boolean {
  if (present(idToken, names.email) === undefined) return true;
  // Entra ID never says whether an address is verified; where the provider's word is enough, nobody asks.
  if (emailTrust === 'verified' && names.email === 'email' && present(idToken, 'email_verified') === undefined) return true;
  if (names.more.some(({ from }) => present(idToken, from) === undefined)) return true;
  return names.groups !== null && present(idToken, names.groups) === undefined && !isOverage(idToken, names.groups);
}

/** The identity, or the claim that does not fit. `idTokenHint` is kept for a logout at the provider. */
export function identityOf(
  connection: OidcConnection,
  asserted: Asserted,
  idTokenHint: string | null,
): { readonly ok: true; readonly identity: Identity } | Refusal {
  const { idToken, userInfo } = asserted;
  const names = connection.mapping;
  const told = emailOf(asserted, names.email);
  if (told === 'malformed') return refuse('oidc_claim_malformed', 'oidc.claim.email');
  const groups = groupsOf(asserted, names.groups);
  if (groups === 'malformed') return refuse('oidc_claim_malformed', 'oidc.claim.groups');
  const claim = (name: string) => present(idToken, name) ?? (userInfo && present(userInfo, name));
  const mapped = mapFacts(names, (from) => {
    if (from === names.email) return told === null ? null : [told.text];
    return from === names.groups ? groups : textsIn(claim(from));
  });
  if (!mapped.ok) return refuse('oidc_claim_malformed', `oidc.claim.${mapped.fault}`);
  const { email: address, ...facts } = mapped.facts;
  const name = (from: string) => nameIn(present(idToken, from)) ?? nameIn(userInfo && present(userInfo, from));
  return {
    ok: true,
    identity: {
      connection: connection.id,
      // Proven to be the connection's own before anything was read from the token.
      issuer: idToken.iss as string,
      subject: idToken.sub as string,
      // What a pattern made of the address is another address than the one that the provider checked.
      email: address === null ? null : { address, verified: told?.verified === true && told.text === address },
      ...facts,
      // Only a text is a name.
      firstName: name(names.firstName),
      lastName: name(names.lastName),
      displayName: name(names.displayName),
      assurance: {
        acr: nameIn(idToken.acr),
        amr: Array.isArray(idToken.amr) ? idToken.amr.filter((method) => typeof method === 'string') : [],
        authTime: typeof idToken.auth_time === 'number' ? idToken.auth_time * 1000 : null,
      },
      upstreamSession: { sid: nameIn(idToken.sid), idToken: idTokenHint, nameId: null },
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

function groupsOf({ idToken, userInfo }: Asserted, name: string | null): Identity['groups'] | 'malformed' {
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
function isOverage(idToken: Claims, name: string): boolean {
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
function present(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? (claims[name] ?? undefined) : undefined;
}
