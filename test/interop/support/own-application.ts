import { X509Certificate } from 'node:crypto';
import type { Party } from '#contract/settings/party';
import { buildAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { verifyResponse } from '../../../broker/saml/verify-response.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { anApplication } from '../../support/saml/application.ts';
import { otherRsaKeys } from '../../support/saml/keys.ts';
import { everything } from './parties.ts';

export const ownApplication: Party = anApplication({ nameId: { format: 'persistent', value: 'subject' }, attributes: everything });

let asked = 0;

/** A request of our own application, which needs no peer: for what is tried at providers alone. */
export function askOwn(loginOrigin: string, connection: string): { readonly id: string; readonly url: string } {
  asked += 1;
  const id = `_own${asked}`;
  const url = buildAuthnRequest({
    id,
    now: Date.now(),
    issuer: ownApplication.entityId,
    destination: `${loginOrigin}/saml/sso`,
    acsUrl: ownApplication.acs[0] ?? '',
    relayState: null,
    key: otherRsaKeys().privateKey,
  });
  return { id, url: `${url}&connection=${connection}` };
}

/** What the application learns from the answer on a page. Throws what is there instead. */
export async function toldOwn(browser: TestBrowser, loginOrigin: string, page: BrowserPage, id: string) {
  if (!page.body.includes('SAMLResponse')) throw new Error(`no answer: ${page.url} (${page.status}): ${textOf(page)}`);
  const { body } = await browser.get(`${loginOrigin}/saml/applications/${ownApplication.id}`);
  const described = readProviderMetadata({ bytes: Buffer.from(body), now: Date.now() });
  if (!described.ok) throw new Error(described.because);
  const { action, fields } = formOn(page);
  const verified = verifyResponse({
    encoded: fields.SAMLResponse ?? '',
    now: Date.now(),
    expect: {
      issuer: described.entityId,
      keys: described.signingCertificates.map((text) => new X509Certificate(Buffer.from(text, 'base64')).publicKey),
      audience: ownApplication.entityId,
      recipient: action,
      inResponseTo: id,
      clockSkewMs: 1_000,
      signed: ownApplication.sign,
    },
  });
  if (!verified.ok) throw new Error(`${verified.code}: ${verified.because}`);
  return { name: verified.assertion.nameId.value, attributes: Object.fromEntries(verified.assertion.attributes) };
}
