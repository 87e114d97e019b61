/**
 * A support code as people type it (small letters, groups, O for 0), in the form it is stored: 12 characters of
 * Crockford's base32. Null when it cannot be one.
 */
export function normalSupportCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : null;
}
