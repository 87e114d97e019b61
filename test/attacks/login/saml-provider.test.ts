/** Answers of a SAML provider at a whole house: what a browser may bring to the address that takes them. */
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal } from '../../support/attacks/in-house.ts';
import type { TestBrowser } from '../../support/browser.ts';
import { anApplication, askByAddress } from '../../support/saml/application.ts';
import { otherRsaKeys } from '../../support/saml/keys.ts';
import { ada, bo, type LogoutHouse, login, openLogoutHouse, wiki } from '../../support/saml/logout-house.ts';
import type { SamlAnswer } from '../../support/saml/provider.ts';
import { encode, swap } from '../../support/saml/response.ts';
import { excC14n, rsaSha1, sha1, signAssertion, signResponse } from '../../support/saml/sign.ts';

let at: LogoutHouse;
beforeAll(async () => {
  at = await openLogoutHouse();
});
afterAll(() => at.close());

const host = 'acme-login.localhost:8080';
const callback = (connection: string) => `${login}/callback/${connection}`;
const entityOf = (connection: string) => `${login}/saml/connections/${connection}`;
const crossSite = { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' };
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const transforms = [enveloped, excC14n];

interface Brought {
  readonly to?: string;
  readonly type?: string;
  readonly method?: 'GET' | 'POST';
  readonly payload: string;
}
const form = (fields: Record<string, string> | readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields as Record<string, string>).toString();

/** One request with the browser's cookies, its body as it is. */
async function bring(
  browser: TestBrowser,
  { to = callback('aurora'), type = 'application/x-www-form-urlencoded', method = 'POST', payload }: Brought,
) {
  const { pathname, search, host: toHost } = new URL(to);
  const cookie = [...browser.cookies(host)].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { host: toHost, cookie, ...crossSite, ...(method === 'POST' && { 'content-type': type }) };
  const before = at.house.log.lines.length;
  const answer = await at.house.broker.app.inject({ method, url: pathname + search, headers, ...(method === 'POST' && { payload }) });
  const refused = at.house.log.lines.length > before ? lastRefusal(at.house) : null;
  return { status: answer.statusCode, body: answer.body, refused, cookies: answer.cookies.map(({ name }) => name) };
}

/** A browser on its way back from the provider, with the answer. */
async function onTheWay(person = ada, how: Parameters<LogoutHouse['provider']['answer']>[2] = {}) {
  const browser = at.house.browser();
  const gone = (await browser.get(askByAddress(at.house, wiki).url)).headers.location ?? '';
  return { browser, gone, answer: at.provider.answer(gone, person, how) };
}

/** Whoever is refused is not signed in and is told nothing about anybody. */
function expectRefused(page: Awaited<ReturnType<typeof bring>>, code: string): void {
  expect([page.refused, page.status >= 400 || page.status === 303]).toEqual([code, true]);
  expect(page.body).not.toContain('SAMLResponse');
  expect(page.cookies).not.toContain('__Host-sso');
}

describe('the form that brings it', () => {
  const { attack, honest } = casesOf('posted.answer');
  type Way = (answer: SamlAnswer) => Brought;
  const fields = ({ fields: { SAMLResponse, RelayState } }: SamlAnswer) => ({ SAMLResponse, RelayState });
  const coded =
    (change: (base64: string) => string): Way =>
    (answer) => ({
      payload: form({ ...fields(answer), SAMLResponse: change(answer.fields.SAMLResponse) }),
    });

  attack.each<[string, string, Way]>([
    [
      'with the answer twice',
      'saml_message_missing',
      (a) => ({ payload: `${form(fields(a))}&${form({ SAMLResponse: a.fields.SAMLResponse })}` }),
    ],
    ['with another answer behind it', 'saml_message_missing', (a) => ({ payload: `${form(fields(a))}&SAMLResponse=x` })],
    ['with another answer before it', 'saml_message_missing', (a) => ({ payload: `SAMLResponse=x&${form(fields(a))}` })],
    [
      'with the answer as a list',
      'saml_message_missing',
      (a) => ({
        payload: form([
          ['SAMLResponse[]', a.fields.SAMLResponse],
          ['RelayState', a.fields.RelayState],
        ]),
      }),
    ],
    [
      'with the answer under another name',
      'saml_message_missing',
      (a) => ({ payload: form({ samlresponse: a.fields.SAMLResponse, RelayState: a.fields.RelayState }) }),
    ],
    [
      'with the answer as a request',
      'saml_message_missing',
      (a) => ({ payload: form({ SAMLRequest: a.fields.SAMLResponse, RelayState: a.fields.RelayState }) }),
    ],
    [
      'with an artifact',
      'saml_message_missing',
      (a) => ({ payload: form({ SAMLart: 'AAQAAMFbLinlXaCM', RelayState: a.fields.RelayState }) }),
    ],
    [
      'with a token of WS-Federation',
      'saml_message_missing',
      (a) => ({ payload: form({ wresult: '<x/>', RelayState: a.fields.RelayState }) }),
    ],
    [
      'with a code of OpenID Connect',
      'saml_message_missing',
      (a) => ({ payload: form({ code: 'x', state: 'y', RelayState: a.fields.RelayState }) }),
    ],
    ['with an empty answer', 'saml_message_missing', coded(() => '')],
    ['in the address', 'login_reference_missing', (a) => ({ to: `${callback('aurora')}?${form(fields(a))}`, method: 'GET', payload: '' })],
    ['in the address of a post', 'login_reference_missing', (a) => ({ to: `${callback('aurora')}?${form(fields(a))}`, payload: '' })],
    [
      'with the state in the address',
      'login_reference_missing',
      (a) => ({ to: `${callback('aurora')}?RelayState=${a.fields.RelayState}`, payload: form({ SAMLResponse: a.fields.SAMLResponse }) }),
    ],
    ['as JSON', 'media_type_unsupported', (a) => ({ type: 'application/json', payload: JSON.stringify(fields(a)) })],
    ['as plain text', 'media_type_unsupported', (a) => ({ type: 'text/plain', payload: form(fields(a)) })],
    [
      'in parts',
      'media_type_unsupported',
      (a) => ({
        type: 'multipart/form-data; boundary=x',
        payload: `--x\r\nContent-Disposition: form-data; name="SAMLResponse"\r\n\r\n${a.fields.SAMLResponse}\r\n--x--`,
      }),
    ],
    ['without a type', 'media_type_unsupported', (a) => ({ type: '', payload: form(fields(a)) })],
    ['of half a megabyte', 'request_too_large', (a) => ({ payload: `${form(fields(a))}&x=${'x'.repeat(500_000)}` })],
    ['with a thousand and one fields', 'login_reference_missing', (a) => ({ payload: `${form(fields(a))}${'&x=1'.repeat(1_000)}` })],
    ['in base64 for addresses', 'saml_message_not_base64', coded((base64) => `${base64.replaceAll('+', '-').replaceAll('/', '_')}-_`)],
    ['in base64 without its end', 'saml_message_not_base64', coded((base64) => base64.replace(/=*$/, '').slice(0, -1))],
    ['in base64 with a stranger in it', 'saml_message_not_base64', coded((base64) => `${base64.slice(0, 40)}!${base64.slice(40)}`)],
    ['in base64 with something behind its end', 'saml_message_not_base64', coded((base64) => `${base64.replace(/=*$/, '')}==AAAA`)],
    ['in base64 twice', 'saml_xml_malformed', coded((base64) => Buffer.from(base64).toString('base64'))],
    ['percent-encoded once more', 'saml_message_not_base64', coded((base64) => encodeURIComponent(`${base64}+`))],
    ['as it is, without base64', 'saml_message_not_base64', coded((base64) => Buffer.from(base64, 'base64').toString())],
    ['as an address has it, deflated', 'saml_message_not_utf8', coded((base64) => deflate(base64))],
    [
      'in UTF-16',
      'saml_message_not_utf8',
      coded((base64) => Buffer.from(`\ufeff${Buffer.from(base64, 'base64').toString()}`, 'utf16le').toString('base64')),
    ],
    [
      'with a zero at its end',
      'saml_xml_character',
      coded((base64) => Buffer.concat([Buffer.from(base64, 'base64'), Buffer.from([0])]).toString('base64')),
    ],
    ['without a state', 'login_reference_missing', (a) => ({ payload: form({ SAMLResponse: a.fields.SAMLResponse }) })],
    ['with the state twice', 'login_reference_missing', (a) => ({ payload: `${form(fields(a))}&RelayState=${a.fields.RelayState}` })],
    ['with a state that was made up', 'login_unknown', (a) => ({ payload: form({ ...fields(a), RelayState: 'A'.repeat(22) }) })],
    [
      'with a state that is an address',
      'login_reference_missing',
      (a) => ({ payload: form({ ...fields(a), RelayState: 'https://evil.example/' }) }),
    ],
    [
      'with a state that is markup',
      'login_reference_missing',
      (a) => ({ payload: form({ ...fields(a), RelayState: '<script>alert(1)</script>' }) }),
    ],
    [
      'with a state and a space',
      'login_reference_missing',
      (a) => ({ payload: form({ ...fields(a), RelayState: `${a.fields.RelayState} ` }) }),
    ],
    [
      'with a state in other capitals',
      'login_unknown',
      (a) => ({ payload: form({ ...fields(a), RelayState: flip(a.fields.RelayState) }) }),
    ],
    ['with a state of 2 KB', 'login_reference_missing', (a) => ({ payload: form({ ...fields(a), RelayState: 'x'.repeat(2_000) }) })],
  ])('%s -> %s', async (_, code, way) => {
    const { browser, answer } = await onTheWay();
    expectRefused(await bring(browser, way(answer)), code);
  });

  honest.each<[string, Way]>([
    ['as it is', (a) => ({ payload: form(fields(a)) })],
    ['with fields that mean nothing', (a) => ({ payload: `${form(fields(a))}&x=1&x=2` })],
    [
      'in lines of base64',
      (a) => ({ payload: form({ ...fields(a), SAMLResponse: (a.fields.SAMLResponse.match(/.{1,76}/g) ?? []).join('\r\n') }) }),
    ],
  ])('%s signs in', async (_, way) => {
    const { browser, answer } = await onTheWay();
    expect((await bring(browser, way(answer))).body).toContain('SAMLResponse');
  });
});

describe('an answer for somebody else', () => {
  const { attack, honest } = casesOf('saml.connection');
  const post = (browser: TestBrowser, { fields }: SamlAnswer, to = callback('aurora')) =>
    bring(browser, { to, payload: form({ ...fields }) });

  attack.each<[string, string, string]>([
    ['at another connection of the same provider', 'login_wrong_connection', callback('polaris')],
    ['at a connection of another protocol', 'login_reference_missing', callback('borealis')],
    ['at no connection', 'login_connection_unknown', callback('nobody')],
    ['at another tenant', 'login_connection_unknown', callback('aurora').replace('acme-', 'umbra-')],
    ['at a connection in other capitals', 'login_connection_unknown', callback('Aurora')],
  ])('brought %s is refused', async (_, code, to) => {
    const { browser, answer } = await onTheWay();
    expectRefused(await post(browser, answer, to), code);
  });

  attack.each<[string, string, (xml: string) => string]>([
    [
      'for another connection',
      'saml_audience_mismatch',
      (xml) => swap(xml, `<saml:Audience>${entityOf('aurora')}`, `<saml:Audience>${entityOf('polaris')}`),
    ],
    [
      'for an application behind us',
      'saml_audience_mismatch',
      (xml) => swap(xml, `<saml:Audience>${entityOf('aurora')}`, `<saml:Audience>${wiki.entityId}`),
    ],
    [
      'for the login host as a provider',
      'saml_audience_mismatch',
      (xml) => swap(xml, `<saml:Audience>${entityOf('aurora')}`, `<saml:Audience>${login}/saml/metadata`),
    ],
    [
      'for another tenant',
      'saml_audience_mismatch',
      (xml) => swap(xml, `<saml:Audience>${entityOf('aurora')}`, `<saml:Audience>${entityOf('aurora').replace('acme-', 'umbra-')}`),
    ],
    [
      'for an address of another connection',
      'saml_recipient_mismatch',
      (xml) => swap(xml, `Recipient="${callback('aurora')}"`, `Recipient="${callback('polaris')}"`),
    ],
    [
      'to be brought to another connection',
      'saml_destination_mismatch',
      (xml) => swap(xml, `Destination="${callback('aurora')}"`, `Destination="${callback('polaris')}"`),
    ],
    ['of another provider', 'saml_issuer_mismatch', (xml) => xml.replaceAll('https://idp.aurora.example/metadata', 'https://evil.example')],
    [
      'of the login host itself',
      'saml_issuer_mismatch',
      (xml) => xml.replaceAll('https://idp.aurora.example/metadata', `${login}/saml/metadata`),
    ],
    ['to another request', 'saml_request_mismatch', (xml) => xml.replaceAll(/InResponseTo="[^"]*"/g, 'InResponseTo="_other"')],
    ['to no request', 'saml_request_mismatch', (xml) => xml.replaceAll(/ InResponseTo="[^"]*"/g, '')],
    ['to two requests', 'saml_request_mismatch', (xml) => xml.replace(/InResponseTo="[^"]*"/, 'InResponseTo="_other"')],
    ['about a transient name', 'saml_subject_unusable', (xml) => swap(xml, 'nameid-format:persistent', 'nameid-format:transient')],
    ['about nobody', 'saml_value_invalid', (xml) => xml.replace('ada-1', ' ')],
    [
      'about an address of another company',
      'customer_email_domain_refused',
      (xml) => xml.replace('ada@aurora.example', 'ceo@borealis.example'),
    ],
    [
      'about two addresses',
      'saml_attribute_malformed',
      (xml) => xml.replace('</saml:AttributeValue>', '</saml:AttributeValue><saml:AttributeValue>x@aurora.example</saml:AttributeValue>'),
    ],
    [
      'about an address with another in it',
      'saml_attribute_malformed',
      (xml) => xml.replace('ada@aurora.example', 'ceo@borealis.example,ada@aurora.example'),
    ],
    [
      'about an address with a line break',
      'saml_attribute_malformed',
      (xml) => xml.replace('ada@aurora.example', 'ada@aurora.example&#10;Bcc: x@evil.example'),
    ],
    [
      'about one attribute twice, with two addresses',
      'saml_attribute_malformed',
      (xml) => xml.replace(/<saml:Attribute Name="email">.*?<\/saml:Attribute>/, (one) => `${one}${one.replace('ada@', 'x@')}`),
    ],
    ['of an hour ago', 'saml_expired', (xml) => xml.replaceAll(/NotOnOrAfter="[^"]*"/g, 'NotOnOrAfter="2020-01-01T00:00:00Z"')],
    ['that it said no', 'saml_provider_refused', (xml) => swap(xml, 'status:Success', 'status:Responder')],
  ])('%s -> %s', async (_, code, change) => {
    const { browser, answer } = await onTheWay(ada, { change });
    const page = await post(browser, answer);
    expect(page.body).not.toContain('SAMLResponse');
    expect([page.refused, page.cookies.includes('__Host-sso')]).toEqual([code, false]);
  });

  attack.each<[string, string, (xml: string) => string]>([
    ['unsigned', 'saml_signature_missing', (xml) => xml],
    ['signed by an application', 'saml_signature_wrong', (xml) => signAssertion(xml, { transforms, key: otherRsaKeys().privateKey })],
    ['with SHA-1', 'saml_signature_algorithm', (xml) => signAssertion(xml, { transforms, algorithm: rsaSha1 })],
    ['with a digest of SHA-1', 'saml_signature_algorithm', (xml) => signAssertion(xml, { transforms, digest: sha1 })],
    ['signed around alone, where the assertion must be', 'saml_signature_missing', (xml) => signResponse(xml)],
    ['changed afterwards', 'saml_signature_digest', (xml) => signAssertion(xml, { transforms }).replace('ada-1', 'bo-1')],
    [
      'twice',
      'saml_assertion_count',
      (xml) =>
        signAssertion(xml, { transforms }).replace(
          /<saml:Assertion.*<\/saml:Assertion>/,
          (one) => one + one.replaceAll(/ID="_a/g, 'ID="_b'),
        ),
    ],
    [
      'encrypted, where nobody asked for it',
      'saml_encryption_unsupported',
      (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/, '<saml:EncryptedAssertion/>'),
    ],
  ])('%s -> %s', async (_, code, sign) => {
    const { browser, answer } = await onTheWay(ada, { sign });
    expectRefused(await post(browser, answer), code);
  });

  attack('in another browser opens nothing', async () => {
    const { answer } = await onTheWay();
    expectRefused(await post(at.house.browser(), answer), 'login_other_browser');
  });

  attack('with the state of another login of the same browser is refused', async () => {
    const first = await onTheWay();
    const gone = (await first.browser.get(askByAddress(at.house, wiki).url)).headers.location ?? '';
    const second = at.provider.answer(gone, ada);
    const mixed = { ...first.answer, fields: { ...first.answer.fields, RelayState: second.fields.RelayState } };
    expectRefused(await post(first.browser, mixed), 'saml_request_mismatch');
  });

  attack('brought a second time opens nothing', async () => {
    const { browser, answer } = await onTheWay();
    const cookies = [...browser.cookies(host)];
    await post(browser, answer);
    for (const [name, value] of cookies) browser.cookies(host).set(name, value);
    expectRefused(await post(browser, answer), 'login_already_used');
  });

  attack('eleven minutes later is too late', async () => {
    const { browser, answer } = await onTheWay();
    at.house.clock.advance(11 * 60_000);
    expectRefused(await post(browser, answer), 'login_expired');
  });

  attack.each<[string, Parameters<LogoutHouse['configure']>[0], string]>([
    ['after the connection was turned off', { aurora: { enabled: false } }, 'login_connection_unknown'],
    ['after its certificate was exchanged', { aurora: { certificates: anApplication().certificates } }, 'saml_signature_wrong'],
    ['after the provider was exchanged', { aurora: { entityId: 'https://new.example' } }, 'saml_issuer_mismatch'],
    ['after encryption was required', { aurora: { encryption: 'required' } }, 'saml_encryption_missing'],
    ['after a signature of the whole was required', { aurora: { signed: 'both' } }, 'saml_signature_missing'],
    ['after another attribute became the name', { aurora: { subject: { attribute: 'nothing' } } }, 'saml_subject_unusable'],
    ['after a context was asked for', { aurora: { requestedContexts: ['https://refeds.org/profile/mfa'] } }, 'saml_context_mismatch'],
  ])('%s is refused', async (_, change, code) => {
    const { browser, answer } = await onTheWay();
    await at.configure(change);
    expectRefused(await post(browser, answer), code);
    await at.configure();
  });

  attack('that we wrote ourselves, for an application, is none of a provider', async () => {
    const { browser, answer } = await onTheWay();
    const other = at.house.browser();
    await at.enter(other, wiki);
    const page = await other.get(askByAddress(at.house, wiki).url);
    const ours = /name="SAMLResponse" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
    expectRefused(await post(browser, { ...answer, fields: { ...answer.fields, SAMLResponse: ours } }), 'saml_signature_wrong');
  });

  honest('its own signs in', async () => {
    const { browser, answer } = await onTheWay();
    expect((await post(browser, answer)).body).toContain('SAMLResponse');
  });
});

describe('an answer that nobody asked for', () => {
  const { attack, honest } = casesOf('saml.unasked');
  const unasked = (change?: (xml: string) => string, person = ada) =>
    at.provider.unsolicited({ acsUrl: callback('aurora'), issuer: entityOf('aurora') }, person, change);
  const allowed = { aurora: { loginFromProvider: true } };
  const post = ({ fields }: SamlAnswer, browser = at.house.browser(), to = callback('aurora')) =>
    bring(browser, { to, payload: form({ ...fields }) });
  const xmlOf = ({ fields }: SamlAnswer) => Buffer.from(fields.SAMLResponse, 'base64').toString();
  const withXml = (answer: SamlAnswer, change: (xml: string) => string): SamlAnswer => ({
    ...answer,
    fields: { ...answer.fields, SAMLResponse: encode(change(xmlOf(answer))) },
  });

  attack('is refused where it may not begin a sign-in', async () => {
    await at.configure();
    expectRefused(await post(unasked()), 'login_reference_missing');
  });

  attack.each<[string, string, () => SamlAnswer]>([
    ['unsigned', 'saml_signature_missing', () => withXml(unasked(), (xml) => xml.replace(/<ds:Signature.*<\/ds:Signature>/s, ''))],
    ['changed afterwards', 'saml_signature_digest', () => withXml(unasked(), (xml) => xml.replace('ada-1', 'bo-1'))],
    [
      'for another connection',
      'saml_audience_mismatch',
      () => unasked((xml) => swap(xml, `<saml:Audience>${entityOf('aurora')}`, `<saml:Audience>${entityOf('polaris')}`)),
    ],
    [
      'for another address',
      'saml_recipient_mismatch',
      () => unasked((xml) => swap(xml, `Recipient="${callback('aurora')}"`, 'Recipient="https://evil.example"')),
    ],
    [
      'of another provider',
      'saml_issuer_mismatch',
      () => unasked((xml) => xml.replaceAll('https://idp.aurora.example/metadata', 'https://evil.example')),
    ],
    [
      'of yesterday',
      'saml_expired',
      () => unasked((xml) => xml.replaceAll(/NotOnOrAfter="[^"]*"/g, 'NotOnOrAfter="2020-01-01T00:00:00Z"')),
    ],
    [
      'that answers a request all the same',
      'saml_request_mismatch',
      () => unasked((xml) => swap(xml, '<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData InResponseTo="_x" ')),
    ],
    ['that says no', 'saml_provider_refused', () => unasked((xml) => swap(xml, 'status:Success', 'status:Requester'))],
    ['that is no message', 'saml_message_not_base64', () => ({ ...unasked(), fields: { SAMLResponse: '!', RelayState: '' } })],
    ['with a document type', 'saml_xml_doctype', () => withXml(unasked(), (xml) => `<!DOCTYPE a>${xml}`)],
  ])('%s begins nothing -> %s', async (_, code, write) => {
    await at.configure(allowed);
    expectRefused(await post(write()), code);
  });

  attack.each<[string, string]>([
    ['an address of somebody else', 'https://evil.example/'],
    ['script', 'javascript:alert(1)'],
    ['a path', '//evil.example/'],
    ['a header', 'x\r\nLocation: https://evil.example'],
    ['another tenant', 'http://umbra.localhost:8080/'],
  ])('leads nowhere by a state that is %s', async (_, RelayState) => {
    await at.configure(allowed);
    const answer = unasked();
    const browser = at.house.browser();
    const page = await browser.send('POST', answer.action, { ...answer.fields, RelayState }, crossSite);
    expect(page.headers.location).toBe('http://acme.localhost:8080/?connection=aurora');
    expect([...browser.cookies(host).keys()]).not.toContain('__Host-sso');
  });

  attack('does not take the place of the session that a browser has', async () => {
    await at.configure(allowed);
    const browser = at.house.browser();
    await at.enter(browser, wiki, bo);
    const before = browser.cookies(host).get('__Host-sso');
    await post(unasked(), browser);
    expect([browser.cookies(host).get('__Host-sso'), await at.isIn(browser)]).toEqual([before, true]);
  });

  attack('in place of the one that was asked for signs nobody in', async () => {
    await at.configure(allowed);
    const { browser, answer } = await onTheWay(bo);
    expectRefused(
      await post({ ...answer, fields: { ...answer.fields, SAMLResponse: unasked().fields.SAMLResponse } }, browser),
      'saml_request_mismatch',
    );
  });

  honest('a good one begins a sign-in of our own, and no more', async () => {
    await at.configure(allowed);
    expect((await post(unasked())).status).toBe(303);
    await at.configure();
  });
});

function deflate(base64: string): string {
  return deflateRawSync(Buffer.from(base64, 'base64')).toString('base64');
}

function flip(text: string): string {
  return Array.from(text, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');
}
