import { describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import * as samlify from 'samlify';
import { SignedXml } from 'xml-crypto';
import { certificateText, selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { deliver } from '../../support/saml/attack.ts';
import { aBuiltResponse } from '../../support/saml/build.ts';
import { ecKeys, pemOf, rsaKeys } from '../../support/saml/keys.ts';
import { acs, at, idp, pieces, requestId, responseXml, sp } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

const { privateKey, publicKey } = rsaKeys();
const certificate = certificateText(
  selfSignedCertificate({
    privateKey,
    commonName: 'idp.example',
    serial: new Uint8Array(16).fill(1),
    notBefore: Date.now() - 1000,
    notAfter: Date.now() + 1e11,
  }),
);
const alice = { ok: true, assertion: { nameId: { value: 'alice' }, attributes: new Map([['email', ['alice@customer.example']]]) } };

/** Gives every signature of a message to xml-crypto, with the key pinned; returns its verdicts. */
function xmlCryptoVerdicts(xml: string, pem: string): readonly boolean[] {
  const signatures = new DOMParser()
    .parseFromString(xml, 'text/xml')
    .getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature');
  return Array.from(signatures, (signature) => {
    const signed = new SignedXml({ publicCert: pem, getCertFromKeyInfo: () => null });
    signed.loadSignature(signature);
    return signed.checkSignature(xml);
  });
}

const service = () =>
  samlify.ServiceProvider({
    entityID: sp,
    wantAssertionsSigned: true,
    assertionConsumerService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: acs }],
  });
const provider = (more: object = {}) =>
  samlify.IdentityProvider({
    entityID: idp,
    signingCert: certificate,
    privateKey: pemOf(privateKey),
    singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: `${idp}/sso` }],
    singleLogoutService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: `${idp}/slo` }],
    ...more,
  });

describe('what we sign', () => {
  for (const what of ['assertion', 'response', 'both'] as const) {
    test(`xml-crypto accepts on ${what}`, () => {
      const { xml } = aBuiltResponse({ sign: { key: privateKey, what }, attributes: [{ name: 'a', values: ['\r\n\t <&> é'] }] });
      expect(xmlCryptoVerdicts(xml, pemOf(publicKey))).toEqual(what === 'both' ? [true, true] : [true]);
      expect(() =>
        xmlCryptoVerdicts(xml.replace('alice', 'mallory'), pemOf(publicKey)).map((verdict) => expect(verdict).toBe(true)),
      ).toThrow();
    });
  }

  test('samlify accepts and reads the same', async () => {
    samlify.setSchemaValidator({ validate: async () => 'not its job here' });
    const now = Date.now();
    const { encoded } = aBuiltResponse({
      now,
      authnInstant: now,
      sessionNotOnOrAfter: now + 1e6,
      sign: { key: privateKey, what: 'assertion', certificate },
    });
    const { extract } = await service().parseLoginResponse(provider(), 'post', { body: { SAMLResponse: encoded } });
    expect(extract).toMatchObject({
      nameID: 'alice',
      issuer: idp,
      audience: sp,
      attributes: { groups: ['a', 'b'] },
      response: { inResponseTo: requestId },
    });
  });
});

describe('what others sign', () => {
  test.each([
    ['the assertion', signAssertion(responseXml()), 'assertion'],
    ['the Response', signResponse(responseXml()), 'response'],
    ['both', signResponse(signAssertion(responseXml())), 'both'],
  ] as const)('xml-crypto on %s', (_what, xml, signed) => {
    expect(deliver({ xml, expect: { signed } })).toMatchObject(alice);
  });

  test('with SHA-512', () => {
    const algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512';
    expect(deliver({ xml: signAssertion(responseXml(), { algorithm, digest: 'http://www.w3.org/2001/04/xmlenc#sha512' }) })).toMatchObject(
      alice,
    );
  });

  test('with a prefix list, and the prefixes declared where they are used or further up', () => {
    const types = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    const typed = (declared: string) =>
      pieces.statements.replace('<saml:AttributeValue>', `<saml:AttributeValue ${declared} xsi:type="xs:string">`);
    const near = responseXml({ statements: typed(types) });
    const far = responseXml({ statements: typed('') }).replace('<samlp:Response ', `<samlp:Response ${types} `);
    for (const inclusivePrefixes of [[], ['xs'], ['xs', 'saml', 'samlp', 'unused']]) {
      for (const xml of [near, far]) {
        expect(deliver({ xml: signAssertion(xml, { inclusivePrefixes }) })).toMatchObject(alice);
        expect(deliver({ xml: signResponse(signAssertion(xml, { inclusivePrefixes }), { inclusivePrefixes }) })).toMatchObject(alice);
      }
    }
  });

  test('printed with line breaks and indents, before or after signing', () => {
    const pretty = (xml: string) => xml.replaceAll(/></g, '>\n    <');
    expect(deliver({ xml: signAssertion(pretty(responseXml())) })).toMatchObject(alice);
    expect(deliver({ xml: `<?xml version="1.0" encoding="UTF-8"?>\r\n${signResponse(pretty(responseXml()))}\n` })).toMatchObject(alice);
    const wrapped = signAssertion(responseXml()).replace(
      /(<ds:SignatureValue>)([^<]*)/,
      (_all, tag, value) => `${tag}\n${value.replaceAll(/.{64}/g, '$&\r\n')}\n`,
    );
    expect(deliver({ xml: wrapped })).toMatchObject(alice);
  });

  test('with prefixes of their own', () => {
    const xml = responseXml()
      .replaceAll('saml:', 'saml2:')
      .replaceAll('samlp:', 'saml2p:')
      .replaceAll('xmlns:samlp', 'xmlns:saml2p')
      .replaceAll('xmlns:saml=', 'xmlns:saml2=');
    expect(deliver({ xml: signAssertion(xml, { prefix: 'dsig' }) })).toMatchObject(alice);
  });

  test('with default namespaces, one inside the other, as Entra ID writes them', () => {
    const saml = 'xmlns="urn:oasis:names:tc:SAML:2.0:assertion"';
    const xml = responseXml()
      .replace(' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', '')
      .replaceAll('xmlns:saml=', 'xmlns=')
      .replaceAll('<saml:', '<')
      .replaceAll('</saml:', '</')
      .replace('<Issuer>', `<Issuer ${saml}>`);
    for (const signed of [
      signAssertion(xml, { prefix: '' }),
      signResponse(xml, { prefix: '' }),
      signResponse(signAssertion(xml, { prefix: '' }), { prefix: '' }),
    ]) {
      expect(signed).toContain('<Signature xmlns=');
      expect(deliver({ xml: signed })).toMatchObject(alice);
    }
  });

  test('with everything as default namespace of its element', () => {
    const xml = responseXml().replaceAll('samlp:', '').replace('xmlns:samlp=', 'xmlns=');
    expect(deliver({ xml: signResponse(xml) })).toMatchObject(alice);
  });

  test('with ECDSA, as our own portal gets it', () => {
    const { encoded } = aBuiltResponse({ sign: { key: ecKeys().privateKey, what: 'assertion' } });
    expect(deliver({ encoded, expect: { keys: [ecKeys().publicKey] } })).toMatchObject({ ok: true });
  });

  test.each([
    ['the assertion', {}, { wantAssertionsSigned: true }, 'assertion'],
    ['both', {}, { wantAssertionsSigned: true, wantMessageSigned: true }, 'both'],
  ] as const)('samlify on %s', async (_what, idpMore, spMore, signed) => {
    const issuing = provider({ ...idpMore, loginResponseTemplate: { context: responseXml(), attributes: [] } });
    const receiving = samlify.ServiceProvider({ ...service().entitySetting, ...spMore });
    const { context } = await issuing.createLoginResponse(
      receiving,
      { extract: { request: { id: requestId } } },
      'post',
      { email: 'alice' },
      {
        customTagReplacement: (template: string) => ({ id: '_response1', context: template }),
      },
    );
    expect(deliver({ encoded: context, expect: { signed } })).toMatchObject(alice);
  });

  test('attributes of one name in several elements, as Keycloak sends roles', () => {
    const roles = ['a', 'b'].map(
      (role) => `<saml:Attribute Name="Role" NameFormat="urn:x"><saml:AttributeValue>${role}</saml:AttributeValue></saml:Attribute>`,
    );
    const answer = deliver({
      xml: signAssertion(
        responseXml({ statements: pieces.statements.replace('</saml:AttributeStatement>', `${roles.join('')}</saml:AttributeStatement>`) }),
      ),
    });
    expect(answer.ok && answer.assertion.attributes.get('Role')).toEqual(['a', 'b']);
  });

  test('statements in another order, with what else they may hold', () => {
    const [authn = '', attributes = ''] = pieces.statements.split(/(?=<saml:AttributeStatement>)/);
    const rich = authn
      .replace('<saml:AuthnContext>', `<saml:SubjectLocality Address="192.0.2.1"/><saml:AuthnContext>`)
      .replace(
        '</saml:AuthnContext>',
        '<saml:AuthenticatingAuthority>https://upstream.example</saml:AuthenticatingAuthority></saml:AuthnContext>',
      );
    expect(deliver({ xml: signAssertion(responseXml({ statements: attributes + rich })) })).toMatchObject(alice);
    expect(deliver({ xml: signAssertion(responseXml({ statements: attributes + rich.replace(at(-30), at(-3600)) })) })).toMatchObject(
      alice,
    );
  });
});
