import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { ErrorCode } from '#contract/errors';
import { oidcCheckWords as words } from '#contract/messages/en/oidc-checks';
import type { ConnectionTestResult } from '#contract/rpc/status';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { AppError } from '../../domain/app-error.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { withQuoted } from '../../domain/quoted.ts';
import { send } from './library-fetch.ts';
import { discoveryUrl, endpointProblem, issuerProblem, metadataOfEndpoints, type ProviderMetadata, readMetadata } from './metadata.ts';
import { fetchDocument } from './metadata-cache.ts';

type Check = ConnectionTestResult['checks'][number];

/**
 * Asks a provider what it publishes and says step by step whether people could sign in with it. Nothing is remembered, so
 * a repeated test sees what was changed. Never throws for what a provider does.
 */
export async function testProvider(outbound: Outbound, connection: OidcConnection): Promise<ConnectionTestResult> {
  const { issuer } = connection;
  if (connection.endpoints !== null) return result(await enteredChecks(outbound, issuer, connection.endpoints));
  const reached = await reach(outbound, issuer);
  if (!('metadata' in reached)) return result([reached]);
  const { metadata } = reached;
  const endpoints = endpointsCheck(metadata, outbound);
  const checks = [
    check('reachable', true, words.reachable.ok, { url: discoveryUrl(issuer) }),
    issuerCheck(metadata, issuer),
    endpoints,
    // Keys are not fetched from an address that was just found unfit.
    ...(endpoints.ok ? [await keysCheck(outbound, metadata.jwks_uri)] : []),
    algorithmsCheck(metadata),
    pkceCheck(metadata),
    clientAuthCheck(metadata, connection),
    scopesCheck(metadata),
    signOutCheck(metadata),
  ];
  return result(checks);
}

const result = (checks: Check[]): ConnectionTestResult => ({ ok: checks.every((check) => check.ok), checks });

/** Addresses by hand: they have to be usable, and the keys have to be where they are said to be. More nobody can tell. */
async function enteredChecks(outbound: Outbound, issuer: string, entered: NonNullable<OidcConnection['endpoints']>): Promise<Check[]> {
  const metadata = metadataOfEndpoints(issuer, entered);
  const endpoints = endpointsCheck(metadata, outbound);
  return [
    check('by-hand', true, words.byHand.ok),
    endpoints,
    ...(endpoints.ok ? [await keysCheck(outbound, metadata.jwks_uri)] : []),
    signOutCheck(metadata),
  ];
}

function signOutCheck({ end_session_endpoint: address }: ProviderMetadata): Check {
  return check('sign-out', true, address === undefined ? words.signOut.missing : words.signOut.ok);
}

async function reach(outbound: Outbound, issuer: string): Promise<{ metadata: ProviderMetadata } | Check> {
  const url = discoveryUrl(issuer);
  let document: unknown;
  try {
    document = await fetchDocument(outbound, issuer);
  } catch (error) {
    const text = error instanceof AppError ? unreachable[error.code] : undefined;
    if (text === undefined) throw error;
    const { status } = (error as AppError).details;
    const odd = (error as AppError).code === 'oidc_discovery_invalid' && status === undefined;
    return check('reachable', false, odd ? words.reachable.unreadable : text, { url, status: String(status) });
  }
  const read = readMetadata(document);
  return read.ok ? read : check('reachable', false, words.reachable.unreadable, { url });
}

const unreachable: Readonly<Partial<Record<ErrorCode, string>>> = {
  oidc_provider_unreachable: words.reachable.unreachable,
  oidc_endpoint_refused: words.reachable.refused,
  oidc_discovery_invalid: words.reachable.notFound,
  oidc_answer_redirected: words.reachable.unreadable,
  oidc_answer_too_large: words.reachable.unreadable,
  oidc_answer_malformed: words.reachable.unreadable,
};

function issuerCheck(metadata: ProviderMetadata, issuer: string): Check {
  if (issuerProblem(metadata, issuer) === null) return check('issuer', true, words.issuer.ok);
  const text = metadata.issuer.includes('{') ? words.issuer.template : words.issuer.other;
  return check('issuer', false, text, { found: metadata.issuer });
}

function endpointsCheck(metadata: ProviderMetadata, outbound: Outbound): Check {
  const problem = endpointProblem(metadata, (url) => outbound.refusalOf(url));
  if (problem === null) return check('endpoints', true, words.endpoints.ok);
  return check('endpoints', false, words.endpoints.bad, { field: problem.because.replace('oidc.discovery.', '') });
}

async function keysCheck(outbound: Outbound, url: string): Promise<Check> {
  let keys: unknown;
  try {
    const answer = await send(outbound, { method: 'GET', url, headers: { accept: 'application/json' } });
    keys = (JSON.parse(new TextDecoder().decode(answer.body)) as { keys?: unknown } | null)?.keys;
  } catch {
    // Whatever it was, the admin's part is the same: look at that address.
    return check('keys', false, words.keys.unreadable, { url });
  }
  const count = Array.isArray(keys) ? keys.filter(isUsableKey).length : 0;
  if (count === 0) return check('keys', false, words.keys.none);
  return check('keys', true, count === 1 ? words.keys.one : words.keys.ok, { count: String(count) });
}

function isUsableKey(jwk: unknown): boolean {
  if (typeof jwk !== 'object' || jwk === null || ('use' in jwk && jwk.use !== 'sig')) return false;
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 : true;
  } catch {
    return false;
  }
}

const accepted = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'Ed25519'];

function algorithmsCheck({ id_token_signing_alg_values_supported: offered }: ProviderMetadata): Check {
  if (offered === undefined) return check('algorithms', true, words.algorithms.unsaid);
  const usable = offered.filter((algorithm) => accepted.includes(algorithm));
  if (usable.length === 0) return check('algorithms', false, words.algorithms.none, { list: offered.join(', ') });
  return check('algorithms', true, words.algorithms.ok, { list: usable.join(', ') });
}

function pkceCheck({ code_challenge_methods_supported: methods }: ProviderMetadata): Check {
  if (methods === undefined) return check('pkce', true, words.pkce.unsaid);
  return methods.includes('S256') ? check('pkce', true, words.pkce.ok) : check('pkce', false, words.pkce.missing);
}

function clientAuthCheck(
  { token_endpoint_auth_methods_supported: offered }: ProviderMetadata,
  { tokenEndpointAuth: method }: OidcConnection,
): Check {
  if (offered === undefined) return check('client-auth', true, words.clientAuth.unsaid);
  if (!offered.includes(method)) return check('client-auth', false, words.clientAuth.missing, { method, list: offered.join(', ') });
  const text = method === 'private_key_jwt' ? words.clientAuth.ok : words.clientAuth.untried;
  return check('client-auth', true, text, { method });
}

function scopesCheck({ scopes_supported: scopes }: ProviderMetadata): Check {
  if (scopes === undefined) return check('scopes', true, words.scopes.unsaid);
  if (!scopes.includes('openid')) return check('scopes', false, words.scopes.noOpenid);
  const missing = ['email', 'profile'].filter((scope) => !scopes.includes(scope));
  // Claims may come all the same (Entra ID lists scopes and claims differently), so this is a hint and no failure.
  return check('scopes', true, missing.length === 0 ? words.scopes.ok : words.scopes.missing, { list: missing.join(', ') });
}

/** What the provider says goes into a sentence for people. */
function check(name: string, ok: boolean, text: string, values: Readonly<Record<string, string>> = {}): Check {
  return { name, ok, text: withQuoted(text, values) };
}
