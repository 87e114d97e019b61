import { X509Certificate } from 'node:crypto';
import type { Party } from '#contract/settings/party';
import { type AuthnRequestToBuild, buildAuthnRequest, buildPostedAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { type ResponseExpectation, verifyResponse } from '../../../broker/saml/verify-response.ts';
import { type BrowserPage, formOn } from '../browser.ts';
import type { House } from '../house.ts';
import { certificateOf } from './connection.ts';
import { otherRsaKeys } from './keys.ts';

const login = 'http://acme-login.localhost:8080';

export function anApplication(differences: Partial<Party> = {}): Party {
  return {
    id: 'wiki',
    preset: 'custom-saml',
    name: 'Company wiki',
    enabled: true,
    entityId: 'https://wiki.example/saml',
    acs: ['https://wiki.example/acs', 'https://wiki.example/acs/2'],
    logout: { url: 'https://wiki.example/slo', binding: 'redirect' },
    certificates: [certificateOf(otherRsaKeys())],
    signedRequests: true,
    encryptTo: null,
    nameId: { format: 'email', value: 'email' },
    attributes: [
      { name: 'name', value: 'display-name' },
      { name: 'groups', value: 'groups' },
    ],
    sign: 'both',
    algorithm: 'rsa-sha256',
    connections: null,
    primaryConnection: null,
    policy: { preset: 'nobody' },
    ...differences,
  };
}

let made = 0;

/** A request as the application writes it. */
export function asApplication(house: House, party: Party, more: Partial<AuthnRequestToBuild> = {}): AuthnRequestToBuild {
  made += 1;
  return {
    id: `_wiki${made}`,
    now: house.clock.now(),
    issuer: party.entityId,
    destination: `${login}/saml/sso`,
    acsUrl: party.acs[0] ?? '',
    relayState: null,
    key: otherRsaKeys().privateKey,
    ...more,
  };
}

/** The address that the application sends a browser to. */
export function askByAddress(house: House, party: Party, more: Partial<AuthnRequestToBuild> = {}): { id: string; url: string } {
  const request = asApplication(house, party, more);
  return { id: request.id, url: buildAuthnRequest(request) };
}

/** The form that the application has a browser post. */
export function askByForm(house: House, party: Party, more: Partial<AuthnRequestToBuild> = {}) {
  const request = asApplication(house, party, more);
  return { id: request.id, url: request.destination, fields: buildPostedAuthnRequest(request) };
}

/** What the application makes of the answer on a page, with the keys that the broker's metadata has for it. */
export async function takenBy(house: House, party: Party, page: BrowserPage, id: string, expect: Partial<ResponseExpectation> = {}) {
  const metadata = await house.browser().get(`${login}/saml/applications/${party.id}`);
  const described = readProviderMetadata({ bytes: Buffer.from(metadata.body), now: house.clock.now() });
  if (!described.ok) throw new Error(described.because);
  const { action, fields } = formOn(page);
  const verified = verifyResponse({
    encoded: fields.SAMLResponse ?? '',
    now: house.clock.now(),
    expect: {
      issuer: described.entityId,
      keys: described.signingCertificates.map((text) => new X509Certificate(Buffer.from(text, 'base64')).publicKey),
      audience: party.entityId,
      recipient: action,
      inResponseTo: id,
      clockSkewMs: 0,
      signed: party.sign,
      ...expect,
    },
  });
  if (!verified.ok) throw new Error(`${verified.code}: ${verified.because}`);
  return { action, fields, assertion: verified.assertion };
}
