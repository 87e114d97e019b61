/**
 * Our proof to a token endpoint by signature instead of a secret (private_key_jwt: RFC 7523, section 2.2, and OpenID Connect
 * Core 1.0, section 9), and the public keys that it is checked against.
 */
import { sign } from 'node:crypto';
import type { ClientAuth } from 'openid-client';
import type { TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningKey, SigningKeys } from '../../domain/ports/signing-keys.ts';

/** One exchange is over in a few seconds; the rest is for clocks that differ. */
const lifetimeSeconds = 60;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A fresh assertion for each request. */
export function privateKeyJwt(key: SigningKey, issuer: string, deps: { clock: Clock; random: Random }): ClientAuth {
  return (_, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', assertionType);
    body.set('client_assertion', clientAssertion(key, { clientId: client.client_id, issuer }, deps));
  };
}

/**
 * The audience is the issuer alone: with the address of an endpoint in it, one provider could pass an assertion on to
 * another whose endpoint it had named as its own (RFC 7523bis; CVE-2025-27370).
 */
function clientAssertion(
  key: SigningKey,
  { clientId, issuer }: { clientId: string; issuer: string },
  { clock, random }: { clock: Clock; random: Random },
): string {
  const now = Math.floor(clock.now() / 1000);
  const header = { alg: 'ES256', typ: 'JWT', kid: key.id };
  const claims = { iss: clientId, sub: clientId, aud: issuer, jti: random.token(16), iat: now, nbf: now, exp: now + lifetimeSeconds };
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  // JWS wants the two numbers side by side (RFC 7518, section 3.4), not the DER that is usual elsewhere.
  const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** The key that signs now. */
export function clientKeyOf(keys: SigningKeys, tenant: TenantId): Promise<SigningKey> {
  return keys.current(tenant, 'client', 'ecdsa-p256');
}

/** Every key that counts now or soon, as providers fetch them (RFC 7517). */
export async function keySetOf(keys: SigningKeys, tenant: TenantId): Promise<{ keys: Readonly<Record<string, unknown>>[] }> {
  const trusted = await keys.trusted(tenant, 'client', 'ecdsa-p256');
  return { keys: trusted.map(({ id, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'ES256' })) };
}
