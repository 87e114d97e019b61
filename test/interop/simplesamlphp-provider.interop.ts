import { type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readProviderMetadata } from '../../broker/saml/metadata/read.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { certificateOf } from '../support/saml/connection.ts';
import { otherRsaKeys, rsaKeys } from '../support/saml/keys.ts';
import { addressOf, oddGroup, oddName } from './support/people.ts';
import type { Told } from './support/simplesamlphp-application.ts';
import type { Relation } from './support/simplesamlphp-provider.ts';
import { openStreet, type Street } from './support/street.ts';
import { answerOf, chosen, messageOn, onward, readPage, visit, visitBy } from './support/visit.ts';

const rsa = (hash: string) => `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`;
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const onlyResponse = { 'saml20.sign.response': true, 'saml20.sign.assertion': false };
const onlyAssertion = { 'saml20.sign.response': false, 'saml20.sign.assertion': true };
const neither = { 'saml20.sign.response': false, 'saml20.sign.assertion': false };
const byMail = {
  NameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  authproc: { '2': { class: 'saml:AttributeNameID', attribute: 'mail', Format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' } },
};
const encrypted = { 'assertion.encryption': true };

/** The ways to answer that must lead in; `holds` is what the answer must have in it, so that none is green by another's way. */
const good: readonly (Relation & { readonly what: string; readonly holds: readonly string[] })[] = [
  {
    id: 'response',
    what: 'with the response signed alone',
    connection: { signed: 'response' },
    entry: onlyResponse,
    holds: ['rsa-sha256'],
  },
  {
    id: 'assertion',
    what: 'with the assertion signed alone',
    connection: { signed: 'assertion' },
    entry: onlyAssertion,
    holds: ['rsa-sha256'],
  },
  { id: 'both', what: 'with both signed', connection: { signed: 'both' }, holds: ['rsa-sha256'] },
  { id: 'either', what: 'with either signed where both are', connection: { signed: 'either' }, holds: ['rsa-sha256'] },
  { id: 'sha512', what: 'with SHA-512', entry: { 'signature.algorithm': rsa('sha512') }, holds: ['rsa-sha512'] },
  { id: 'sha384', what: 'with SHA-384', entry: { 'signature.algorithm': rsa('sha384') }, holds: ['rsa-sha384'] },
  {
    id: 'cbc',
    what: 'encrypted with AES-CBC where the connection allows that, both signed',
    connection: { allowCbc: true, encryption: 'required' },
    entry: encrypted,
    holds: ['aes128-cbc', 'rsa-oaep-mgf1p'],
  },
  {
    id: 'cbc-inner',
    what: 'encrypted with the assertion inside signed alone',
    connection: { allowCbc: true, encryption: 'required', signed: 'assertion' },
    entry: { ...encrypted, ...onlyAssertion },
    holds: ['aes128-cbc'],
  },
  {
    id: 'cbc-outer',
    what: 'encrypted with the response signed alone',
    connection: { allowCbc: true, signed: 'response' },
    entry: { ...encrypted, ...onlyResponse },
    holds: ['aes128-cbc', 'rsa-sha256'],
  },
  {
    id: 'posted',
    what: 'to a request that was posted',
    binding: 'post',
    // Our metadata offers Redirect first.
    entry: { SingleLogoutService: [{ Binding: post, Location: '{login}/saml/connections/posted/logout' }] },
    holds: ['rsa-sha256'],
  },
  {
    id: 'old-hash',
    what: 'with SHA-1 where the connection allows that',
    connection: { allowSha1: true },
    entry: { 'signature.algorithm': sha1 },
    holds: ['#rsa-sha1'],
  },
  {
    id: 'by-mail',
    what: 'with the address as name',
    connection: { nameIdFormat: 'email' },
    entry: byMail,
    holds: ['nameid-format:emailAddress'],
  },
  {
    id: 'by-attribute',
    what: 'with a transient name, people being known by an attribute',
    connection: { nameIdFormat: null, subject: { attribute: 'uid' } },
    entry: { NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    holds: ['nameid-format:transient'],
  },
];

/** The ways to answer that must be refused, and by what name. */
const bad: readonly (Relation & { readonly what: string; readonly because: string })[] = [
  { id: 'bad-sha1', what: 'with SHA-1', entry: { 'signature.algorithm': sha1 }, because: 'saml_signature_algorithm' },
  { id: 'bad-none', what: 'without any signature', entry: neither, connection: { signed: 'either' }, because: 'saml_signature_missing' },
  { id: 'bad-half', what: 'with the response signed alone where both must be', entry: onlyResponse, because: 'saml_signature_missing' },
  {
    id: 'bad-other-half',
    what: 'with the assertion signed alone where the response must be',
    connection: { signed: 'response' },
    entry: onlyAssertion,
    because: 'saml_signature_missing',
  },
  { id: 'bad-cbc', what: 'encrypted with AES-CBC', entry: encrypted, because: 'saml_encryption_unsupported' },
  {
    id: 'bad-clear',
    what: 'in the clear where it must be encrypted',
    connection: { encryption: 'required' },
    because: 'saml_encryption_missing',
  },
  { id: 'bad-sealed', what: 'encrypted where it may not be', entry: encrypted, because: 'saml_encryption_unsupported' },
  {
    id: 'bad-shared',
    what: 'encrypted with a shared key',
    connection: { encryption: 'required' },
    entry: { ...encrypted, sharedkey: 'k'.repeat(32), sharedkey_algorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' },
    because: 'saml_encryption_unsupported',
  },
  {
    id: 'bad-hidden',
    what: 'with an encrypted name',
    entry: { 'nameid.encryption': true },
    because: 'saml_encryption_unsupported',
  },
  {
    id: 'bad-name',
    what: 'with a transient name',
    entry: { NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    connection: { nameIdFormat: null },
    because: 'saml_subject_unusable',
  },
  {
    id: 'bad-key',
    what: 'signed with a key that is not pinned',
    connection: { certificates: [certificateOf(otherRsaKeys())] },
    because: 'saml_signature_wrong',
  },
  {
    id: 'bad-issuer',
    what: 'of another name than ours for it',
    connection: { entityId: 'https://elsewhere.example/idp' },
    because: 'saml_issuer_mismatch',
  },
];

const more: readonly Relation[] = [
  { id: 'aurora' },
  { id: 'begins', connection: { loginFromProvider: true } },
  { id: 'silent', connection: { loginFromProvider: false } },
  { id: 'anew', connection: { forceAuthn: true } },
  { id: 'context', connection: { requestedContexts: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] } },
  { id: 'dearer', connection: { requestedContexts: ['https://refeds.org/profile/mfa'] } },
  { id: 'unsigned', connection: { signRequests: false } },
  { id: 'unsigned-open', connection: { signRequests: false }, entry: { 'validate.authnrequest': false } },
];

let street: Street;
beforeAll(async () => {
  street = await openStreet({ relations: [...good, ...bad, ...more], applications: { viewer: {} } });
  // Its operator has our key from the time when we had one to offer.
  const connections = street.connections.map((each) => (each.id === 'bad-sealed' ? { ...each, encryption: 'never' as const } : each));
  await street.broker.apply({ connections, parties: street.parties });
}, 60_000);
afterAll(() => street?.close());

/** At the provider's form, sent there by the broker for the sake of the application. */
const atProvider = (browser: TestBrowser, company: string) => visitBy(browser, street.intranet.page('viewer'), company);

/** The same for the sake of the portal. */
const atPortal = async (browser: TestBrowser, company: string) =>
  chosen(browser, await visit(browser, `${street.broker.portal}/?connection=${company}`), company);

/** The provider's answer, on the page that is about to post it. */
const answered = async (browser: TestBrowser, company: string, uid = 'ada') =>
  answerOf(browser, await atProvider(browser, company), addressOf(uid, company));

/** In at the application, through broker and provider. */
const signIn = async (browser: TestBrowser, company: string, uid = 'ada') =>
  toldOf(await onward(browser, await answered(browser, company, uid)));

/** The session at the provider is all that is left. */
function forget(browser: TestBrowser): void {
  for (const origin of [street.broker.login, street.intranet.origin]) browser.cookies(new URL(origin).host).clear();
}

const toldOf = (page: BrowserPage) => readPage<Told>(page).told;

/** The refusal that the support code on a page of the broker stands for. */
function refusalOn(page: BrowserPage): unknown {
  if (!page.url.startsWith(street.broker.login)) throw new Error(`not refused: ${page.url} (${page.status}): ${textOf(page)}`);
  const [, code] = /Support code: ?([A-Z0-9-]+)/.exec(textOf(page)) ?? [];
  return street.broker.log.lines.find(({ fields }) => fields.supportCode === code?.replaceAll('-', ''))?.fields.code;
}

describe('an answer of SimpleSAMLphp', () => {
  test.each(good)('$what signs in', async ({ id, holds }) => {
    const browser = street.broker.browser();
    const page = await answered(browser, id);
    const xml = messageOn(page);
    for (const part of holds) expect(xml).toContain(part);
    expect(xml.includes('Ada Aalto')).toBe(!id.startsWith('cbc'));
    expect(toldOf(await onward(browser, page)).attributes).toEqual({
      mail: [addressOf('ada', id)],
      givenName: ['Ada'],
      sn: ['Aalto'],
      displayName: ['Ada Aalto'],
      groups: ['crew', 'harbour'],
      company: [id],
    });
  });

  test.each(bad)('$what is refused by name', async ({ id, because }) => {
    const browser = street.broker.browser();
    const page = await onward(browser, await answered(browser, id));
    expect([refusalOn(page), page.status >= 400]).toEqual([because, true]);
    expect((await browser.get(street.intranet.left('viewer'))).body).toBe('gone');
  });

  test('that was changed on its way is refused', async () => {
    const browser = street.broker.browser();
    const page = await answered(browser, 'aurora');
    const { action, fields } = formOn(page);
    const xml = messageOn(page).replaceAll('Ada Aalto', 'Eve Aalto');
    const SAMLResponse = Buffer.from(xml).toString('base64');
    const refused = await browser.post(
      action,
      { ...fields, SAMLResponse },
      { origin: street.provider.origin, 'sec-fetch-site': 'cross-site' },
    );
    expect(refusalOn(refused)).toBe('saml_signature_digest');
  });

  test('counts once, and in no other browser', async () => {
    const browser = street.broker.browser();
    const page = await answered(browser, 'aurora');
    const { action, fields } = formOn(page);
    const stranger = await street.broker.browser().post(action, fields, { 'sec-fetch-site': 'cross-site' });
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    expect(toldOf(await onward(browser, page)).attributes.company).toEqual(['aurora']);
    const again = await browser.post(action, fields, { origin: street.provider.origin, 'sec-fetch-site': 'cross-site' });
    expect([again.status >= 400, again.body.includes('SAMLResponse')]).toEqual([true, false]);
  });
});

describe('a person whom SimpleSAMLphp tells of', () => {
  test('may have 250 groups', async () => {
    const { groups } = (await signIn(street.broker.browser(), 'aurora', 'many')).attributes;
    expect([groups?.length, groups?.[0], groups?.[249]]).toEqual([250, 'group-000 of the company', 'group-249 of the company']);
  });

  test('may have none', async () => {
    const { attributes } = await signIn(street.broker.browser(), 'aurora', 'none');
    expect([attributes.mail, attributes.groups]).toEqual([['none@aurora.example'], undefined]);
  });

  test('may have a name with umlauts, an emoji and whatever means something to XML', async () => {
    const { attributes } = await signIn(street.broker.browser(), 'aurora', 'odd');
    expect(attributes).toMatchObject({ displayName: [oddName], groups: [oddGroup, 'crew'], sn: ["<O'Brien> & Söhne 🚢"] });
  });

  test('with such a name arrives in an encrypted answer as well', async () => {
    const { attributes } = await signIn(street.broker.browser(), 'cbc', 'odd');
    expect(attributes).toMatchObject({ displayName: [oddName], groups: [oddGroup, 'crew'] });
  });

  test('enters the portal, and reads the own name there', async () => {
    const browser = street.broker.browser();
    const form = await atPortal(browser, 'aurora');
    const page = await onward(browser, await answerOf(browser, form, 'odd@aurora.example'));
    expect([page.status, new URL(page.url).origin]).toEqual([200, street.broker.portal]);
    expect(textOf(page)).toContain(oddName);
  });

  test('without an e-mail address may enter an application that needs none, and is refused at the portal', async () => {
    const told = await signIn(street.broker.browser(), 'aurora', 'mailless');
    expect([told.attributes.mail, told.attributes.displayName]).toEqual([undefined, ['Ada Aalto']]);
    const browser = street.broker.browser();
    const form = await atPortal(browser, 'aurora');
    const page = await onward(browser, await answerOf(browser, form, 'mailless@aurora.example'));
    expect([page.status, refusalOn(page)]).toEqual([403, expect.stringContaining('email')]);
  });

  test('has the same name at the application each time, and another one than anybody else', async () => {
    const names = [];
    for (const uid of ['ada', 'ada', 'bo']) names.push((await signIn(street.broker.browser(), 'aurora', uid)).nameId.value);
    expect([names[0] === names[1], names[0] === names[2]]).toEqual([true, false]);
  });
});

describe('what we ask SimpleSAMLphp', () => {
  test('is refused by it when it was changed after we signed it', async () => {
    const browser = street.broker.browser();
    let page = await browser.send('GET', street.intranet.page('viewer'));
    while (!page.headers.location?.startsWith(street.provider.origin)) {
      const { href, pathname } = new URL(page.headers.location ?? '', page.url);
      page = await browser.send('GET', pathname === '/saml/sso' ? `${href}&connection=aurora` : href);
    }
    const good = page.headers.location;
    expect((await browser.get(good)).body).toContain('name="password"');
    const changed = good.replace(/RelayState=[^&]*/, 'RelayState=somewhere-else');
    const refused = await browser.get(changed);
    expect(refused.body).toContain('Unable to validate signature on query string');
  });

  test('may go unsigned where both sides say so, by our metadata', async () => {
    expect((await signIn(street.broker.browser(), 'unsigned')).attributes.company).toEqual(['unsigned']);
  });

  test('is a fresh sign-in where the connection wants one; elsewhere the session there is enough', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'anew');
    forget(browser);
    expect((await atProvider(browser, 'anew')).body).toContain('name="password"');
    const other = street.broker.browser();
    await signIn(other, 'aurora');
    forget(other);
    expect(toldOf(await onward(other, await atProvider(other, 'aurora'))).attributes.mail).toEqual(['ada@aurora.example']);
  });

  test('may name the context that it answers with, and is not content with another one', async () => {
    expect((await signIn(street.broker.browser(), 'context')).attributes.company).toEqual(['context']);
    const browser = street.broker.browser();
    expect(refusalOn(await onward(browser, await answered(browser, 'dearer')))).toBe('saml_context_mismatch');
  });
});

describe('a sign-in that SimpleSAMLphp begins', () => {
  const begin = async (browser: TestBrowser, company: string) =>
    answerOf(
      browser,
      await visit(browser, street.provider.startAt(`${street.broker.login}/saml/connections/${company}`)),
      addressOf('ada', company),
    );

  test('is put away, and becomes one of ours that ends in the portal', async () => {
    const browser = street.broker.browser();
    const page = await begin(browser, 'begins');
    expect(messageOn(page)).not.toContain('InResponseTo');
    const { action, fields } = formOn(page);
    const put = await browser.send('POST', action, fields, { origin: street.provider.origin, 'sec-fetch-site': 'cross-site' });
    expect([put.status, put.headers.location]).toEqual([303, `${street.broker.portal}/?connection=begins`]);
    expect(browser.cookies(new URL(street.broker.login).host).size).toBe(0);
    const arrived = await chosen(browser, await visit(browser, String(put.headers.location)), 'begins');
    expect([arrived.status, new URL(arrived.url).origin]).toEqual([200, street.broker.portal]);
    expect(textOf(arrived)).toContain('Ada Aalto');
  });

  test('is refused where the connection does not allow it', async () => {
    const browser = street.broker.browser();
    const page = await onward(browser, await begin(browser, 'silent'));
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(browser.cookies(new URL(street.broker.login).host).size).toBe(0);
  });
});

describe('signing out', () => {
  const isAskedAgain = async (browser: TestBrowser, company: string) =>
    (await atProvider(browser, company)).body.includes('name="password"');
  const providerLog = () => readFileSync(street.provider.log, 'utf8');

  test.each(['aurora', 'posted'])('where the application begins, ends the session at %s too, and comes back', async (company) => {
    const browser = street.broker.browser();
    await signIn(browser, company);
    const before = providerLog().length;
    const page = await visit(browser, street.intranet.leave('viewer'));
    expect([page.url.startsWith(street.intranet.origin), page.body]).toEqual([true, 'gone']);
    expect(providerLog().slice(before)).toContain(
      `Received SAML 2.0 LogoutRequest from: '${street.broker.login}/saml/connections/${company}'`,
    );
    expect(await isAskedAgain(browser, company)).toBe(true);
  });

  test.each(['aurora', 'posted'])('where the provider begins, ends our session of %s, and answers that it did', async (company) => {
    const browser = street.broker.browser();
    await signIn(browser, company);
    const portal = `${street.broker.portal}/servicedesk/customer/portals`;
    await visit(browser, portal);
    expect((await browser.send('GET', portal)).status).toBe(200);
    const before = providerLog().length;
    const page = await visit(browser, street.provider.signOutAt(`${street.provider.origin}/saml/logout.php`));
    expect([page.status, page.url]).toEqual([200, `${street.provider.origin}/saml/logout.php`]);
    const log = providerLog().slice(before);
    expect(log).toContain(`Received SAML 2.0 LogoutResponse from: '${street.broker.login}/saml/connections/${company}'`);
    expect(log).not.toContain('Unsuccessful logout');
    expect((await browser.send('GET', portal)).status).not.toBe(200);
    expect(await isAskedAgain(browser, company)).toBe(true);
  });
});

describe('metadata of SimpleSAMLphp', () => {
  const read = async (change: (xml: string) => string, keys: readonly KeyObject[]) =>
    readProviderMetadata({ bytes: Buffer.from(change(await street.provider.metadata())), now: Date.now(), signedBy: keys });
  const itsKey = () => new X509Certificate(readFileSync(street.provider.certificateFile)).publicKey;

  test('is taken where its signature is asked for, and not when it was changed or signed by another key', async () => {
    expect(await read((xml) => xml, [itsKey()])).toMatchObject({ ok: true, entityId: `${street.provider.origin}/idp` });
    const changed = await read((xml) => xml.replaceAll('/saml2/idp/SSOService.php', '/elsewhere.php'), [itsKey()]);
    expect(changed).toMatchObject({ ok: false, code: 'saml_signature_digest' });
    expect(await read((xml) => xml, [rsaKeys().publicKey])).toMatchObject({ ok: false, code: 'saml_signature_wrong' });
  });
});
