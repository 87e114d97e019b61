/**
 * Are these two the same issuer? Compared as they are written, give or take one closing slash: providers and people differ
 * in it, and discovery puts its path behind either (OpenID Connect Discovery 1.0, section 4.1).
 */
export function isSameIssuer(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '');
}
