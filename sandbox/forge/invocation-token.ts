import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';

/** What stands in the token of one invocation, beside what is the same for the whole installation. */
export interface Invocation {
  readonly module: { readonly type: string; readonly key: string };
  /** Account id; absent for events and schedules. */
  readonly principal: string | null;
}

export interface Installation {
  readonly appAri: string;
  readonly installationId: string;
  readonly cloudId: string;
  readonly siteUrl: string;
  readonly apiBaseUrl: string;
}

export interface TokenSigner {
  sign(installation: Installation, invocation: Invocation): Promise<string>;
  jwks(): JSONWebKeySet;
}

/** A token is good for this long, as in Atlassian's documented example. */
const lifetimeSeconds = 25;

/** Signs Forge Invocation Tokens with a key of its own (RS256), as the platform does with its. */
export async function createTokenSigner(now: () => number): Promise<TokenSigner> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = `forge/invocation-token/${randomUUID()}`;
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return {
    jwks: () => ({ keys: [jwk] }),
    sign: (installation, invocation) => {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT(claims(installation, invocation))
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuer('forge/invocation-token')
        .setAudience(installation.appAri)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .setJti(randomUUID())
        .sign(privateKey);
    },
  };
}

function claims({ appAri, installationId, cloudId, siteUrl, apiBaseUrl }: Installation, { module, principal }: Invocation) {
  return {
    app: {
      id: appAri,
      version: '1.0.0',
      installationId,
      apiBaseUrl,
      environment: { type: 'DEVELOPMENT', id: 'ari:cloud:ecosystem::environment/sandbox' },
      module,
    },
    context: { cloudId, siteUrl, moduleKey: module.key },
    ...(principal === null ? {} : { principal }),
  };
}
