import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { calledAs } from '../../domain/identity.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import { transportsOf } from './answer.ts';
import { readAttestation, withoutAttestation } from './attestation.ts';
import { type AuthenticatorData, clientDataFault, isForParty, readAuthenticatorData, relyingPartyOf } from './client-data.ts';
import { type Credential, unacceptable, userHandleOf } from './credential.ts';
import { type Models, modelFault } from './models.ts';

/**
 * Ed25519, ECDSA with P-256, RSA with SHA-256: what keys and platforms make. Named in both calls, since the library's own
 * list grows with the runtime (ML-DSA is experimental in Node 24).
 */
const algorithms = [-8, -7, -257];

/** The options of a new key, for the page. */
export async function creationOptions(
  scene: FactorScene,
  { challenge, timeoutMs, own }: { readonly challenge: string; readonly timeoutMs: number; readonly own: readonly Credential[] },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { passkeys, userVerification, onlyModels } = scene.methods.webauthn;
  const userName = calledAs(scene.identity);
  return generateRegistrationOptions({
    rpName: scene.siteName,
    rpID: relyingPartyOf(scene.tenant).id,
    userID: new Uint8Array(Buffer.from(userHandleOf(scene.tenant.id, scene.subject), 'base64url')),
    userName,
    userDisplayName: scene.identity.displayName ?? userName,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: timeoutMs,
    attestationType: onlyModels === null ? 'none' : 'direct',
    // A key that is there already says so instead of becoming a second one.
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: passkeys ? 'preferred' : 'discouraged', userVerification },
    supportedAlgorithmIDs: algorithms,
  });
}

export type Created = { readonly ok: true; readonly credential: Credential; readonly counter: number };

const wrong = (because: string) => refuse('webauthn_wrong', because);

/** Judges a new key (WebAuthn 3, 7.1). Says nothing of whether its challenge still stands open. */
export async function judgeCreated(
  scene: Pick<FactorScene, 'tenant' | 'methods'>,
  { answer, challenge, models, now }: { answer: RegistrationResponseJSON; challenge: string; models: Models; now: EpochMs },
): Promise<Created | Refusal> {
  const settings = scene.methods.webauthn;
  const party = relyingPartyOf(scene.tenant);
  const fault = clientDataFault(answer.response.clientDataJSON, { ceremony: 'webauthn.create', challenge, party });
  if (fault !== null) return wrong(fault);
  const attested = readAttestation(answer);
  const key = attested && readAuthenticatorData(attested.authenticatorData);
  if (!attested || !key) return wrong('attestation.unreadable');
  if (!isForParty(key, party)) return wrong('authenticator-data.party');
  if (!key.flags.up) return wrong('authenticator-data.nobody-there');
  if (!algorithms.includes(algorithmOf(key))) return wrong('authenticator-data.algorithm');
  const requireUserVerification = settings.userVerification === 'required';
  if (requireUserVerification && !key.flags.uv) return refuse('webauthn_not_verified', 'authenticator-data.not-verified');

  const mustProve = settings.onlyModels !== null;
  // The one statement that names a model and that makers sign; computers and phones have others, and are no models of keys.
  if (mustProve && (attested.format !== 'packed' || attested.certificates.length === 0))
    return refuse('webauthn_model_refused', 'attestation.none');
  const verified = await verifyRegistrationResponse({
    response: mustProve ? answer : withoutAttestation(answer, attested),
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => ({ verified: false as const }));
  if (!verified.verified) return wrong('attestation.not-verified');
  const { aaguid, credential: made, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
  // What the answer names is what the key made.
  if (made.id !== answer.id) return wrong('attestation.other-credential');

  const unproven = mustProve ? modelFault(models, aaguid, attested.certificates, now) : null;
  if (unproven !== null) return refuse('webauthn_model_refused', unproven);
  const credential: Credential = {
    id: made.id,
    publicKey: made.publicKey,
    transports: transportsOf(answer.response.transports),
    aaguid,
    isProven: mustProve,
    isPasskey: credentialDeviceType === 'multiDevice',
    wasBackedUp: credentialBackedUp,
  };
  return unacceptable(credential, settings, models) ?? { ok: true, credential, counter: made.counter };
}

function algorithmOf({ credentialPublicKey }: AuthenticatorData): number {
  try {
    return Number(credentialPublicKey && decodeCredentialPublicKey(credentialPublicKey).get(cose.COSEKEYS.alg));
  } catch {
    return Number.NaN;
  }
}
