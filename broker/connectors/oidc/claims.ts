/**
 * From what the provider asserted to an Identity. Pure. A claim that decides something (e-mail, groups) has the type it
 * should have or the login is refused; one that only decorates (names) is left out when it does not fit.
 */
import type { Mapping } from '#contract/settings/connections/mapping';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { Identity } from '../../domain/identity.ts';
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
  const email = emailOf(asserted, names.email);
  if (email === 'malformed') return refuse('oidc_claim_malformed', 'oidc.claim.email');
  const groups = groupsOf(asserted, names.groups);
  if (groups === 'malformed') return refuse('oidc_claim_malformed', 'oidc.claim.groups');
  const name = (claim: string) => nameIn(present(idToken, claim)) ?? nameIn(userInfo && present(userInfo, claim));
  return {
    ok: true,
    identity: {
      connection: connection.id,
      // Proven to be the connection's own before anything was read from the token.
      issuer: idToken.iss as string,
      subject: idToken.sub as string,
      email,
      firstName: name(names.firstName),
      lastName: name(names.lastName),
      displayName: name(names.displayName),
      groups,
      attributes: attributesOf({ ...userInfo, ...idToken }, names),
      assurance: {
        acr: nameIn(idToken.acr),
        amr: Array.isArray(idToken.amr) ? idToken.amr.filter((method) => typeof method === 'string') : [],
        authTime: typeof idToken.auth_time === 'number' ? idToken.auth_time * 1000 : null,
      },
      upstreamSession: { sid: nameIn(idToken.sid), idToken: idTokenHint, nameId: null },
    },
  };
}

/** One mailbox, in the plain form that providers send: RFC 5321, section 4.1.2, without quoting, comments or literals. */
const mailbox = /^[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}]{1,64}@[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}]{1,255}$/u;

function emailOf({ idToken, userInfo }: Asserted, name: string): Identity['email'] | 'malformed' {
  const source = present(idToken, name) !== undefined ? idToken : (userInfo ?? {});
  const address = present(source, name);
  if (address === undefined || address === '') return null;
  if (typeof address !== 'string' || !mailbox.test(address)) return 'malformed';
  let verified = present(source, 'email_verified');
  // Said apart from the address, it is about this address only if the address is said there too.
  if (verified === undefined && userInfo && present(userInfo, name) === address) verified = present(userInfo, 'email_verified');
  // Strictly the boolean (OpenID Connect Core 1.0, section 5.1): "true", 1 and the like are not what the standard defines,
  // and "false" as text would be truthy. And it speaks of `email` only: with another claim read as the address (`upn`,
  // `preferred_username`) it proves nothing.
  return { address, verified: verified === true && name === 'email' };
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

/** Claims of the protocol itself; everything else is about the person. */
const protocolClaims = new Set(
  [
    'iss sub aud exp iat nbf jti nonce azp at_hash c_hash s_hash auth_time acr amr sid',
    'email_verified _claim_names _claim_sources hasgroups',
  ]
    .join(' ')
    .split(' '),
);

/** Further claims as text, few and short: they ride in every row and cookie that carries the identity. */
function attributesOf(claims: Claims, names: Mapping): Identity['attributes'] {
  const known = new Set([names.email, names.firstName, names.lastName, names.displayName, names.groups]);
  const attributes = Object.entries(claims)
    .filter(([name]) => !protocolClaims.has(name) && !known.has(name) && name.length <= 200)
    .map(([name, value]) => [name, textsIn(value)] as const)
    .filter(([, values]) => values.length > 0)
    .slice(0, 50);
  // Own properties, whatever their names: a claim called `__proto__` is just a claim.
  return Object.fromEntries(attributes);
}

function textsIn(value: unknown): string[] {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  return values
    .filter((item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean')
    .map(String)
    .filter((text) => text !== '' && text.length <= 500)
    .slice(0, 50);
}

function nameIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Controls, and marks that turn the reading direction; the joiners of Persian or Hindi names stay.
  const name = value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  return name === '' || name.length > 255 ? null : name;
}

/** The claim's value; undefined also for null, which some providers send for "nothing". Never an inherited property. */
function present(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? (claims[name] ?? undefined) : undefined;
}
