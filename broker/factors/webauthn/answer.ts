import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';

/** Longer than any answer of a browser: an attestation with its certificates takes less than a tenth. */
export const longestAnswer = 64 * 1024;

/** WebAuthn 3, 5.1: a credential id has at most 1023 bytes. */
const longestId = 1364;
const base64url = /^[A-Za-z0-9_-]+$/;
const transports = ['usb', 'nfc', 'ble', 'hybrid', 'internal'] as const satisfies readonly AuthenticatorTransport[];

type Fields = Readonly<Record<string, unknown>>;

/**
 * A new credential as the page posts it (WebAuthn 3, 5.1, `RegistrationResponseJSON`), with nothing in it that is not looked at
 * later. Null for anything else.
 */
export function createdIn(text: string): RegistrationResponseJSON | null {
  const credential = credentialIn(text);
  if (credential === null) return null;
  const { id, response } = credential;
  const [clientDataJSON, attestationObject] = [bytesOf(response.clientDataJSON), bytesOf(response.attestationObject)];
  if (clientDataJSON === null || attestationObject === null) return null;
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject, transports: transportsOf(response.transports) },
  };
}

/** How the browser may reach the key later: a hint, and never more. */
export function transportsOf(named: unknown): AuthenticatorTransport[] {
  return Array.isArray(named) ? transports.filter((transport) => named.includes(transport)) : [];
}

/** What a key signed, as the page posts it (`AuthenticationResponseJSON`). Null for anything else. */
export function assertedIn(text: string): AuthenticationResponseJSON | null {
  const credential = credentialIn(text);
  if (credential === null) return null;
  const { id, response } = credential;
  const [clientDataJSON, authenticatorData, signature] = [
    bytesOf(response.clientDataJSON),
    bytesOf(response.authenticatorData),
    bytesOf(response.signature),
  ];
  if (clientDataJSON === null || authenticatorData === null || signature === null) return null;
  const userHandle = bytesOf(response.userHandle);
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle !== null && { userHandle }) },
  };
}

function credentialIn(text: string): { readonly id: string; readonly response: Fields } | null {
  if (text.length > longestAnswer) return null;
  const credential = objectOf(parsed(text));
  const response = objectOf(credential?.response);
  const id = bytesOf(credential?.id);
  if (credential === null || response === null || id === null || id.length > longestId) return null;
  if (credential.type !== 'public-key' || credential.rawId !== id) return null;
  return { id, response };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function bytesOf(value: unknown): string | null {
  return typeof value === 'string' && base64url.test(value) ? value : null;
}
