/**
 * Three readers of a Response: ours, and samlify and node-saml set as strictly as their options allow. Each says who it is,
 * or why not.
 */
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { verifyResponse } from '../../../../../broker/saml/verify-response.ts';
import type { Identity } from '../../../../support/saml/generate/honest.ts';
import { acs, anExpectation, idp, now, requestId, sp } from '../../../../support/saml/response.ts';
import { certificate, ec, rsa } from '../keys.ts';
import { type Facts, type OurReading, type Reading, reading, type Said, textOf } from '../reading.ts';
import { clockSkewMs, post, redirect, strictSamlify } from '../samlify.ts';

/** What the connection demands to be signed. */
export type Demand = 'assertion' | 'response' | 'both' | 'either';

/** Our verdict. Both keys of the provider are pinned. */
export function readByUs(encoded: string, signed: Demand): OurReading {
  const answer = verifyResponse({ encoded, now, expect: anExpectation({ keys: [rsa.publicKey, ec.publicKey], signed, clockSkewMs }) });
  if (!answer.ok) return answer;
  const { nameId, ...assertion } = answer.assertion;
  return { ok: true, facts: factsOf({ ...assertion, nameId: nameId.value, format: nameId.format }) };
}

/** An identity as facts. */
export function factsOf({ attributes, issuer, nameId, format, sessionIndex, inResponseTo }: Identity): Facts {
  const fields = Object.entries({ issuer, nameId, format, sessionIndex, inResponseTo });
  return new Map<string, Said>([...fields, ...[...attributes].map(([name, values]) => [`attribute ${name}`, values] as const)]);
}

const samlify = strictSamlify();
const serviceProvider = samlify.ServiceProvider({
  entityID: sp,
  wantAssertionsSigned: true,
  clockDrifts: [-clockSkewMs, clockSkewMs],
  assertionConsumerService: [{ Binding: post, Location: acs }],
});
const identityProvider = samlify.IdentityProvider({
  entityID: idp,
  signingCert: certificate,
  singleSignOnService: [{ Binding: redirect, Location: `${idp}/sso` }],
  singleLogoutService: [{ Binding: redirect, Location: `${idp}/slo` }],
});

/** samlify with xml-crypto. One good signature will do for it, whatever it is told to want. */
export function readBySamlify(encoded: string): Promise<Reading> {
  return reading(async () => {
    const { extract } = await serviceProvider.parseLoginResponse(identityProvider, 'post', { body: { SAMLResponse: encoded } });
    return new Map<string, Said>([
      ['issuer', textOf(extract.issuer)],
      ['nameId', textOf(extract.nameID)],
      ['sessionIndex', textOf(extract.sessionIndex?.sessionIndex)],
      ['inResponseTo', textOf(extract.response?.inResponseTo)],
      ...attributesOf(extract.attributes ?? {}),
    ]);
  });
}

const nodeSaml = new Map<Demand, SAML>();

/** node-saml, told what must be signed. Its cache knows the one request that is open. */
export function readByNodeSaml(encoded: string, signed: Demand): Promise<Reading> {
  const reader = nodeSaml.get(signed) ?? createNodeSaml(signed);
  nodeSaml.set(signed, reader);
  return reading(async () => {
    const { profile } = await reader.validatePostResponseAsync({ SAMLResponse: encoded });
    if (profile === null) throw new Error('no profile');
    return new Map<string, Said>([
      ['issuer', textOf(profile.issuer)],
      ['nameId', textOf(profile.nameID)],
      ['format', textOf(profile.nameIDFormat)],
      ['sessionIndex', textOf(profile.sessionIndex)],
      ['inResponseTo', textOf(profile.inResponseTo)],
      ...attributesOf(profile.attributes ?? {}),
    ]);
  });
}

function createNodeSaml(signed: Demand): SAML {
  return new SAML({
    callbackUrl: acs,
    issuer: sp,
    audience: sp,
    idpIssuer: idp,
    idpCert: certificate,
    wantAssertionsSigned: signed === 'assertion' || signed === 'both',
    wantAuthnResponseSigned: signed === 'response' || signed === 'both',
    acceptedClockSkewMs: clockSkewMs,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: {
      saveAsync: async () => null,
      getAsync: async (id) => (id === requestId ? new Date(now - 30_000).toISOString() : null),
      removeAsync: async () => null,
    },
  });
}

/** Both libraries give one value as itself and several as a list. */
function attributesOf(attributes: object): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(attributes).map(([name, value]) => [`attribute ${name}`, [value].flat().map((each) => textOf(each) ?? '')]);
}
