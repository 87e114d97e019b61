/** Checks who sends a push message (RFC 8292), as a strict push service does. */
import { createPublicKey, verify } from 'node:crypto';

const dayMs = 86_400_000;

/** Null for a header that proves the key `serverKey` to the service at `origin`; else what is wrong. */
export function vapidFault(header: string | undefined, at: { origin: string; serverKey: string; now: number }): string | null {
  const [, token, key] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)$/i.exec(header ?? '') ?? [];
  if (token === undefined || key === undefined) return 'no vapid token';
  if (key !== at.serverKey) return 'another key than the subscription was made with';
  const [head = '', body = '', signature = ''] = token.split('.');
  const { typ, alg } = json(head);
  if (typ !== 'JWT' || alg !== 'ES256') return 'not a JWT with ES256';
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65 || point[0] !== 4) return 'not an uncompressed point';
  const x = point.toString('base64url', 1, 33);
  const y = point.toString('base64url', 33);
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isGood) return 'a signature that is not good';
  const { aud, exp, sub } = json(body);
  if (aud !== at.origin) return 'for another audience';
  if (typeof exp !== 'number' || exp * 1000 <= at.now || exp * 1000 > at.now + dayMs) return 'expired, or for more than a day';
  if (sub !== undefined && (typeof sub !== 'string' || !/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(sub)))
    return 'a contact that is none';
  return null;
}

function json(part: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
