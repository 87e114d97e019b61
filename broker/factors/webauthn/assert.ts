import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import { clientDataFault, isForParty, readAuthenticatorData, relyingPartyOf } from './client-data.ts';
import { type Credential, userHandleOf } from './credential.ts';

/** The options for using one of these keys, for the page. */
export async function requestOptions(
  scene: FactorScene,
  { challenge, timeoutMs, own }: { readonly challenge: string; readonly timeoutMs: number; readonly own: readonly Credential[] },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingPartyOf(scene.tenant).id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: timeoutMs,
    allowCredentials: own.map(({ id, transports }) => ({ id, transports: [...transports] })),
    userVerification: scene.methods.webauthn.userVerification,
  });
}

export type Asserted = { readonly ok: true; readonly counter: number };

const wrong = (because: string) => refuse('webauthn_wrong', because);

/** Judges what a key signed (WebAuthn 3, 7.2). Says nothing of its counter, and of whether the challenge still stands open. */
export async function judgeAsserted(
  scene: Pick<FactorScene, 'tenant' | 'subject' | 'methods'>,
  { answer, challenge, credential }: { answer: AuthenticationResponseJSON; challenge: string; credential: Credential },
): Promise<Asserted | Refusal> {
  const party = relyingPartyOf(scene.tenant);
  const { clientDataJSON, authenticatorData, userHandle } = answer.response;
  const fault = clientDataFault(clientDataJSON, { ceremony: 'webauthn.get', challenge, party });
  if (fault !== null) return wrong(fault);
  if (userHandle !== undefined && userHandle !== userHandleOf(scene.tenant.id, scene.subject)) return wrong('user-handle');
  const key = readAuthenticatorData(new Uint8Array(Buffer.from(authenticatorData, 'base64url')));
  if (key === null) return wrong('authenticator-data.unreadable');
  if (!isForParty(key, party)) return wrong('authenticator-data.party');
  if (!key.flags.up) return wrong('authenticator-data.nobody-there');
  // Decided when the key was made, and for good (7.2, step 20): a copy must not pass for what stays on one device.
  if (key.flags.be !== credential.isPasskey) return wrong('authenticator-data.backup-eligibility');
  const requireUserVerification = scene.methods.webauthn.userVerification === 'required';
  if (requireUserVerification && !key.flags.uv) return refuse('webauthn_not_verified', 'authenticator-data.not-verified');

  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification,
    // The library compares counters before it looks at the signature, so that anybody could make it cry "copy". We compare
    // what is signed, in the statement that writes it.
    credential: { id: credential.id, publicKey: credential.publicKey, counter: 0 },
  }).catch(() => null);
  if (!verified?.verified) return wrong('signature');
  return { ok: true, counter: verified.authenticationInfo.newCounter };
}
