import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;

const read = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;

/**
 * What a careful provider asks of a client assertion (RFC 7523, section 3; OpenID Connect Core 1.0, section 9): our key, our
 * name twice, its own name alone, short-lived, used once. The reason why it is refused, or null.
 */
export function assertionProblem(
  form: URLSearchParams,
  at: { clientId: string; issuer: string; keys: readonly Json[]; used: Set<string> },
): string | null {
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return 'type';
  const [head = '', body = '', signature = ''] = (form.get('client_assertion') ?? '').split('.');
  const [header, claims] = [read(head), read(body)];
  const jwk = at.keys.find(({ kid }) => kid === header.kid);
  if (jwk === undefined || header.alg !== 'ES256') return 'key';
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  const signed = Buffer.from(`${head}.${body}`);
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) return 'signature';
  if (claims.iss !== at.clientId || claims.sub !== at.clientId) return 'names';
  if (claims.aud !== at.issuer) return 'audience';
  const [iat, exp] = [Number(claims.iat), Number(claims.exp)];
  if (!(exp - iat <= 60 && exp > Date.now() / 1000 && iat <= Date.now() / 1000 + 60)) return 'times';
  const jti = String(claims.jti);
  if (jti.length < 16 || at.used.has(jti)) return 'jti';
  at.used.add(jti);
  return null;
}
