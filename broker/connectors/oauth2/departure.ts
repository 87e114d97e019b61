import { hash } from 'node:crypto';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import type { Random } from '../../domain/ports/random.ts';
import type { DepartureMemory } from '../../domain/transaction.ts';

/** What must still be known when the browser comes back. Sealed in the transaction, opened by this browser's cookie only. */
export interface OAuth2Memory {
  readonly state: string;
  /** PKCE (RFC 7636): a code that was put into another browser is of no use there. */
  readonly verifier: string;
}

export function newMemory(random: Random, reference: string): OAuth2Memory {
  return { state: `${reference}.${random.token(32)}`, verifier: random.token(32) };
}

/** Null when it was not written here: another connector's, or another version's. */
export function fromDepartureMemory({ state, verifier }: DepartureMemory): OAuth2Memory | null {
  return state && verifier ? { state, verifier } : null;
}

/** The address that the browser opens at the provider (RFC 6749, section 4.1.1). */
export function authorizationUrl(connection: OAuth2Connection, callbackUrl: string, memory: OAuth2Memory): string {
  const url = new URL(connection.authorizationUrl);
  const ask = {
    response_type: 'code',
    client_id: connection.clientId,
    redirect_uri: callbackUrl,
    ...(connection.scopes.length === 0 ? {} : { scope: connection.scopes.join(' ') }),
    state: memory.state,
    // Always: servers must ignore what they do not know (RFC 6749, section 3.1).
    code_challenge: hash('sha256', memory.verifier, 'base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(ask)) url.searchParams.set(name, value);
  return url.href;
}

/** Says why an address may not be called from here, or null; the outbound guard's own rule. */
type AddressRule = (url: string) => string | null;

/** The first address of the connection that cannot be used, by its name in the settings; null where all can. */
export function unusableAddress(connection: OAuth2Connection, rule: AddressRule): string | null {
  for (const name of ['tokenUrl', 'userInfoUrl', 'emailsUrl'] as const) {
    const url = connection[name];
    if (url !== null && rule(url) !== null) return name;
  }
  const page = URL.parse(connection.authorizationUrl);
  // Only the browser opens it, so a private address is the company's own matter; but TLS is not dropped unasked, and no
  // query may answer our own questions before we ask them.
  const isUsable =
    page !== null &&
    (page.protocol === 'https:' || (page.protocol === 'http:' && rule(page.href) === null)) &&
    !ourParameters.some((name) => page.searchParams.has(name));
  return isUsable ? null : 'authorizationUrl';
}

const ourParameters = 'response_type response_mode client_id redirect_uri scope state code_challenge code_challenge_method'.split(' ');
