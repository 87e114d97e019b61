/**
 * Signed tokens that a provider sends by itself. The library verifies ID tokens only as part of a code exchange, so those are
 * verified here: one algorithm from the settings, keys from the provider's own address, and nothing that the token brings.
 */
import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { fault } from './faults.ts';
import type { Claims } from './id-token-rules.ts';
import { send } from './library-fetch.ts';
import { createRecent } from './recent.ts';

/** Keys are read again after this long, and out of turn for a key that is not among them, with a pause in between. */
const freshMs = 5 * 60_000;
const renewalPauseMs = 30_000;
/** A provider that does not answer is not asked again at once. */
const failurePauseMs = 2_000;
const maxSets = 5_000;

export interface KeySets {
  /** The keys at an address. `anew`: past what is remembered, but not more often than the pause allows. */
  at(url: string, anew: boolean): Promise<readonly Claims[]>;
}

export function createKeySets(deps: { outbound: Outbound; clock: Clock }): KeySets {
  const sets = createRecent<{
    known: readonly Claims[] | null;
    readAt: EpochMs;
    reading: Promise<readonly Claims[]> | null;
    failure: unknown;
  }>(maxSets);
  return {
    async at(url, anew) {
      const set = sets.of(url, () => ({ known: null, readAt: 0, reading: null, failure: null }));
      const age = deps.clock.now() - set.readAt;
      if (set.known !== null && age < (anew ? renewalPauseMs : freshMs)) return set.known;
      if (set.failure !== null && age < failurePauseMs) throw set.failure;
      set.reading ??= readKeys(deps.outbound, url)
        .then((keys) => {
          set.known = keys;
          set.failure = null;
          return keys;
        })
        .catch((error: unknown) => {
          set.failure = error;
          throw error;
        })
        .finally(() => {
          set.readAt = deps.clock.now();
          set.reading = null;
        });
      return set.reading;
    },
  };
}

/** Throws as `send`, and `oidc_answer_malformed`. */
export async function readKeys(outbound: Outbound, url: string): Promise<readonly Claims[]> {
  const answer = await send(outbound, { method: 'GET', url, headers: { accept: 'application/json' } });
  const keys = answer.status === 200 ? objectIn(answer.body)?.keys : undefined;
  if (!Array.isArray(keys)) throw fault('oidc_answer_malformed', 'oidc.keys');
  return (keys as unknown[]).filter(isObject);
}

/** Verifies a compact JWS (RFC 7515, section 5.2). Throws as `send` when the keys cannot be had. */
export async function verifyToken(
  keySets: KeySets,
  token: string,
  at: { readonly url: string; readonly algorithm: string },
): Promise<{ readonly ok: true; readonly header: Claims; readonly claims: Claims } | Refusal> {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token);
  const [, head = '', body = '', signature = ''] = match ?? [];
  const [header, claims] = [objectIn(Buffer.from(head, 'base64url')), objectIn(Buffer.from(body, 'base64url'))];
  if (header === null || claims === null) return refuse('oidc_token_malformed', 'oidc.token.jwt');
  if (header.alg !== at.algorithm) return refuse('oidc_token_algorithm', 'oidc.token.alg');
  // We know no extension, so none can be understood (RFC 7515, section 4.1.11).
  if ('crit' in header || 'b64' in header) return refuse('oidc_token_malformed', 'oidc.token.crit');
  const signed = { bytes: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url'), algorithm: at.algorithm };
  const first = judge(await keySets.at(at.url, false), header.kid, signed);
  const verdict = first === null ? null : judge(await keySets.at(at.url, true), header.kid, signed);
  return verdict ?? { ok: true, header, claims };
}

interface Signed {
  readonly bytes: Buffer;
  readonly signature: Buffer;
  readonly algorithm: string;
}

/** Null: signed by the one key that it can be. */
function judge(keys: readonly Claims[], kid: unknown, signed: Signed): Refusal | null {
  const fitting = keys.filter((jwk) => (kid === undefined || jwk.kid === kid) && suits(jwk, signed.algorithm));
  const [jwk, ...others] = fitting;
  if (jwk === undefined || others.length > 0) return refuse('oidc_token_key_unknown', 'oidc.token.key-unknown');
  const key = keyOf(jwk, signed.algorithm);
  if (key === null) return refuse('oidc_token_key_unusable', 'oidc.token.key');
  return isSignedBy(key, signed) ? null : refuse('oidc_token_signature', 'oidc.token.signature');
}

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', Ed25519: 'Ed25519' };

function suits(jwk: Claims, algorithm: string): boolean {
  if (jwk.use !== undefined && jwk.use !== 'sig') return false;
  if (jwk.alg !== undefined && jwk.alg !== algorithm && !(algorithm === 'Ed25519' && jwk.alg === 'EdDSA')) return false;
  const curve = curves[algorithm];
  return curve === undefined ? jwk.kty === 'RSA' : jwk.crv === curve && jwk.kty === (algorithm === 'Ed25519' ? 'OKP' : 'EC');
}

function keyOf(jwk: Claims, algorithm: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return algorithm in curves || isStrongRsa(key) ? key : null;
  } catch {
    return null;
  }
}

/** With the exponent 1 every padded digest is its own signature. */
function isStrongRsa({ asymmetricKeyDetails: { modulusLength = 0, publicExponent = 0n } = {} }: KeyObject): boolean {
  return modulusLength >= 2048 && publicExponent > 1n;
}

/** RFC 7518, section 3, and RFC 8037. */
function isSignedBy(key: KeyObject, { bytes, signature, algorithm }: Signed): boolean {
  if (algorithm === 'Ed25519') return verify(null, bytes, key, signature);
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
  if (!algorithm.startsWith('PS')) return verify(hash, bytes, key, signature);
  return verify(hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
}

function objectIn(bytes: Uint8Array): Claims | null {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
