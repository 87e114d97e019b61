import { atLeast, type Strength } from '../domain/assurance.ts';

/** REFEDS MFA profile 1.0: a second factor was proven. */
const multiFactor = 'https://refeds.org/profile/mfa';
/**
 * The levels of NIST SP 800-63B as federal sites of the USA name them in SAML (developers.login.gov): what stands for the second
 * level here is a factor that is neither a code by e-mail nor by SMS.
 */
const secondLevel = 'http://idmanagement.gov/ns/assurance/aal/2';
const unspecified = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';

/**
 * The AuthnContext classes that are known here, with what each takes. How the company signed the person in is the
 * company's affair, so classes for passwords, tickets and certificates are all "a company sign-in".
 */
const known: ReadonlyMap<string, Strength> = new Map<string, Strength>([
  [unspecified, 'none'],
  ...['Password', 'PasswordProtectedTransport', 'Kerberos', 'X509', 'TLSClient', 'PreviousSession'].map(
    (name) => [`urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`, 'none'] as const,
  ),
  [multiFactor, 'any'],
  ['http://schemas.microsoft.com/claims/multipleauthn', 'any'],
  [secondLevel, 'strong'],
  [`${secondLevel}?phishing_resistant=true`, 'phishing-resistant'],
  ...['TimeSyncToken', 'MobileTwoFactorContract', 'MobileTwoFactorUnregistered'].map(
    (name) => [`urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`, 'any'] as const,
  ),
]);

/** What a party asks for by RequestedAuthnContext. */
interface Asked {
  readonly strength: Strength;
  readonly contexts: readonly string[];
}

/** Null for contexts that nobody here can give, and for comparisons that turn the demand round (Core 3.3.2.2.1). */
export function askedBy(requested: { readonly comparison: string; readonly classRefs: readonly string[] } | null): Asked | null {
  if (requested === null) return { strength: 'none', contexts: [] };
  if (requested.comparison !== 'exact' && requested.comparison !== 'minimum') return null;
  const contexts = requested.classRefs.filter((classRef) => known.has(classRef));
  const demands = contexts.map((classRef) => strengthOf(classRef));
  if (demands.length === 0) return null;
  // The weakest of those named is enough: any one of them is an answer.
  const strength = demands.reduce((weakest, demand) => (atLeast(demand, weakest) ? weakest : demand));
  return { strength, contexts };
}

/** How a party reads what was reached: the strongest of what it asked for, or what there is to say where it asked for nothing. */
export function contextOf(reached: Strength, asked: readonly string[]): string {
  const fitting = asked.filter((classRef) => atLeast(reached, strengthOf(classRef)));
  const best = fitting.toSorted((a, b) => Number(atLeast(strengthOf(b), strengthOf(a))) - Number(atLeast(strengthOf(a), strengthOf(b))))[0];
  return best ?? (reached === 'none' ? unspecified : multiFactor);
}

function strengthOf(classRef: string): Strength {
  return known.get(classRef) ?? 'phishing-resistant';
}
