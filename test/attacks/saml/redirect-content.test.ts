import { expect, test } from '@jest/globals';
import { readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { authnRequestXml, logoutRequestXml, portal } from '../../support/saml/redirect.ts';
import { arrive, attribute, describeForgeries, embedded, request, unsigned } from '../../support/saml/redirect-attack.ts';
import { swap } from '../../support/saml/response.ts';

describeForgeries('redirect.content', () => arrive(request()), [
  {
    name: 'a signed assertion inside a request',
    code: 'saml_signature_misplaced',
    arrives: () => arrive(request(authnRequestXml(embedded()))),
  },
  {
    name: 'a signature taken from elsewhere inside a request',
    code: 'saml_signature_misplaced',
    arrives: () => arrive(request(authnRequestXml('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'))),
  },
  { name: 'Extensions', code: 'saml_element_unexpected', arrives: () => arrive(request(authnRequestXml('<samlp:Extensions/>'))) },
  {
    name: 'a request with scoping',
    code: 'saml_element_unexpected',
    arrives: () => arrive(request(authnRequestXml('<samlp:Scoping/>'))),
  },
  {
    name: 'an address by index',
    code: 'saml_request_unsupported',
    arrives: () => arrive(request(attribute('AssertionConsumerServiceIndex="1"'))),
  },
  {
    name: 'an answer by another binding',
    code: 'saml_request_unsupported',
    arrives: () => arrive(request(attribute('ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"'))),
  },
  {
    name: 'a flag that is neither yes nor no',
    code: 'saml_value_invalid',
    because: 'ForceAuthn',
    arrives: () => arrive(request(attribute('ForceAuthn="TRUE"'))),
    twin: () => arrive(request(attribute('ForceAuthn="1"'))),
  },
  {
    name: 'an unknown comparison',
    code: 'saml_value_invalid',
    arrives: () =>
      arrive(
        request(
          authnRequestXml(
            '<samlp:RequestedAuthnContext Comparison="any"><saml:AuthnContextClassRef>x</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>',
          ),
        ),
      ),
  },
  {
    name: 'a demand for no context in particular',
    code: 'saml_element_missing',
    arrives: () => arrive(request(authnRequestXml('<samlp:RequestedAuthnContext/>'))),
  },
  {
    name: 'a comment in the issuer',
    code: 'saml_xml_comment',
    arrives: () => arrive(request(swap(authnRequestXml(), portal, `${portal}<!---->.evil`))),
  },
  { name: 'a document type', code: 'saml_xml_doctype', arrives: () => arrive(request(`<!DOCTYPE x>${authnRequestXml()}`)) },
  {
    name: 'a request of SAML 1.1',
    code: 'saml_version_unsupported',
    arrives: () => arrive(request(authnRequestXml().replace('"2.0"', '"1.1"'))),
  },
  { name: 'a logout request in its place', code: 'saml_root_unexpected', arrives: () => arrive(request(logoutRequestXml())) },
]);

test('shows an address that the sender made up, for the caller to refuse', () => {
  expect(readAuthnRequest(unsigned(authnRequestXml('', 'AssertionConsumerServiceURL="https://evil.example/acs"')))).toMatchObject({
    ok: true,
    request: { acsUrl: 'https://evil.example/acs', issuer: portal },
    signature: null,
  });
});
