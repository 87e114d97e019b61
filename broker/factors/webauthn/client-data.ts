import { createHash } from 'node:crypto';
import { decodeClientDataJSON, parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import type { Tenant } from '../../domain/tenant.ts';

/** Who we are to a key. Both hang on the login host, which never changes: another host would orphan every key. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

export function relyingPartyOf({ loginOrigin }: Pick<Tenant, 'loginOrigin'>): RelyingParty {
  return { id: new URL(loginOrigin).hostname, origin: loginOrigin };
}

export type Ceremony = 'webauthn.create' | 'webauthn.get';

/**
 * What is wrong with what the browser says of itself (WebAuthn 3, 7.1 and 7.2): the library looks at it too, but names no
 * check, lets answers from a frame pass when the browser does not name the page around it, and never asks when a key is new.
 */
export function clientDataFault(
  clientDataJSON: string,
  expected: { readonly ceremony: Ceremony; readonly challenge: string; readonly party: RelyingParty },
): string | null {
  const data = readClientData(clientDataJSON);
  if (data === null) return 'client-data.unreadable';
  if (data.type !== expected.ceremony) return 'client-data.type';
  if (data.challenge !== expected.challenge) return 'client-data.challenge';
  if (data.origin !== expected.party.origin) return 'client-data.origin';
  // Our pages are never in a frame.
  if (data.crossOrigin === true || data.topOrigin !== undefined) return 'client-data.frame';
  return null;
}

function readClientData(clientDataJSON: string): Readonly<Record<string, unknown>> | null {
  try {
    const data: unknown = decodeClientDataJSON(clientDataJSON);
    return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

export type AuthenticatorData = ReturnType<typeof parseAuthenticatorData>;

/** The bytes that the key signed; null where they cannot be read. */
export function readAuthenticatorData(bytes: Uint8Array<ArrayBuffer>): AuthenticatorData | null {
  try {
    return parseAuthenticatorData(bytes);
  } catch {
    return null;
  }
}

/** Does the key answer to our name (WebAuthn 3, 6.1)? */
export function isForParty({ rpIdHash }: AuthenticatorData, { id }: RelyingParty): boolean {
  return createHash('sha256').update(id).digest().equals(rpIdHash);
}
