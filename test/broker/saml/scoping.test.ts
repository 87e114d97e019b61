import { expect, test } from '@jest/globals';
import { buildAuthnRequest, buildPostedAuthnRequest, readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { ecKeys } from '../../support/saml/keys.ts';
import { authnRequestXml, deflated, portal, portalAcs, sso } from '../../support/saml/redirect.ts';
import { now } from '../../support/saml/response.ts';

const asked = (providers: readonly string[]) => ({
  id: '_request1',
  now,
  issuer: portal,
  destination: sso,
  acsUrl: portalAcs,
  relayState: null,
  key: ecKeys().privateKey,
  providers,
});
const queryOf = (url: string) => new URL(url).search.slice(1);
const readXml = (content: string) => readAuthnRequest(`SAMLRequest=${deflated(authnRequestXml(content))}`);

test.each([[[]], [['borealis']], [['borealis', 'https://idp.example/?a=1&b="2"']]])(
  'providers are read as they were written: %j',
  (providers) => {
    expect(readAuthnRequest(queryOf(buildAuthnRequest(asked(providers))))).toMatchObject({ ok: true, request: { providers } });
    const { SAMLRequest = '' } = buildPostedAuthnRequest(asked(providers));
    expect(Buffer.from(SAMLRequest, 'base64').toString().includes('Scoping')).toBe(providers.length > 0);
  },
);

test('where a provider is, and what it is called, is nobody’s advice', () => {
  const entry = '<samlp:IDPEntry ProviderID="borealis" Name="Borealis" Loc="https://evil.example/sso"/>';
  expect(readXml(`<samlp:Scoping><samlp:IDPList>${entry}</samlp:IDPList></samlp:Scoping>`)).toMatchObject({
    ok: true,
    request: { providers: ['borealis'] },
  });
});

test('it stands behind the demand for a context', () => {
  const scoping = '<samlp:Scoping><samlp:IDPList><samlp:IDPEntry ProviderID="borealis"/></samlp:IDPList></samlp:Scoping>';
  const contexts = '<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>x</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>';
  expect(readXml(`${contexts}${scoping}`)).toMatchObject({ ok: true, request: { providers: ['borealis'] } });
  expect(readXml(`${scoping}${contexts}`)).toMatchObject({ ok: false, code: 'saml_element_unexpected' });
});
