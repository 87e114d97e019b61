import type { KeyObject } from 'node:crypto';
import type { ConnectionAddresses } from '#contract/settings/addresses';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { readStrength, type Strength } from '../../domain/assurance.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { contextsToAsk } from '../../domain/policy/provider-proof.ts';
import type { Departure } from '../../domain/ports/connector.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { DepartureMemory } from '../../domain/transaction.ts';
import { buildAuthnRequest, buildPostedAuthnRequest } from '../../saml/authn-request.ts';
import { newMessageId } from '../../saml/message-id.ts';
import { nameIdFormatUri } from './names.ts';

/** What must still be known when the browser comes back. Sealed in the transaction, opened by this browser's cookie only. */
export interface SamlMemory {
  /** ID of the AuthnRequest that an answer has to name. */
  readonly requestId: string;
  /** When a fresh sign-in was asked for, in epoch milliseconds; null where it was not. */
  readonly freshSince: EpochMs | null;
  /** What the provider was asked to prove beyond what the connection always asks for; null for nothing. */
  readonly asked: Strength | null;
}

export function newMemory(random: Random, { freshSince, asked }: Pick<SamlMemory, 'freshSince' | 'asked'>): SamlMemory {
  return { requestId: newMessageId(random), freshSince, asked };
}

/** Null when it was not written by `departureTo`: another connector's, or another version's. */
export function fromDepartureMemory({ requestId, freshSince, asked }: DepartureMemory): SamlMemory | null {
  if (!requestId) return null;
  return { requestId, freshSince: freshSince === undefined ? null : Number(freshSince), asked: readStrength(asked) };
}

/**
 * The contexts that the provider is asked for, the dearest first: what this departure wants, then what the connection always
 * wants. Where the connection wants any, the answer has to name one of them.
 */
export function contextsFor(connection: SamlConnection, asked: Strength | null): readonly string[] {
  const { requestedContexts } = connection;
  return asked === null ? requestedContexts : [...new Set([...contextsToAsk(connection, asked), ...requestedContexts])];
}

/** The AuthnRequest on its way, by the binding that the provider has for it (Profiles 4.1.4.1). `key` null: unsigned. */
export function departureTo(
  connection: SamlConnection,
  ask: { addresses: ConnectionAddresses; reference: string; memory: SamlMemory; key: KeyObject | null; now: EpochMs },
): Departure {
  const { memory } = ask;
  const { url, binding } = connection.signOn;
  const request = {
    id: memory.requestId,
    now: ask.now,
    issuer: ask.addresses.entityId,
    destination: url,
    acsUrl: ask.addresses.acsUrl,
    forceAuthn: memory.freshSince !== null,
    requestedContexts: contextsFor(connection, memory.asked),
    ...(connection.nameIdFormat === null ? {} : { nameIdFormat: nameIdFormatUri[connection.nameIdFormat] }),
    relayState: ask.reference,
    key: ask.key,
  };
  const remembered = {
    requestId: memory.requestId,
    ...(memory.freshSince === null ? {} : { freshSince: String(memory.freshSince) }),
    ...(memory.asked === null ? {} : { asked: memory.asked }),
  };
  if (binding === 'redirect') return { kind: 'redirect', url: buildAuthnRequest(request), memory: remembered };
  return { kind: 'post', url, fields: buildPostedAuthnRequest(request), memory: remembered };
}
