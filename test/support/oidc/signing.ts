import { constants, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;

/** A key pair as a provider has it: the private half, and what its key set publishes. */
export interface SigningKey {
  readonly algorithm: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: Json;
}

/** Makes a key pair for a JWS algorithm; `bits` is the size of RSA keys. */
export function makeKey(algorithm: string, { bits = 2048, kid = randomUUID() }: { bits?: number; kid?: string } = {}): SigningKey {
  const { privateKey, publicKey } = pairFor(algorithm, bits);
  return { algorithm, kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' } };
}

function pairFor(algorithm: string, bits: number) {
  if (algorithm.startsWith('ES')) return generateKeyPairSync('ec', { namedCurve: curves[algorithm] ?? 'P-256' });
  return algorithm.startsWith('Ed') ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: bits });
}

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

const part = (value: unknown) => textPart(JSON.stringify(value));
const textPart = (text: string) => Buffer.from(text).toString('base64url');

/** A compact JWS (RFC 7515), signed by the algorithm of the key whatever the header says. */
export function signToken(header: Json, claims: Json, key: SigningKey): string {
  return signText(JSON.stringify(header), JSON.stringify(claims), key);
}

/** The same over whatever text: JSON with a member twice, or no JSON at all. */
export function signText(header: string, claims: string, key: SigningKey): string {
  const input = `${textPart(header)}.${textPart(claims)}`;
  return `${input}.${signatureOf(input, key).toString('base64url')}`;
}

function signatureOf(input: string, { algorithm, privateKey }: SigningKey): Buffer {
  const text = Buffer.from(input);
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return sign(hash, text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  if (algorithm.startsWith('Ed')) return sign(null, text, privateKey);
  if (algorithm.startsWith('PS'))
    return sign(hash, text, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  return sign(hash, text, privateKey);
}

/** The same with a shared secret: what an attacker can do who only knows the public key, or the client secret. */
export function hmacToken(header: Json, claims: Json, secret: string | Buffer): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A token with no signature at all. */
export function bareToken(header: Json, claims: Json): string {
  return `${part(header)}.${part(claims)}.`;
}

/** The public key as an attacker would feed it to HMAC. */
export function publicPem(key: SigningKey): string {
  return key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
}
