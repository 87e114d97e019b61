import { describe, expect, test } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { readApplicationMetadata, readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { identityProviderMetadata, serviceProviderMetadata } from '../../../broker/saml/metadata/write.ts';
import { otherRsaKeys, pemOf, rsaKeys } from '../../support/saml/keys.ts';
import { at, idp, now, swap } from '../../support/saml/response.ts';
import { excC14n, rsaSha256, sha256 } from '../../support/saml/sign.ts';

const certificate = certificateFor(rsaKeys().privateKey);
const second = certificateFor(otherRsaKeys().privateKey);
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

const key = (use: string, text = certificate) =>
  `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
const sso = (binding: string, url = 'https://idp.example/sso?tenant=7') =>
  `<md:SingleSignOnService Binding="${binding}" Location="${url}"/>`;

/** A provider's metadata; the pieces are markup. */
function provider({ role = '', keys = key(' use="signing"'), services = sso(redirect) + sso(post), entity = '', more = '' } = {}): string {
  return `<?xml version="1.0"?>\n<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${idp}" ${entity}><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" ${role}>${keys}<md:SingleLogoutService Binding="${redirect}" Location="https://idp.example/slo"/><md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>${services}</md:IDPSSODescriptor>${more}</md:EntityDescriptor>`;
}

const read = (xml: string | Uint8Array, more = {}) =>
  readProviderMetadata({ bytes: typeof xml === 'string' ? Buffer.from(xml) : xml, now, ...more });

describe('metadata of a provider', () => {
  test('tells its name, its addresses and its certificates', () => {
    expect(read(provider())).toEqual({
      ok: true,
      entityId: idp,
      validUntil: null,
      cacheMs: null,
      signingCertificates: [certificate],
      encryptionCertificates: [],
      logout: [{ url: 'https://idp.example/slo', binding: 'redirect' }],
      nameIdFormats: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
      signOn: [
        { url: 'https://idp.example/sso?tenant=7', binding: 'redirect' },
        { url: 'https://idp.example/sso?tenant=7', binding: 'post' },
      ],
      wantsSignedRequests: false,
    });
  });

  test('has several certificates during a roll-over, each once, wrapped lines and all', () => {
    const wrapped = `\n      ${(second.match(/.{1,64}/g) ?? []).join('\n      ')}\n    `;
    const keys = key(' use="signing"') + key('', wrapped) + key(' use="signing"') + key(' use="encryption"', second);
    expect(read(provider({ keys }))).toMatchObject({
      ok: true,
      signingCertificates: [certificate, second],
      encryptionCertificates: [second],
    });
  });

  test('may carry comments, a byte order mark and what other protocols want', () => {
    const other = '<md:RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="fed:SecurityTokenServiceType"/>';
    const own = '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"/>';
    const xml = `\ufeff<!-- made by a tool -->\n${provider({ more: other + own }).replace(/^<\?xml[^>]*>\n/, '')}\n<!-- end -->\n`;
    expect(read(xml)).toMatchObject({ ok: true, entityId: idp });
  });

  test('leaves out bindings that do not go through a browser, and wants what it says', () => {
    const services = sso('urn:oasis:names:tc:SAML:2.0:bindings:SOAP') + sso(post);
    const answer = read(provider({ services, role: 'WantAuthnRequestsSigned="1"' }));
    expect(answer).toMatchObject({ ok: true, signOn: [{ binding: 'post' }], wantsSignedRequests: true });
  });

  test('ends at the earlier of two times', () => {
    const answer = read(provider({ entity: `validUntil="${at(7200)}"`, role: `validUntil="${at(3600)}"` }));
    expect(answer).toMatchObject({ ok: true, validUntil: now + 3_600_000 });
  });

  test('of our own login host reads as it was written', async () => {
    const xml = await identityProviderMetadata({
      entityId: idp,
      ssoUrl: 'https://a.example/sso',
      sloUrl: 'https://a.example/slo',
      certificates: [certificate, second],
    });
    expect(read(xml)).toMatchObject({ ok: true, entityId: idp, signingCertificates: [certificate, second], wantsSignedRequests: true });
  });
});

describe('metadata of an application', () => {
  test('of our own portal reads as it was written', async () => {
    const xml = await serviceProviderMetadata({
      entityId: 'urn:app',
      acsUrl: 'https://app.example/acs',
      sloUrl: 'https://app.example/slo',
      certificates: [certificate],
    });
    expect(readApplicationMetadata({ bytes: Buffer.from(xml), now })).toMatchObject({
      ok: true,
      entityId: 'urn:app',
      acs: ['https://app.example/acs'],
      signingCertificates: [certificate],
      signsRequests: true,
      wantsSignedAssertions: true,
    });
  });

  test('lists the default address first, and none by another binding', () => {
    const acs = (url: string, more = '', binding = post) =>
      `<md:AssertionConsumerService Binding="${binding}" Location="${url}" index="0" ${more}/>`;
    const services =
      acs('https://a.example/1') +
      acs('https://a.example/2', 'isDefault="true"') +
      acs('https://a.example/3', '', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact');
    const xml = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:app"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${services.replaceAll('md:', '')}</SPSSODescriptor></EntityDescriptor>`;
    expect(readApplicationMetadata({ bytes: Buffer.from(xml), now })).toMatchObject({
      acs: ['https://a.example/2', 'https://a.example/1'],
      signsRequests: false,
    });
  });

  test('is not that of a provider', () => {
    expect(readApplicationMetadata({ bytes: Buffer.from(provider()), now })).toMatchObject({
      ok: false,
      code: 'saml_metadata_role_missing',
    });
  });
});

describe('what an administrator pasted by mistake', () => {
  const federation = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${provider().replace(/^<\?xml[^>]*>\n/, '')}</md:EntitiesDescriptor>`;
  const twice = provider({
    more: provider().slice(provider().indexOf('<md:IDPSSODescriptor'), provider().indexOf('</md:EntityDescriptor>')),
  });
  test.each([
    ['a sign-in page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'saml_metadata_is_a_page'],
    ['a page without a document type', '<html lang="en"></html>', 'saml_metadata_is_a_page'],
    ['an address', 'https://idp.example/metadata', 'saml_metadata_root'],
    ['nothing', '', 'saml_metadata_root'],
    ['JSON', '{"issuer":"https://idp.example"}', 'saml_metadata_root'],
    ['another document', '<rss/>', 'saml_metadata_root'],
    ['the same name in another namespace', '<EntityDescriptor xmlns="urn:x" entityID="a"/>', 'saml_metadata_root'],
    ['a federation', federation, 'saml_metadata_entities'],
    ['a provider described twice', twice, 'saml_metadata_entities'],
    ['one that has expired', provider({ entity: `validUntil="${at(-1)}"` }), 'saml_metadata_expired'],
    ['one whose role has expired', provider({ role: `validUntil="${at(-1)}"` }), 'saml_metadata_expired'],
    ['one with a document type', `<!DOCTYPE a SYSTEM "https://evil.example/">${provider().slice(22)}`, 'saml_xml_doctype'],
    ['one with an entity bomb', `<!DOCTYPE a [<!ENTITY a "aaaa">]>${provider().slice(22)}`, 'saml_xml_doctype'],
    ['one without certificates', provider({ keys: '' }), 'saml_metadata_certificate_missing'],
    ['one with a certificate for encryption only', provider({ keys: key(' use="encryption"') }), 'saml_metadata_certificate_missing'],
    ['one with a damaged certificate', provider({ keys: key('', certificate.slice(40)) }), 'saml_metadata_certificate'],
    ['one with a private key for a certificate', provider({ keys: key('', privateKeyText()) }), 'saml_metadata_certificate'],
    [
      'one without a place for sign-ins',
      provider({ services: sso('urn:oasis:names:tc:SAML:2.0:bindings:SOAP') }),
      'saml_metadata_endpoint_missing',
    ],
    ['one with a script for an address', provider({ services: sso(redirect, 'javascript:alert(1)') }), 'saml_metadata_address'],
    ['one with a file for an address', provider({ services: sso(redirect, 'file:///etc/passwd') }), 'saml_metadata_address'],
    ['a comment that is not one', provider().replace('<md:NameIDFormat>', () => '<!-- a -- b --><md:NameIDFormat>'), 'saml_xml_malformed'],
    ['a comment without an end', `${provider()}<!-- `, 'saml_xml_malformed'],
  ])('%s has a name of its own', (_what, xml, code) => {
    expect(read(xml)).toMatchObject({ ok: false, code });
  });

  test('fifty megabytes are not even looked at', () => {
    expect(read(Buffer.alloc(50 * 1024 * 1024, ' '))).toMatchObject({ ok: false, code: 'saml_message_too_large' });
  });

  test('a file in UTF-16 is refused', () => {
    expect(read(Buffer.from(provider(), 'utf16le'))).toMatchObject({ ok: false });
  });
});

describe('signed metadata', () => {
  const signed = signEntity(provider({ entity: 'ID="_m1"' }));
  const signedBy = [rsaKeys().publicKey];

  test('is taken where the signature fits', () => {
    expect(read(signed, { signedBy })).toMatchObject({ ok: true, entityId: idp });
    expect(read(signed)).toMatchObject({ ok: true });
  });

  test('is refused unsigned, signed by another key, changed, or signed elsewhere', () => {
    expect(read(provider(), { signedBy })).toMatchObject({ ok: false, code: 'saml_signature_missing' });
    expect(read(signed, { signedBy: [otherRsaKeys().publicKey] })).toMatchObject({ ok: false, code: 'saml_signature_wrong' });
    expect(read(swap(signed, 'idp.example/slo', 'evil.example/slo'), { signedBy })).toMatchObject({
      ok: false,
      code: 'saml_signature_digest',
    });
    const inside = signed.replace(/(<ds:Signature[\s\S]*<\/ds:Signature>)([\s\S]*)(<\/md:IDPSSODescriptor>)/, '$2$1$3');
    expect(read(inside, { signedBy })).toMatchObject({ ok: false, code: 'saml_signature_misplaced' });
  });

  test('means the same with a comment in it, since signatures leave comments out', () => {
    const commented = swap(signed, '<md:NameIDFormat>urn:oasis', '<md:NameIDFormat><!-- x -->urn:<!---->oasis');
    expect(read(commented, { signedBy })).toEqual(read(signed, { signedBy }));
  });
});

function signEntity(xml: string): string {
  const signature = new SignedXml({
    privateKey: pemOf(rsaKeys().privateKey),
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: excC14n,
  });
  signature.addReference({
    xpath: '/*',
    digestAlgorithm: sha256,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', excC14n],
  });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'prepend' } });
  return signature.getSignedXml();
}

function certificateFor(privateKey: Parameters<typeof pemOf>[0]): string {
  return selfSignedCertificate({
    privateKey,
    commonName: 'idp.example',
    serial: Buffer.alloc(16, 7),
    notBefore: now - 1000,
    notAfter: now + 86_400_000,
  }).toString('base64');
}

function privateKeyText(): string {
  return rsaKeys().privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}
