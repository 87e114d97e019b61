/**
 * What a provider said, fit to be kept for a while and shown to an administrator: everything that opens something is
 * masked, everything long is cut. For JSON; what is XML is `saml/redact.ts`.
 */
const maxDepth = 8;
const maxText = 300;
const maxEntries = 300;

/** Names whose values open something, or prove something: tokens, secrets, codes, keys. */
const secretName = /token|secret|password|passwd|credential|api_?key|private|assertion|session|cookie|^code$|^otp$|(^|_)(at|c|s)_hash$/i;
/** Three parts of base64url: a token, whatever it is called (RFC 7515, section 7.1); and words that stand before one. */
const looksLikeToken = /^(?:Bearer\s+)?[\w-]{10,}\.[\w-]{10,}\.[\w-]*$|^(?:gh[a-z]_|github_pat_|xox[a-z]-|ya29\.|ey[JK])\S{16,}$/;

/** Pretty JSON of a value, redacted. Never throws for what JSON can hold. */
export function redactJson(value: unknown): string {
  return JSON.stringify(redacted(value, 0), null, 2) ?? 'null';
}

/** One text of a provider, redacted. */
export function redactText(text: string): string {
  if (looksLikeToken.test(text.trim())) return mask(text);
  return text.length <= maxText ? text : `${text.slice(0, maxText).toWellFormed()} ... (${text.length} characters)`;
}

function redacted(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '[deeper]';
  if (Array.isArray(value)) {
    const items: unknown[] = value.slice(0, maxEntries).map((item) => redacted(item, depth + 1));
    return value.length > maxEntries ? [...items, `[${value.length - maxEntries} more]`] : items;
  }
  const entries = Object.entries(value).slice(0, maxEntries);
  return Object.fromEntries(
    entries.map(([name, inner]) => [redactText(name), isSecret(name, inner) ? mask(inner) : redacted(inner, depth + 1)]),
  );
}

/** A flag or a number under such a name says something about it, and is none itself. */
function isSecret(name: string, value: unknown): boolean {
  return secretName.test(name) && value !== null && typeof value !== 'boolean' && typeof value !== 'number';
}

function mask(value: unknown): string {
  return typeof value === 'string' ? `[masked, ${value.length} characters]` : '[masked]';
}

/** Claims of a JSON document as values by name, redacted: lists one by one, what is an object in short JSON. */
export function claimValues(document: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const entries = Object.entries(document).slice(0, maxEntries);
  return Object.fromEntries(entries.map(([name, value]) => [name, valuesOf(name, value)]));
}

function valuesOf(name: string, value: unknown): string[] {
  if (isSecret(name, value)) return [mask(value)];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.slice(0, maxEntries).map((item) => (typeof item === 'string' ? redactText(item) : (JSON.stringify(redacted(item, 1)) ?? '')));
}
