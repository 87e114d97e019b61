import { describe, expect, test } from '@jest/globals';
import * as samlify from 'samlify';
import { certificateText, selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { identityProviderMetadata, serviceProviderMetadata } from '../../../broker/saml/metadata/write.ts';
import { parseXml } from '../../../broker/saml/xml/parse.ts';
import { ecKeys, rsaKeys } from '../../support/saml/keys.ts';
import { now } from '../../support/saml/response.ts';

const certificates = [rsaKeys(), ecKeys()].map(({ privateKey }) =>
  certificateText(
    selfSignedCertificate({
      privateKey,
      commonName: 'acme-login.example',
      serial: new Uint8Array(16).fill(9),
      notBefore: now,
      notAfter: now + 1e11,
    }),
  ),
);
const entityId = 'https://acme-login.example/saml/metadata?a=1&b=2';
const names = (xml: string) => {
  const [descriptor] = parseXml(xml).childNodes;
  return descriptor?.nodeType === 1 ? descriptor.childNodes.map((child) => (child.nodeType === 1 ? child.localName : 'text')) : [];
};

describe('metadata', () => {
  test('of the identity provider reads as what was described, with every key', async () => {
    const xml = await identityProviderMetadata({
      entityId,
      ssoUrl: 'https://acme-login.example/saml/sso',
      sloUrl: 'https://acme-login.example/saml/slo',
      certificates,
    });
    expect(names(xml)).toEqual(['KeyDescriptor', 'KeyDescriptor', 'SingleLogoutService', 'NameIDFormat', 'SingleSignOnService']);
    const { entityMeta } = samlify.IdentityProvider({ metadata: xml });
    expect(entityMeta.getEntityID()).toBe(entityId);
    expect(entityMeta.getX509Certificate('signing')).toEqual(certificates);
    expect(entityMeta.getSingleSignOnService('redirect')).toBe('https://acme-login.example/saml/sso');
    expect(entityMeta.getSingleLogoutService('redirect')).toBe('https://acme-login.example/saml/slo');
  });

  test('of the service provider reads as what was described', async () => {
    const xml = await serviceProviderMetadata({
      entityId,
      acsUrl: 'https://acme.example/saml/acs',
      sloUrl: 'https://acme.example/saml/slo',
      certificates,
    });
    expect(names(xml)).toEqual(['KeyDescriptor', 'KeyDescriptor', 'SingleLogoutService', 'NameIDFormat', 'AssertionConsumerService']);
    const { entityMeta } = samlify.ServiceProvider({ metadata: xml });
    expect(entityMeta.getEntityID()).toBe(entityId);
    expect(entityMeta.getAssertionConsumerService('post')).toBe('https://acme.example/saml/acs');
  });
});
