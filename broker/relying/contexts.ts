import type { Strength } from '../domain/assurance.ts';

/** REFEDS MFA profile 1.0: a second factor was proven. */
const multiFactor = 'https://refeds.org/profile/mfa';
const unspecified = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';

/** How a party reads what was reached (AuthnContextClassRef). */
export function contextOf(reached: Strength): string {
  return reached === 'none' ? unspecified : multiFactor;
}

/** What a party asks for by RequestedAuthnContext; null for contexts that nobody here can give (Core 3.3.2.2.1). */
export function strengthOf(requested: { readonly comparison: string; readonly classRefs: readonly string[] } | null): Strength | null {
  if (requested === null) return 'none';
  if (requested.comparison !== 'exact' && requested.comparison !== 'minimum') return null;
  // The weakest of those named is enough: any one of them is an answer.
  if (requested.classRefs.includes(unspecified)) return 'none';
  return requested.classRefs.includes(multiFactor) ? 'any' : null;
}
