import { describe, expect, test } from '@jest/globals';
import { type AuthnRequestToBuild, buildAuthnRequest, checkAuthnRequest, readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { verifyMessageSignature } from '../../../broker/saml/message/incoming.ts';
import { ecKeys, rsaKeys } from '../../support/saml/keys.ts';
import { authnRequestXml, deflated, portal, portalAcs, sso } from '../../support/saml/redirect.ts';
import { now } from '../../support/saml/response.ts';

const aRequest = (differences: Partial<AuthnRequestToBuild> = {}): AuthnRequestToBuild => ({
  id: '_request1',
  now,
  issuer: portal,
  destination: sso,
  acsUrl: portalAcs,
  relayState: null,
  key: ecKeys().privateKey,
  ...differences,
});
const queryOf = (url: string) => new URL(url).search.slice(1);

describe('an AuthnRequest', () => {
  test('says no more than it has to', () => {
    const url = buildAuthnRequest(aRequest());
    expect(url.startsWith(`${sso}?SAMLRequest=`)).toBe(true);
    expect(readAuthnRequest(queryOf(url))).toMatchObject({
      ok: true,
      relayState: null,
      request: {
        id: '_request1',
        issuer: portal,
        issueInstant: now,
        destination: sso,
        acsUrl: portalAcs,
        forceAuthn: false,
        isPassive: false,
        nameIdFormat: null,
        requestedContexts: null,
        subject: null,
      },
    });
  });

  test('asks for a fresh sign-in of one person with a second factor: step-up', () => {
    const subject = { value: 'qm:1', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' };
    const url = buildAuthnRequest(
      aRequest({
        forceAuthn: true,
        isPassive: true,
        requestedContexts: ['https://refeds.org/profile/mfa', 'urn:b'],
        subject,
        relayState: 'a b&c=d+é',
      }),
    );
    expect(readAuthnRequest(queryOf(url))).toMatchObject({
      ok: true,
      relayState: 'a b&c=d+é',
      request: {
        forceAuthn: true,
        isPassive: true,
        requestedContexts: { comparison: 'exact', classRefs: ['https://refeds.org/profile/mfa', 'urn:b'] },
        subject,
      },
    });
  });

  test('is signed with RSA or ECDSA over the very octets of the address', () => {
    for (const keys of [rsaKeys(), ecKeys()]) {
      const read = readAuthnRequest(queryOf(buildAuthnRequest(aRequest({ key: keys.privateKey, relayState: 'x' }))));
      if (!read.ok) throw new Error(read.because);
      expect(verifyMessageSignature(read, [rsaKeys().publicKey, ecKeys().publicKey])).toEqual({ ok: true });
      expect(checkAuthnRequest(read.request, { now, destination: sso })).toEqual({ ok: true });
    }
  });

  test('goes to an address that has a query of its own', () => {
    expect(buildAuthnRequest(aRequest({ destination: `${sso}?a=1` }))).toContain('?a=1&SAMLRequest=');
  });

  test('reads the same after a browser has parsed its address', () => {
    const url = buildAuthnRequest(aRequest({ relayState: "it's (a) *test*!~" }));
    expect(new URL(url).href).toBe(url);
  });

  test('is not built with a RelayState that is too long, or with text that XML cannot carry', () => {
    expect(() => buildAuthnRequest(aRequest({ relayState: 'x'.repeat(81) }))).toThrow(RangeError);
    expect(() => buildAuthnRequest(aRequest({ issuer: 'a\u0000' }))).toThrow(TypeError);
  });

  test('of another product may name a format and leave the address out', () => {
    const xml = authnRequestXml('<samlp:NameIDPolicy Format="urn:f" AllowCreate="true"/>', '');
    expect(readAuthnRequest(`SAMLRequest=${deflated(xml)}`)).toMatchObject({
      ok: true,
      request: { acsUrl: null, nameIdFormat: 'urn:f' },
      signature: null,
    });
  });
});
