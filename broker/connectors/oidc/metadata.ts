/**
 * A provider's discovery document (OpenID Connect Discovery 1.0, section 3), read strictly: only the fields that are used
 * are taken over, so that nothing else in it can steer the library. Pure.
 */
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { isSameIssuer } from '../../domain/issuer.ts';
import { fault } from './faults.ts';

export interface ProviderMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint?: string;
  readonly end_session_endpoint?: string;
  readonly authorization_response_iss_parameter_supported?: boolean;
  readonly code_challenge_methods_supported?: string[];
  readonly id_token_signing_alg_values_supported?: string[];
  readonly scopes_supported?: string[];
  readonly token_endpoint_auth_methods_supported?: string[];
}

export type ReadMetadata = { readonly ok: true; readonly metadata: ProviderMetadata } | Refusal;

/** Says why an address may not be called from here, or null; the outbound guard's own rule. */
export type AddressRule = (url: string) => string | null;

const required = ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const optional = ['userinfo_endpoint', 'end_session_endpoint'] as const;
const lists = [
  'code_challenge_methods_supported',
  'id_token_signing_alg_values_supported',
  'scopes_supported',
  'token_endpoint_auth_methods_supported',
] as const;

/** Where an issuer publishes its document (Discovery 1.0, section 4.1). */
export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

/** Shape only: every field that is used has its type, everything else is left behind. */
export function readMetadata(document: unknown): ReadMetadata {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return refuse('oidc_discovery_invalid', 'oidc.discovery.not-an-object');
  const fields = document as Readonly<Record<string, unknown>>;
  const metadata: Record<string, unknown> = {};
  for (const name of required) {
    if (typeof fields[name] !== 'string') return refuse('oidc_discovery_invalid', `oidc.discovery.${name}`);
    metadata[name] = fields[name];
  }
  for (const name of optional) {
    if (fields[name] === undefined || fields[name] === null) continue;
    if (typeof fields[name] !== 'string') return refuse('oidc_discovery_invalid', `oidc.discovery.${name}`);
    metadata[name] = fields[name];
  }
  for (const name of lists) {
    const list = fields[name];
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string'))
      return refuse('oidc_discovery_invalid', `oidc.discovery.${name}`);
    metadata[name] = list;
  }
  metadata.authorization_response_iss_parameter_supported = fields.authorization_response_iss_parameter_supported === true;
  return { ok: true, metadata: metadata as unknown as ProviderMetadata };
}

/**
 * The document must be about the issuer that was asked (Discovery 1.0, section 4.3), give or take one closing slash. The
 * library makes exceptions for Entra ID's and B2C's shared addresses; with those any organization of the world could sign
 * in, so there are none here.
 */
export function issuerProblem(metadata: ProviderMetadata, issuer: string): Refusal | null {
  return isSameIssuer(metadata.issuer, issuer) ? null : refuse('oidc_issuer_mismatch', 'oidc.discovery.issuer');
}

/**
 * The same for a provider whose addresses were entered by hand. What it says of itself elsewhere is unknown, so nothing is
 * promised in its name. Throws `oidc_endpoint_refused`.
 */
export function metadataByHand(issuer: string, endpoints: NonNullable<OidcConnection['endpoints']>, rule: AddressRule): ProviderMetadata {
  const metadata = metadataOfEndpoints(issuer, endpoints);
  const problem = endpointProblem(metadata, rule);
  if (problem !== null) throw fault(problem.code, problem.because);
  return metadata;
}

/** Unchecked: for whoever has something to say about each. */
export function metadataOfEndpoints(issuer: string, endpoints: NonNullable<OidcConnection['endpoints']>): ProviderMetadata {
  return {
    issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.jwks,
    ...(endpoints.userinfo === null ? {} : { userinfo_endpoint: endpoints.userinfo }),
    ...(endpoints.endSession === null ? {} : { end_session_endpoint: endpoints.endSession }),
  };
}

/** Every address in the document must be one that may be used: servers by the outbound guard, pages by `browserProblem`. */
export function endpointProblem(metadata: ProviderMetadata, rule: AddressRule): Refusal | null {
  for (const name of ['token_endpoint', 'jwks_uri', 'userinfo_endpoint'] as const) {
    const url = metadata[name];
    if (url !== undefined && serverProblem(url, rule)) return refuse('oidc_endpoint_refused', `oidc.discovery.${name}`);
  }
  for (const name of ['authorization_endpoint', 'end_session_endpoint'] as const) {
    const url = metadata[name];
    if (url !== undefined && browserProblem(url, rule)) return refuse('oidc_endpoint_refused', `oidc.discovery.${name}`);
  }
  return null;
}

function serverProblem(text: string, rule: AddressRule): boolean {
  return plainUrl(text) === null || rule(text) !== null;
}

/** Only the browser opens it, so a private address is the company's own matter; but no scheme may run script or drop TLS unasked. */
function browserProblem(text: string, rule: AddressRule): boolean {
  const url = plainUrl(text);
  if (url === null) return true;
  // A query is allowed (RFC 6749, section 3.1), but not one that answers our own questions before we ask them.
  if (ourParameters.some((name) => url.searchParams.has(name))) return true;
  return url.protocol !== 'https:' && rule(text) !== null;
}

const ourParameters = [
  'client_id redirect_uri response_type response_mode scope state nonce code_challenge code_challenge_method',
  'prompt max_age acr_values login_hint request request_uri id_token_hint post_logout_redirect_uri',
].flatMap((names) => names.split(' '));

/** An http(s) address with a host and without user, password or fragment; null for anything else. */
function plainUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.hostname !== '' && url.username === '' && url.password === '' && !text.includes('#') ? url : null;
}
