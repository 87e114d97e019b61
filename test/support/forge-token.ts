import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose';
import { forgeModules } from '#contract/rpc/modules';

export const testAppId = 'ari:cloud:ecosystem::app/3f1c3a52-0c1b-4a0f-9a0e-6a3c9b1f2d10';
export const testCloudId = '7a0c7a9e-59a5-4e0d-8f4b-1f9b0f6f2a11';
export const testApiBase = 'https://api.atlassian.com';

/** What a test may say otherwise about a token; everything else is as Forge writes it. */
export interface TokenWish {
  readonly module?: keyof typeof forgeModules | `raw:${string}`;
  readonly principal?: string | null;
  readonly cloudId?: string;
  readonly environment?: string;
  readonly installation?: string;
  readonly apiBaseUrl?: string;
  readonly siteUrl?: string;
  readonly issuedAt?: number;
  readonly lifetimeSeconds?: number;
  /** Laid over the claims at the end; `undefined` removes one. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly app?: Readonly<Record<string, unknown>>;
  readonly keyId?: string;
}

export interface ForgeSigner {
  readonly keys: JWTVerifyGetKey;
  /** The key set as Atlassian's address would answer it. */
  readonly jwks: { readonly keys: readonly object[] };
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
  claims(wish?: TokenWish): Record<string, unknown>;
  token(wish?: TokenWish): Promise<string>;
}

let counter = 0;

/** An RSA key takes a while to make; a file with many tests makes one. */
export function newKeyPair() {
  return generateKeyPair('RS256', { extractable: true });
}

/** Signs invocation tokens as Forge does. `now` is the test's clock, in milliseconds. */
export async function createForgeSigner(now: () => number, pair = newKeyPair()): Promise<ForgeSigner> {
  const { publicKey, privateKey } = await pair;
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'forge-1', alg: 'RS256', use: 'sig' }] };

  function claims(wish: TokenWish = {}): Record<string, unknown> {
    const cloudId = wish.cloudId ?? testCloudId;
    const module = wish.module ?? 'admin';
    const issuedAt = wish.issuedAt ?? Math.floor(now() / 1000);
    counter += 1;
    const all: Record<string, unknown> = {
      iss: 'forge/invocation-token',
      aud: testAppId,
      iat: issuedAt,
      exp: issuedAt + (wish.lifetimeSeconds ?? 25),
      jti: `token-${counter}`,
      app: {
        id: testAppId,
        version: '1.0.0',
        installationId: wish.installation ?? 'ari:cloud:ecosystem::installation/one',
        apiBaseUrl: wish.apiBaseUrl ?? `${testApiBase}/ex/jira/${cloudId}`,
        environment: { type: 'PRODUCTION', id: wish.environment ?? 'ari:cloud:ecosystem::environment/prod' },
        module: {
          type: 'jira:adminPage',
          key: module.startsWith('raw:') ? module.slice(4) : forgeModules[module as keyof typeof forgeModules],
        },
        ...wish.app,
      },
      context: { cloudId, siteUrl: wish.siteUrl ?? 'https://acme.atlassian.net', localId: 'anything' },
      ...(wish.principal === null || module !== 'admin' ? {} : { principal: '712020:admin' }),
      ...(typeof wish.principal === 'string' ? { principal: wish.principal } : {}),
      ...wish.claims,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  return {
    keys: createLocalJWKSet(jwks),
    jwks,
    publicKey,
    privateKey,
    claims,
    token: (wish = {}) =>
      new SignJWT(claims(wish)).setProtectedHeader({ alg: 'RS256', kid: wish.keyId ?? 'forge-1', typ: 'JWT' }).sign(privateKey),
  };
}
