import { createHash } from 'node:crypto';
import type { AuthenticatorTransport, Uint8Array_ } from '@simplewebauthn/server';
import type { Methods } from '#contract/settings/methods';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { SubjectKey, TenantId } from '../../domain/brands.ts';
import type { FactorContent } from '../sealed-factor.ts';
import { transportsOf } from './answer.ts';
import { isTrustedModel, type Models } from './models.ts';

/** What is kept of a key, sealed. Its counter is the row's `lastStep`, so that it can only grow, in one statement. */
export interface Credential {
  readonly id: string;
  /** COSE key. */
  readonly publicKey: Uint8Array_;
  readonly transports: readonly AuthenticatorTransport[];
  /** The model, as the key said when it was set up; zeros for keys that know U2F alone. */
  readonly aaguid: string;
  /** Its attestation proved the model then. */
  readonly isProven: boolean;
  /** May be copied to other devices (WebAuthn 3, 6.1.3: backup eligible), which is decided for good when it is made. */
  readonly isPasskey: boolean;
  /** It was copied already when it was set up. */
  readonly wasBackedUp: boolean;
}

const yes = (is: boolean) => (is ? 'yes' : 'no');

export function dataOf(credential: Credential): FactorContent['data'] {
  const { id, publicKey, transports, aaguid } = credential;
  return {
    id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    transports: transports.join(' '),
    aaguid,
    proven: yes(credential.isProven),
    passkey: yes(credential.isPasskey),
    backedUp: yes(credential.wasBackedUp),
  };
}

export function credentialOf(data: FactorContent['data']): Credential {
  return {
    id: data.id ?? '',
    publicKey: new Uint8Array(Buffer.from(data.publicKey ?? '', 'base64url')),
    transports: transportsOf((data.transports ?? '').split(' ')),
    aaguid: data.aaguid ?? '',
    isProven: data.proven === 'yes',
    // What is not said to stay on one device is not believed to.
    isPasskey: data.passkey !== 'no',
    wasBackedUp: data.backedUp === 'yes',
  };
}

/** Why a key does not count at this tenant as its settings are now, whatever they were when it was set up; null where it does. */
export function unacceptable(
  { isPasskey, isProven, aaguid }: Pick<Credential, 'isPasskey' | 'isProven' | 'aaguid'>,
  { passkeys, onlyModels }: Methods['webauthn'],
  models: Models,
): Refusal | null {
  if (isPasskey && !passkeys) return refuse('webauthn_passkey_refused', 'webauthn.passkey');
  if (onlyModels === null) return null;
  if (!isProven) return refuse('webauthn_model_refused', 'webauthn.model-not-proven');
  if (!onlyModels.includes(aaguid)) return refuse('webauthn_model_refused', 'webauthn.model-not-listed');
  if (!isTrustedModel(models, aaguid)) return refuse('webauthn_model_refused', 'webauthn.model-not-trusted');
  return null;
}

/**
 * What keys know a person by (WebAuthn 3, 5.4.3: `user.id`): always the same for the same person, and telling nothing. The
 * pseudonym that it is made of is keyed already.
 */
export function userHandleOf(tenant: TenantId, subject: SubjectKey): string {
  return createHash('sha256')
    .update(JSON.stringify(['webauthn user', tenant, subject]))
    .digest('base64url');
}
