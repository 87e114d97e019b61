import { type BuiltResponse, buildResponse, type ResponseToBuild } from '../../../broker/saml/build-response.ts';
import { rsaKeys } from './keys.ts';
import { acs, idp, now, requestId, sp } from './response.ts';

/** A Response of ours that `anExpectation` expects. */
export function aResponseToBuild(differences: Partial<ResponseToBuild> = {}): ResponseToBuild {
  return {
    responseId: '_response1',
    assertionId: '_assertion1',
    now,
    lifetimeMs: 300_000,
    issuer: idp,
    audience: sp,
    recipient: acs,
    inResponseTo: requestId,
    nameId: { value: 'alice', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    authnInstant: now,
    authnContextClassRef: 'https://refeds.org/profile/mfa',
    sessionIndex: 'session1',
    sessionNotOnOrAfter: now + 28_800_000,
    attributes: [{ name: 'groups', values: ['a', 'b'] }],
    sign: { key: rsaKeys().privateKey, what: 'assertion' },
    ...differences,
  };
}

export function aBuiltResponse(differences: Partial<ResponseToBuild> = {}): BuiltResponse {
  const built = buildResponse(aResponseToBuild(differences));
  if (!built.ok) throw new Error(built.because);
  return built;
}
