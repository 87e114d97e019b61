import { expect, test } from '@jest/globals';
import { readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { authnRequestXml, logoutRequestXml, portal } from '../../support/saml/redirect.ts';
import { arrive, attribute, describeForgeries, embedded, request, unsigned } from '../../support/saml/redirect-attack.ts';
import { swap } from '../../support/saml/response.ts';

const providers = (...names: readonly string[]) =>
  `<samlp:IDPList>${names.map((name) => `<samlp:IDPEntry ProviderID="${name}"/>`).join('')}</samlp:IDPList>`;
const scoping = (content: string, attributes = '') =>
  arrive(request(authnRequestXml(`<samlp:Scoping${attributes}>${content}</samlp:Scoping>`)));
/** Scoping that is refused; its honest twin names one provider. */
const scoped = (content: string, attributes = '') => ({
  arrives: () => scoping(content, attributes),
  twin: () => scoping(providers('borealis')),
});

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
  { name: 'scoping without providers', code: 'saml_element_missing', because: 'Scoping/IDPList', ...scoped('') },
  { name: 'a list of no provider', code: 'saml_element_missing', because: 'IDPList/IDPEntry', ...scoped('<samlp:IDPList/>') },
  { name: 'a limit on proxies', code: 'saml_request_unsupported', ...scoped(providers('borealis'), ' ProxyCount="0"') },
  {
    name: 'a list of those who ask',
    code: 'saml_element_unexpected',
    ...scoped(`${providers('borealis')}<samlp:RequesterID>https://other.example</samlp:RequesterID>`),
  },
  { name: 'two lists of providers', code: 'saml_element_unexpected', ...scoped(providers('borealis') + providers('kestrel')) },
  {
    name: 'a list of providers that is elsewhere',
    code: 'saml_element_unexpected',
    ...scoped(
      providers('borealis').replace('</samlp:IDPList>', '<samlp:GetComplete>https://evil.example/list</samlp:GetComplete></samlp:IDPList>'),
    ),
  },
  { name: 'a provider without a name', code: 'saml_value_invalid', ...scoped('<samlp:IDPList><samlp:IDPEntry/></samlp:IDPList>') },
  { name: 'a provider with an empty name', code: 'saml_value_invalid', ...scoped(providers('')) },
  { name: 'a provider named twice', code: 'saml_value_invalid', ...scoped(providers('borealis', 'borealis')) },
  { name: 'a provider with an endless name', code: 'saml_value_invalid', ...scoped(providers('b'.repeat(1025))) },
  {
    name: 'more providers than anybody has',
    code: 'saml_value_invalid',
    ...scoped(providers(...Array.from({ length: 51 }, (_, index) => `c${index}`))),
  },
  {
    name: 'a provider with something in it',
    code: 'saml_element_unexpected',
    ...scoped(
      '<samlp:IDPList><samlp:IDPEntry ProviderID="borealis"><samlp:IDPEntry ProviderID="kestrel"/></samlp:IDPEntry></samlp:IDPList>',
    ),
  },
  {
    name: 'a provider of another namespace',
    code: 'saml_element_unexpected',
    ...scoped('<samlp:IDPList><saml:IDPEntry ProviderID="borealis"/></samlp:IDPList>'),
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
