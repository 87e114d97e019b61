import type { RegistrationResponseJSON, Uint8Array_ } from '@simplewebauthn/server';
import { decodeAttestationObject, isoCBOR } from '@simplewebauthn/server/helpers';

type Cbor = Parameters<typeof isoCBOR.encode>[0];

/** What a browser hands over of a new key (WebAuthn 3, 6.5). */
export interface Attested {
  readonly format: string;
  readonly authenticatorData: Uint8Array_;
  /** Of the key's model, leaf first; empty where it brought none. */
  readonly certificates: readonly Uint8Array[];
}

/** Null where it cannot be read. */
export function readAttestation({ response }: RegistrationResponseJSON): Attested | null {
  try {
    const object = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')));
    const [format, authenticatorData] = [object.get('fmt'), object.get('authData')];
    const given: unknown = object.get('attStmt').get('x5c');
    if (typeof format !== 'string' || !(authenticatorData instanceof Uint8Array)) return null;
    const certificates = Array.isArray(given) && given.every((one) => one instanceof Uint8Array) ? given : [];
    return { format, authenticatorData, certificates };
  } catch {
    return null;
  }
}

/**
 * The same answer without the statement of its maker, as browsers leave it where none is asked for (WebAuthn 3, 5.1.3, step
 * 21). Of formats that nobody asked for, none is read: their verifiers look at certificates that a stranger made.
 */
export function withoutAttestation(answer: RegistrationResponseJSON, { authenticatorData }: Attested): RegistrationResponseJSON {
  const bare = new Map<string, Cbor>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authenticatorData],
  ]);
  const attestationObject = Buffer.from(isoCBOR.encode(bare)).toString('base64url');
  return { ...answer, response: { ...answer.response, attestationObject } };
}
