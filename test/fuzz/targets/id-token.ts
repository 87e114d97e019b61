import { createHmac } from 'node:crypto';
import { oidcErrors } from '#contract/errors/oidc';
import { createOidcConnector } from '../../../broker/connectors/oidc/connector.ts';
import type { Outbound, OutboundResponse } from '../../../broker/domain/ports/outbound.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { createClientKeys } from '../../support/oidc/client-keys.ts';
import { mutateJson } from '../../support/oidc/mutate-json.ts';
import { aConnection, callbackUrl, place, reference, secretsOf } from '../../support/oidc/sign-in.ts';
import { publicPem, type SigningKey, signText } from '../../support/oidc/signing.ts';
import { fixedRsaKeys } from '../../support/saml/fixed-keys.ts';
import { mutateText } from '../../support/saml/generate/mutate-bytes.ts';
import { now } from '../../support/saml/response.ts';
import type { Seeded } from '../../support/seeded.ts';
import type { Outcome, Specimen, Target } from '../target.ts';

const name = 'oidc-id-token';
const issuer = 'https://idp.example';
const clientId = 'gatehouse';
const people = ['alice', 'auth0|5f0c', 'A'.repeat(255), '0'];

const pair = fixedRsaKeys('sender');
const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
const key: SigningKey = { algorithm: 'RS256', kid: 'k1', ...pair, jwk };

/** Codes that come before the token, from the network, or from the userinfo endpoint, which this provider has not. */
const foreign: readonly (keyof typeof oidcErrors)[] = [
  'oidc_provider_unreachable',
  'oidc_endpoint_refused',
  'oidc_discovery_invalid',
  'oidc_secret_missing',
  'oidc_arrival_malformed',
  'oidc_state_mismatch',
  'oidc_access_denied',
  'oidc_provider_error',
  'oidc_code_rejected',
  'oidc_client_rejected',
  'oidc_answer_redirected',
  'oidc_answer_too_large',
  'oidc_token_key_unusable',
  'oidc_token_missing',
  'oidc_userinfo_rejected',
  'oidc_userinfo_subject_mismatch',
  'oidc_context_mismatch',
  'oidc_logout_token_invalid',
  'oidc_logout_token_used',
];

/** The whole way of an ID token through the connector and its library. A specimen is the token; the provider is in memory. */
export async function idTokenTarget(): Promise<Target> {
  let idToken = '';
  const outbound: Outbound = {
    refusalOf: () => null,
    send: async ({ url }) => {
      if (url.endsWith('/keys')) return json({ keys: [jwk] });
      if (url.endsWith('/token')) return json({ access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token: idToken });
      const document = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      };
      return json(document);
    },
  };
  const connector = createOidcConnector({
    keys: createClientKeys(),
    outbound,
    clock: createFakeClock(now),
    random: createFixedRandom('fuzz'),
  });
  const shared = { connection: aConnection({ issuer, clientId }), secrets: secretsOf('a secret'), ...place, reference };
  const departure = await connector.depart({ ...shared, forceReauthentication: false, loginHint: null });
  const { state = '', nonce = '' } = departure.memory;
  const url = `${callbackUrl}?code=c&state=${encodeURIComponent(state)}`;

  function good(random: Seeded): Specimen {
    const subject = random.pick(people);
    const seconds = now / 1_000;
    const claims = { iss: issuer, aud: clientId, sub: subject, nonce, iat: seconds, exp: seconds + 300 };
    const about = { email: 'alice@borealis.example', email_verified: true, name: 'Alice', groups: ['crew'] };
    const text = signText(JSON.stringify({ alg: 'RS256', kid: 'k1', typ: 'JWT' }), JSON.stringify({ ...claims, ...about }), key);
    return { target: name, text, truth: JSON.stringify({ issuer, subject, email: about.email }), made: 'honest' };
  }

  return {
    name,
    codes: Object.keys(oidcErrors),
    foreign,
    good,
    make(random, parent) {
      const base = parent ?? good(random);
      const kind = random.below(10);
      if (kind < 5) return { ...base, text: resigned(base.text, random), truth: null, made: 'odd provider' };
      if (kind < 7) return { ...base, text: tampered(base.text, random), made: 'attacked' };
      if (kind < 9) return { ...base, text: mutateText(base.text, random), made: 'damaged' };
      return good(random);
    },
    async judge({ text }): Promise<Outcome> {
      idToken = text;
      const proven = await connector.complete({ ...shared, memory: departure.memory, arrival: { method: 'GET', url, form: {} } });
      if (proven.ok === 'again') throw new Error('a provider was asked again');
      if (!proven.ok) return { kind: 'refused', code: proven.code, because: proven.because };
      const { identity } = proven;
      const said = { issuer: identity.issuer, subject: identity.subject, email: identity.email?.address ?? null };
      return { kind: 'accepted', said: JSON.stringify(said), plain: readPlainly(text) };
    },
  };
}

function json(value: unknown): OutboundResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}

/** Another header or other claims, signed by the provider. */
function resigned(token: string, random: Seeded): string {
  const [header, claims] = partsOf(token);
  return random.chance(0.25) ? signText(mutateJson(header, random), claims, key) : signText(header, mutateJson(claims, random), key);
}

/** What somebody without the key can make of a token. */
function tampered(token: string, random: Seeded): string {
  const [header, claims] = partsOf(token);
  const signature = token.split('.')[2] ?? '';
  const body = (head: string, said: string) => `${Buffer.from(head).toString('base64url')}.${Buffer.from(said).toString('base64url')}`;
  switch (random.below(5)) {
    case 0:
      return `${body(header, mutateJson(claims, random))}.${signature}`;
    case 1:
      return `${body(mutateJson(header, random), claims)}.${signature}`;
    case 2:
      return `${body('{"alg":"none"}', claims.replace('alice', 'mallory'))}.`;
    case 3: {
      const input = body('{"alg":"HS256","kid":"k1"}', claims.replace('alice', 'mallory'));
      return `${input}.${createHmac('sha256', publicPem(key)).update(input).digest('base64url')}`;
    }
    default:
      return token.split('.').slice(0, random.below(4)).join('.');
  }
}

function partsOf(token: string): readonly [string, string] {
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  return [header, claims];
}

/** What stands in the claims, as any parser of JSON sees it. */
function readPlainly(token: string): string {
  const claims = JSON.parse(partsOf(token)[1]) as { readonly iss?: unknown; readonly sub?: unknown; readonly email?: unknown };
  return JSON.stringify({ issuer: claims.iss, subject: claims.sub, email: claims.email === '' ? null : (claims.email ?? null) });
}
