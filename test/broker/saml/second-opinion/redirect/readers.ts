/**
 * Three readers of a signed query: ours, and samlify and node-saml. All of them get the raw query; samlify wants to be told
 * which octets were signed, and is told as well as an application can: from the query as it stands, each name once.
 */
import { SAML } from '@node-saml/node-saml';
import { checkAuthnRequest, readAuthnRequest } from '../../../../../broker/saml/authn-request.ts';
import { openLogoutRequest } from '../../../../../broker/saml/logout-request.ts';
import { verifyLogoutResponse } from '../../../../../broker/saml/logout-response.ts';
import { verifyMessageSignature } from '../../../../../broker/saml/message/incoming.ts';
import type { RedirectMessageName } from '../../../../support/saml/generate/honest-redirect.ts';
import { portal, portalAcs, slo, sso } from '../../../../support/saml/redirect.ts';
import { now } from '../../../../support/saml/response.ts';
import { certificate, ec, rsa } from '../keys.ts';
import { type Facts, type OurReading, type Reading, reading, type Said, textOf } from '../reading.ts';
import { clockSkewMs, post, redirect, strictSamlify } from '../samlify.ts';

const keys = [rsa.publicKey, ec.publicKey];
/** Keys belong to an issuer; a stranger has none. */
const keysOf = (issuer: string) => (issuer === portal ? keys : []);

/** Our verdict, in the steps in which the broker asks for it. */
export function readByUs(name: RedirectMessageName, query: string): OurReading {
  if (name === 'AuthnRequest') {
    const read = readAuthnRequest(query);
    if (!read.ok) return read;
    const { request, relayState } = read;
    const signed = verifyMessageSignature(read, keysOf(request.issuer));
    if (!signed.ok) return signed;
    const fresh = checkAuthnRequest(request, { now, destination: sso, clockSkewMs });
    if (!fresh.ok) return fresh;
    const { id, issuer, destination, acsUrl, nameIdFormat } = request;
    return { ok: true, facts: factsOf({ id, issuer, destination, relayState, acsUrl, nameIdFormat }) };
  }
  if (name === 'LogoutRequest') {
    const opened = openLogoutRequest(query);
    if (!opened.ok) return opened;
    const proved = opened.prove({ keys: keysOf(opened.issuer), now, destination: slo, clockSkewMs });
    if (!proved.ok) return proved;
    const { id, issuer, nameId, sessionIndexes: sessions, relayState } = proved.request;
    const person = { nameId: nameId.value, format: nameId.format };
    return {
      ok: true,
      facts: factsOf({ id, issuer, destination: slo, relayState, ...person, sessions, 'first session': sessions[0] ?? null }),
    };
  }
  const expect = { issuer: portal, keys, now, destination: slo, inResponseTo: '_logout1', clockSkewMs };
  const read = verifyLogoutResponse(query, expect);
  if (!read.ok) return read;
  const { inResponseTo, status, relayState } = read;
  return { ok: true, facts: factsOf({ issuer: portal, relayState, inResponseTo, status }) };
}

export function factsOf(said: Readonly<Record<string, Said>>): Facts {
  return new Map(Object.entries(said));
}

const samlify = strictSamlify();
const here = samlify.IdentityProvider({
  entityID: 'https://acme-login.example/saml/metadata',
  wantAuthnRequestsSigned: true,
  wantLogoutRequestSigned: true,
  wantLogoutResponseSigned: true,
  signingCert: certificate,
  singleSignOnService: [{ Binding: redirect, Location: sso }],
  singleLogoutService: [{ Binding: redirect, Location: slo }],
});
const there = samlify.ServiceProvider({
  entityID: portal,
  authnRequestsSigned: true,
  signingCert: certificate,
  assertionConsumerService: [{ Binding: post, Location: portalAcs }],
  singleLogoutService: [{ Binding: redirect, Location: slo }],
});

/** samlify. It hands over what it read; that the issuer is the one whose key it used is for the application to see. */
export function readBySamlify(name: RedirectMessageName, query: string): Promise<Reading> {
  return reading(async () => {
    const message = { query: Object.fromEntries(new URLSearchParams(query)), octetString: signedOctets(query) };
    const parse = {
      AuthnRequest: here.parseLoginRequest,
      LogoutRequest: here.parseLogoutRequest,
      LogoutResponse: here.parseLogoutResponse,
    }[name];
    const { extract } = await parse.call(here, there, 'redirect', message);
    const issuer = textOf(extract.issuer);
    if (name === 'LogoutResponse') return factsOf({ issuer, inResponseTo: textOf(extract.response?.inResponseTo) });
    const request = { issuer, id: textOf(extract.request?.id), destination: textOf(extract.request?.destination) };
    if (name === 'AuthnRequest') {
      const acsUrl = textOf(extract.request?.assertionConsumerServiceUrl);
      return factsOf({ ...request, acsUrl, nameIdFormat: textOf(extract.nameIDPolicy?.format) });
    }
    return factsOf({
      ...request,
      nameId: textOf(extract.nameID),
      sessions: [extract.sessionIndex ?? []].flat().map((each) => textOf(each) ?? ''),
    });
  });
}

const nodeSaml = new SAML({
  callbackUrl: portalAcs,
  issuer: 'https://acme-login.example/saml/metadata',
  idpIssuer: portal,
  idpCert: certificate,
  acceptedClockSkewMs: clockSkewMs,
});

/** node-saml, which reads messages of logout only; null for the others. Of an answer it says that it is one, and no more. */
export function readByNodeSaml(name: RedirectMessageName, query: string): Promise<Reading> | null {
  if (name === 'AuthnRequest') return null;
  return reading(async () => {
    const { profile } = await nodeSaml.validateRedirectAsync(Object.fromEntries(new URLSearchParams(query)), query);
    if (profile === null) return new Map();
    return factsOf({
      id: textOf(profile.ID),
      issuer: textOf(profile.issuer),
      nameId: textOf(profile.nameID),
      format: textOf(profile.nameIDFormat),
      'first session': textOf(profile.sessionIndex),
    });
  });
}

/** The octets of Bindings 3.4.4.1, cut from the query. */
function signedOctets(query: string): string {
  const pairs = query.split('&');
  return ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg']
    .flatMap((name) => pairs.find((pair) => pair.startsWith(`${name}=`)) ?? [])
    .join('&');
}
