/** Messages that sign people out, at a whole house: whatever is forged, bent, old or somebody else's ends nobody's session. */
import { constants, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { noteEnd } from '../../../broker/login/end-sessions.ts';
import { buildAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { buildLogoutRequest, buildPostedLogoutRequest, type LogoutRequestToBuild } from '../../../broker/saml/logout-request.ts';
import { buildLogoutResponse, buildPostedLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import type { BrowserPage, TestBrowser } from '../../support/browser.ts';
import { anApplication, asApplication, askByAddress } from '../../support/saml/application.ts';
import { ecKeys, otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import {
  ada,
  archive,
  askedBy,
  bo,
  crm,
  type LogoutHouse,
  login,
  logoutAt,
  openLogoutHouse,
  slo,
  wiki,
} from '../../support/saml/logout-house.ts';
import { deflated } from '../../support/saml/redirect.ts';
import { encode, swap } from '../../support/saml/response.ts';

let at: LogoutHouse;
beforeAll(async () => {
  at = await openLogoutHouse();
});
afterAll(() => at.close());

const crossSite = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const idpKey = () => rsaKeys().privateKey;
const appKey = () => otherRsaKeys().privateKey;

/** The query that a message goes with, and the same without its signature. */
const queryOf = (request: LogoutRequestToBuild) => buildLogoutRequest(request).split('?')[1] ?? '';
const unsigned = (query: string) => query.replace(/&SigAlg=.*$/, '');
/** Markup of the request, before anybody signs it. */
const xmlOf = (request: LogoutRequestToBuild) =>
  askedBy({ url: '', status: 302, body: '', headers: { location: `https://x.example/?${queryOf(request)}` } }).xml;
const fieldsOf = (request: LogoutRequestToBuild) => ({ ...buildPostedLogoutRequest(request) });
const postedXml = (request: LogoutRequestToBuild) => Buffer.from(fieldsOf(request).SAMLRequest ?? '', 'base64').toString();

function signedBy(
  key: KeyObject,
  xml: string,
  more: { algorithm?: string; hash?: string; name?: string; relayState?: string } = {},
): string {
  const { algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', hash = 'sha256', name = 'SAMLRequest' } = more;
  const relay = more.relayState === undefined ? '' : `&RelayState=${more.relayState}`;
  const octets = `${name}=${deflated(xml)}${relay}&SigAlg=${encodeURIComponent(algorithm)}`;
  const value = sign(hash, Buffer.from(octets), { key, padding: constants.RSA_PKCS1_PADDING });
  return `${octets}&Signature=${encodeURIComponent(value.toString('base64'))}`;
}

/** What somebody does with a browser, given the honest request. */
type Deed = (browser: TestBrowser, honest: LogoutRequestToBuild) => Promise<BrowserPage>;
const asAddress =
  (to: string, query: (honest: LogoutRequestToBuild) => string): Deed =>
  (browser, honest) =>
    browser.get(`${to}?${query(honest)}`);
const asForm =
  (to: string, fields: (honest: LogoutRequestToBuild) => Record<string, string>): Deed =>
  (browser, honest) =>
    browser.post(to, fields(honest), crossSite);
/** Rightly signed, and something in it is wrong. */
const saying =
  (to: string, more: (honest: LogoutRequestToBuild) => Partial<LogoutRequestToBuild>): Deed =>
  (browser, honest) =>
    browser.get(`${to}?${queryOf({ ...honest, ...more(honest) })}`);

/** The newest refusal's code; null where the page was no refusal. */
function refusalOn(page: BrowserPage): unknown {
  if (!page.body.includes('Support code')) return null;
  return at.house.log.lines.filter(({ event }) => event === 'refused').at(-1)?.fields.code;
}

/** `null`: no refusal, and still nothing ends. */
type Case = readonly [name: string, code: string | null, deed: Deed];

const minute = 60_000;
const hour = 60 * minute;
const aurora = logoutAt('aurora');
const withXml = (change: (xml: string) => string, key: () => KeyObject, to: string) =>
  asAddress(to, (honest) => signedBy(key(), change(xmlOf(honest))));
/** A signed message inside one that nobody signed: what is read must not be what is signed. */
const wrapped = (honest: LogoutRequestToBuild, victim: string): Record<string, string> => {
  const inner = postedXml({ ...honest, nameId: { value: 'nobody', format: null } });
  const outer = swap(xmlOf(honest), '<saml:NameID', `<samlp:Extensions>${inner}</samlp:Extensions><saml:NameID`);
  return { SAMLRequest: encode(outer.replace(`ID="${honest.id}"`, `ID="${victim}"`)) };
};

describe('requests of a provider', () => {
  const { attack, honest } = casesOf('logout.provider-request');
  const cases: readonly Case[] = [
    ['unsigned, in an address', 'saml_signature_missing', asAddress(aurora, (r) => unsigned(queryOf(r)))],
    ['unsigned, in a form', 'saml_signature_missing', asForm(aurora, (r) => ({ SAMLRequest: encode(xmlOf(r)) }))],
    ['in an address, said to have been posted', 'saml_signature_missing', asAddress(aurora, (r) => `${unsigned(queryOf(r))}&posted=1`)],
    ['without its algorithm', 'saml_signature_malformed', asAddress(aurora, (r) => queryOf(r).replace(/&SigAlg=[^&]*/, ''))],
    ['with an empty signature', 'saml_signature_malformed', asAddress(aurora, (r) => queryOf(r).replace(/Signature=.*$/, 'Signature='))],
    ['signed by a stranger', 'saml_signature_wrong', saying(aurora, () => ({ key: appKey() }))],
    ['signed by a stranger, in a form', 'saml_signature_wrong', asForm(aurora, (r) => fieldsOf({ ...r, key: appKey() }))],
    ['signed with a key of another kind', 'saml_signature_algorithm', saying(aurora, () => ({ key: ecKeys().privateKey }))],
    [
      'signed with SHA-1',
      'saml_signature_algorithm',
      asAddress(aurora, (r) => signedBy(idpKey(), xmlOf(r), { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'sha1' })),
    ],
    [
      'signed with an algorithm that is none',
      'saml_signature_algorithm',
      asAddress(aurora, (r) => signedBy(idpKey(), xmlOf(r), { algorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1' })),
    ],
    [
      'whose name was exchanged',
      'saml_signature_wrong',
      asAddress(aurora, (r) =>
        queryOf({ ...r, nameId: { value: 'bo-1', format: null } }).replace(/SAMLRequest=[^&]*/, `SAMLRequest=${deflated(xmlOf(r))}`),
      ),
    ],
    [
      'whose name was exchanged in a form',
      'saml_signature_digest',
      asForm(aurora, (r) => ({ SAMLRequest: encode(swap(postedXml({ ...r, nameId: { value: 'bo-1', format: null } }), 'bo-1', 'ada-1')) })),
    ],
    [
      'whose session was taken out of a form',
      'saml_signature_digest',
      asForm(aurora, (r) => ({
        SAMLRequest: encode(postedXml({ ...r, sessionIndex: 'other' }).replace(/<samlp:SessionIndex>.*<\/samlp:SessionIndex>/, '')),
      })),
    ],
    [
      'whose state was exchanged',
      'saml_signature_wrong',
      asAddress(aurora, (r) => queryOf(r).replace('RelayState=from-idp', 'RelayState=evil')),
    ],
    ['whose state was taken away', 'saml_signature_wrong', asAddress(aurora, (r) => queryOf(r).replace('&RelayState=from-idp', ''))],
    ['around a signed one', 'saml_signature_misplaced', asForm(aurora, (r) => wrapped(r, '_victim'))],
    ['around a signed one under its own ID', 'saml_id_invalid', asForm(aurora, (r) => wrapped(r, r.id))],
    [
      'with the signature of another one',
      'saml_signature_reference',
      asForm(aurora, (r) => ({ SAMLRequest: encode(postedXml(r).replace(`ID="${r.id}"`, 'ID="_other"')) })),
    ],
    [
      'with two signatures',
      'saml_signature_misplaced',
      asForm(aurora, (r) => ({ SAMLRequest: encode(postedXml(r).replace(/(<ds:Signature[\s\S]*<\/ds:Signature>)/, '$1$1')) })),
    ],
    ['of a provider of the same name elsewhere', 'saml_issuer_mismatch', saying(aurora, (r) => ({ issuer: `${r.issuer}/` }))],
    ['of another provider', 'saml_issuer_mismatch', saying(aurora, () => ({ issuer: 'https://evil.example' }))],
    ['in the name of the login host', 'saml_issuer_mismatch', saying(aurora, () => ({ issuer: `${login}/saml/metadata` }))],
    ['of an application', 'saml_issuer_mismatch', saying(aurora, () => ({ issuer: wiki.entityId, key: appKey() }))],
    ['without an issuer', 'saml_element_missing', withXml((xml) => xml.replace(/<saml:Issuer.*<\/saml:Issuer>/, ''), idpKey, aurora)],
    ['for another connection, shown here', 'saml_destination_mismatch', saying(aurora, () => ({ destination: logoutAt('polaris') }))],
    ['for here, shown at another connection', 'saml_destination_mismatch', saying(logoutAt('polaris'), () => ({}))],
    ['for the address of applications', 'saml_destination_mismatch', saying(aurora, () => ({ destination: slo }))],
    [
      'for the same path elsewhere',
      'saml_destination_mismatch',
      saying(aurora, () => ({ destination: 'https://evil.example/saml/connections/aurora/logout' })),
    ],
    ['without an address', 'saml_destination_mismatch', withXml((xml) => xml.replace(/ Destination="[^"]*"/, ''), idpKey, aurora)],
    ['of seven minutes ago', 'saml_request_stale', saying(aurora, (r) => ({ now: r.now - 7 * minute }))],
    ['of in two minutes', 'saml_not_yet_valid', saying(aurora, (r) => ({ now: r.now + 2 * minute }))],
    [
      'that has expired',
      'saml_expired',
      withXml((xml) => xml.replace(/NotOnOrAfter="[^"]*"/, 'NotOnOrAfter="2020-01-01T00:00:00Z"'), idpKey, aurora),
    ],
    ['of no time', 'saml_value_invalid', withXml((xml) => xml.replace(/IssueInstant="[^"]*"/, 'IssueInstant="now"'), idpKey, aurora)],
    ['of SAML 1.1', 'saml_version_unsupported', withXml((xml) => xml.replace('Version="2.0"', 'Version="1.1"'), idpKey, aurora)],
    ['about nobody', 'saml_element_missing', withXml((xml) => xml.replace(/<saml:NameID.*<\/saml:NameID>/, ''), idpKey, aurora)],
    ['about an empty name', 'saml_value_invalid', saying(aurora, () => ({ nameId: { value: ' ', format: null } }))],
    [
      'about two people',
      'saml_element_unexpected',
      withXml((xml) => xml.replace(/(<saml:NameID.*<\/saml:NameID>)/, '$1$1'), idpKey, aurora),
    ],
    [
      'about an encrypted name',
      'saml_encryption_unsupported',
      withXml(
        (xml) => xml.replace(/<saml:NameID.*<\/saml:NameID>/, '<saml:EncryptedID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'),
        idpKey,
        aurora,
      ),
    ],
    ['about somebody behind a comment', 'saml_xml_comment', withXml((xml) => xml.replace('ada-1', 'ada-1<!-- -->.evil'), idpKey, aurora)],
    ['about somebody in a CDATA section', 'saml_xml_cdata', withXml((xml) => xml.replace('ada-1', '<![CDATA[ada-1]]>'), idpKey, aurora)],
    [
      'about somebody behind an entity',
      'saml_xml_entity',
      withXml((xml) => `<!DOCTYPE a [<!ENTITY e "ada-1">]>${xml.replace('ada-1', '&e;')}`, idpKey, aurora),
    ],
    [
      'about 51 sessions',
      'logout_request_invalid',
      withXml((xml) => xml.replace(/(<samlp:SessionIndex>.*<\/samlp:SessionIndex>)/, '$1'.repeat(51)), idpKey, aurora),
    ],
    [
      'that signs in',
      'saml_root_unexpected',
      asAddress(
        aurora,
        () =>
          buildAuthnRequest({ ...asApplication(at.house, wiki), issuer: 'https://idp.aurora.example/metadata', key: idpKey() }).split(
            '?',
          )[1] ?? '',
      ),
    ],
    ['twice in one address', 'saml_query_malformed', asAddress(aurora, (r) => `${queryOf(r)}&${unsigned(queryOf(r))}`)],
    ['beside an answer', null, asAddress(aurora, (r) => `${queryOf(r)}&SAMLResponse=x`)],
    [
      'posted as an address has it',
      'saml_message_not_utf8',
      asForm(aurora, (r) => ({ SAMLRequest: decodeURIComponent(deflated(xmlOf(r))) })),
    ],
    ['posted empty', 'saml_message_missing', asForm(aurora, () => ({ SAMLRequest: '' }))],
    ['posted with nothing', 'saml_message_missing', asForm(aurora, () => ({}))],
    ['posted with a state of 2 KB', 'saml_relay_state_invalid', asForm(aurora, (r) => ({ ...fieldsOf(r), RelayState: 'x'.repeat(2_000) }))],
    ['posted with 90 KB', 'saml_message_too_large', asForm(aurora, () => ({ SAMLRequest: encode('x'.repeat(70_000)) }))],
    ['at no connection', 'login_connection_unknown', saying(logoutAt('nobody'), () => ({}))],
    ['at a connection of another protocol', 'login_connection_unknown', saying(logoutAt('borealis'), () => ({}))],
    ['at another tenant', 'login_connection_unknown', saying(aurora.replace('acme-', 'umbra-'), () => ({}))],
    ['about another session of hers', null, saying(aurora, () => ({ sessionIndex: 'session-2' }))],
    ['about his session under her name', null, saying(aurora, () => ({ sessionIndex: 'session-bo' }))],
    ['about her session under his name', null, saying(aurora, () => ({ nameId: { value: 'bo-1', format: null } }))],
    ['about her name in capitals', null, saying(aurora, () => ({ nameId: { value: 'ADA-1', format: null } }))],
    ['about her name with a space', null, saying(aurora, () => ({ nameId: { value: 'ada-1 ', format: null } }))],
    ['about her address instead of her name', null, saying(aurora, () => ({ nameId: { value: 'ada@aurora.example', format: null } }))],
    ['about a part of her name', null, saying(aurora, () => ({ nameId: { value: 'ada-', format: null } }))],
    ['about everybody', null, saying(aurora, () => ({ nameId: { value: '%', format: null }, sessionIndex: null }))],
    ['of the same provider under another connection', null, saying(logoutAt('polaris'), () => ({ destination: logoutAt('polaris') }))],
  ];

  attack.each(cases as unknown as readonly string[])('%s -> %s', async (...given: unknown[]) => {
    const [, code, deed] = given as unknown as Case;
    const [hers, his] = [at.house.browser(), at.house.browser()];
    await at.enter(hers, wiki);
    await at.enter(his, wiki, bo, 'session-bo');
    const page = await deed(hers, at.providerRequest());
    expect([refusalOn(page), await at.isIn(hers), await at.isIn(his)]).toEqual([code, true, true]);
  });

  attack('shown again ends no session that began since', async () => {
    const browser = at.house.browser();
    await at.enter(browser, archive);
    const request = at.providerRequest();
    await at.byForm(at.house.browser(), request);
    await at.enter(browser, archive);
    await at.byForm(at.house.browser(), request);
    await at.byAddress(browser, request);
    expect(await at.isIn(browser, archive)).toBe(true);
  });

  attack('signed with a key that is trusted no more ends nothing', async () => {
    const browser = at.house.browser();
    await at.enter(browser, wiki);
    await at.configure({ aurora: { certificates: anApplication().certificates } });
    const page = await at.byAddress(browser, at.providerRequest());
    expect([refusalOn(page), await at.isIn(browser)]).toEqual(['saml_signature_wrong', true]);
    await at.configure();
  });

  attack('that is our own, sent back, ends nothing', async () => {
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await at.enter(browser, archive);
    await at.configure({ parties: [archive, wiki] });
    const left = await at.byAddress(browser, at.partyRequest(archive, { nameId, sessionIndex }));
    await at.enter(browser, wiki);
    const ours = left.headers.location?.split('?')[1] ?? '';
    const page = await browser.get(`${aurora}?${ours}`);
    expect([refusalOn(page), await at.isIn(browser)]).toEqual(['saml_issuer_mismatch', true]);
    await at.configure();
  });

  attack.each<[string, Deed]>([
    ['unsigned', asAddress(aurora, (r) => unsigned(queryOf(r)))],
    ['of a stranger', saying(aurora, () => ({ key: appKey() }))],
    ['for another connection', saying(aurora, () => ({ destination: logoutAt('polaris') }))],
    ['of the same provider under another connection', saying(logoutAt('polaris'), () => ({ destination: logoutAt('polaris') }))],
    ['about his name', saying(aurora, () => ({ nameId: { value: 'bo-1', format: null } }))],
    ['about another session of hers', saying(aurora, () => ({ sessionIndex: 'session-2' }))],
    ['of seven minutes ago', saying(aurora, (r) => ({ now: r.now - 7 * minute }))],
  ])('%s does not get in the way of a sign-in', async (_, deed) => {
    const browser = at.house.browser();
    const gone = (await browser.get(askByAddress(at.house, wiki).url)).headers.location ?? '';
    const change = (xml: string) => xml.replace(/SessionIndex="[^"]*"/, 'SessionIndex="session-1"');
    const { action, fields } = at.provider.answer(gone, ada, { change });
    await deed(at.house.browser(), at.providerRequest());
    expect((await browser.post(action, { ...fields }, crossSite)).body).toContain('SAMLResponse');
  });

  attack('without end leave no more names in the database than people can have, and the next hour begins anew', async () => {
    const { storage } = at.house.broker;
    const { clock } = at.house;
    const names = (count: number) => Array.from({ length: 50 }, (_, sign) => `mark ${count} ${sign}`);
    const note = (connection: string, count: number) =>
      noteEnd(
        { storage, clock },
        { tenant: at.house.acme },
        { from: connection, id: `many ${clock.now()} ${count}` },
        { connection, marks: names(count) },
      );
    at.house.clock.advance(hour);
    for (let count = 0; count < 400; count += 1) await note('aurora', count);
    await expect(note('aurora', 400)).rejects.toThrow('too_many_requests');
    const left = await storage.logouts.lastEnd(at.house.acme.id, 'aurora', ['mark 400 1'], clock.now());
    expect([left, (await at.byAddress(at.house.browser(), at.providerRequest())).status]).toEqual([null, 429]);
    await note('polaris', 0);
    at.house.clock.advance(hour);
    await note('aurora', 401);
  });

  attack('at a connection that is off ends nothing', async () => {
    const browser = at.house.browser();
    await at.configure({ aurora: { enabled: false } });
    expect(refusalOn(await at.byAddress(browser, at.providerRequest()))).toBe('login_connection_unknown');
    await at.configure();
  });

  honest.each([
    ['in an address', (browser: TestBrowser) => at.byAddress(browser, at.providerRequest())],
    ['in a form', (browser: TestBrowser) => at.byForm(browser, at.providerRequest())],
    [
      'with a NameID in all its form',
      (browser: TestBrowser) =>
        at.byForm(
          browser,
          at.providerRequest({
            nameId: {
              value: 'ada-1',
              format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
              nameQualifier: 'q',
              spNameQualifier: 's',
            },
          }),
        ),
    ],
    ['without a session', (browser: TestBrowser) => at.byAddress(browser, at.providerRequest({ sessionIndex: null }))],
    [
      'of four minutes ago',
      (browser: TestBrowser) => at.byAddress(browser, at.providerRequest({ now: at.house.clock.now() - 4 * minute })),
    ],
  ])('an honest one %s ends her session', async (_, deed) => {
    const browser = at.house.browser();
    await at.enter(browser, wiki);
    await deed(browser);
    expect(await at.isIn(browser)).toBe(false);
  });
});

describe('requests of applications', () => {
  const { attack, honest } = casesOf('logout.application-request');
  const unlisted = anApplication({ id: 'mute', entityId: 'https://mute.example/saml', certificates: [], signedRequests: false });
  const cases: readonly Case[] = [
    ['unsigned, in an address', 'saml_signature_missing', asAddress(slo, (r) => unsigned(queryOf(r)))],
    ['unsigned, in a form', 'saml_signature_missing', asForm(slo, (r) => ({ SAMLRequest: encode(xmlOf(r)) }))],
    ['in an address, said to have been posted', 'saml_signature_missing', asAddress(slo, (r) => `${queryOf(r)}&posted=1`)],
    ['signed by its provider', 'saml_signature_wrong', saying(slo, () => ({ key: idpKey() }))],
    ['signed by a stranger, in a form', 'saml_signature_wrong', asForm(slo, (r) => fieldsOf({ ...r, key: idpKey() }))],
    ['around a signed one', 'saml_signature_misplaced', asForm(slo, (r) => wrapped(r, '_victim'))],
    [
      'whose session was exchanged in a form',
      'saml_signature_digest',
      asForm(slo, (r) => ({ SAMLRequest: encode(postedXml({ ...r, sessionIndex: 'other' }).replace('>other<', `>${r.sessionIndex}<`)) })),
    ],
    ['of nobody known', 'saml_party_unknown', saying(slo, () => ({ issuer: 'https://evil.example/saml' }))],
    ['of a provider', 'saml_party_unknown', saying(slo, () => ({ issuer: 'https://idp.aurora.example/metadata', key: idpKey() }))],
    ['in the name of the login host', 'saml_party_unknown', saying(slo, () => ({ issuer: `${login}/saml/metadata` }))],
    ['in the name of the portal', 'saml_signature_algorithm', saying(slo, () => ({ issuer: `${login}/saml/portal` }))],
    ['in the name of an application without a key', 'saml_signature_algorithm', saying(slo, () => ({ issuer: unlisted.entityId }))],
    [
      'unsigned, of an application that need not sign to sign in',
      'saml_signature_missing',
      asAddress(slo, (r) => unsigned(queryOf({ ...r, issuer: unlisted.entityId }))),
    ],
    ['for the address of a connection', 'saml_destination_mismatch', saying(slo, () => ({ destination: aurora }))],
    ['for another tenant', 'saml_destination_mismatch', saying(slo, () => ({ destination: slo.replace('acme-', 'umbra-') }))],
    [
      'at another tenant',
      'saml_party_unknown',
      saying(slo.replace('acme-', 'umbra-'), () => ({ destination: slo.replace('acme-', 'umbra-') })),
    ],
    ['of seven minutes ago', 'saml_request_stale', saying(slo, (r) => ({ now: r.now - 7 * minute }))],
    ['of in two minutes', 'saml_not_yet_valid', saying(slo, (r) => ({ now: r.now + 2 * minute }))],
    [
      'about 51 sessions',
      'logout_request_invalid',
      withXml((xml) => xml.replace(/(<samlp:SessionIndex>.*<\/samlp:SessionIndex>)/, '$1'.repeat(51)), appKey, slo),
    ],
    ['twice in one address', 'saml_query_malformed', asAddress(slo, (r) => `${queryOf(r)}&${unsigned(queryOf(r))}`)],
    ['that is an answer', null, asAddress(slo, (r) => queryOf(r).replace('SAMLRequest=', 'SAMLResponse='))],
    ['of another application, with the names that this one knows', null, saying(slo, () => ({ issuer: archive.entityId }))],
    ['about another session', null, saying(slo, () => ({ sessionIndex: 'made-up' }))],
    ['about an empty session', null, saying(slo, () => ({ sessionIndex: '' }))],
    ['about her session under his name', null, saying(slo, () => ({ nameId: { value: 'bo@aurora.example', format: null } }))],
    ['about her name at the provider', null, saying(slo, () => ({ nameId: { value: 'ada-1', format: null }, sessionIndex: null }))],
    ['about everybody', null, saying(slo, () => ({ nameId: { value: '%', format: null }, sessionIndex: null }))],
  ];

  attack.each(cases as unknown as readonly string[])('%s -> %s', async (...given: unknown[]) => {
    const [, code, deed] = given as unknown as Case;
    await at.configure({ parties: [wiki, crm, archive, unlisted] });
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await at.enter(browser, wiki);
    const page = await deed(browser, at.partyRequest(wiki, { nameId, sessionIndex }));
    expect([refusalOn(page), await at.isIn(browser)]).toEqual([code, true]);
  });

  attack('an application ends nothing by the index that another one was given, or that the portal has', async () => {
    const browser = at.house.browser();
    const { nameId } = await at.enter(browser, wiki);
    const other = await at.enter(browser, crm);
    await at.byAddress(browser, at.partyRequest(wiki, { nameId, sessionIndex: other.sessionIndex }));
    await at.byAddress(browser, at.partyRequest(wiki, { nameId: other.nameId, sessionIndex: null }));
    expect(other.sessionIndex).not.toBe((await at.enter(browser, wiki)).sessionIndex);
    expect(await at.isIn(browser)).toBe(true);
  });

  attack('shown again ends no session that began since', async () => {
    const browser = at.house.browser();
    const first = await at.enter(browser, wiki);
    const request = at.partyRequest(wiki, { nameId: first.nameId, sessionIndex: null });
    await at.byAddress(browser, request);
    await at.enter(browser, wiki);
    await at.byAddress(browser, request);
    await at.byForm(at.house.browser(), request);
    expect(await at.isIn(browser)).toBe(true);
  });

  attack('that is off ends nothing any more', async () => {
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await at.enter(browser, wiki);
    await at.configure({ parties: [{ ...wiki, enabled: false }, archive] });
    const page = await at.byAddress(browser, at.partyRequest(wiki, { nameId, sessionIndex }));
    expect([refusalOn(page), await at.isIn(browser, archive)]).toEqual(['saml_party_unknown', true]);
    await at.configure();
  });

  honest.each(['byAddress', 'byForm'] as const)('an honest one ends her session (%s)', async (by) => {
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await at.enter(browser, wiki);
    await at[by](browser, at.partyRequest(wiki, { nameId, sessionIndex }));
    expect(await at.isIn(browser)).toBe(false);
  });
});

describe('answers on the way', () => {
  const { attack, honest } = casesOf('logout.answers');

  type Answer = Parameters<typeof buildLogoutResponse>[0];

  /** Sales has asked, and the browser is at the wiki. */
  async function underWay() {
    await at.configure({ aurora: { logout: null } });
    const browser = at.house.browser();
    await at.enter(browser, wiki);
    const { nameId, sessionIndex } = await at.enter(browser, crm);
    const left = await at.byForm(browser, at.partyRequest(crm, { nameId, sessionIndex }));
    const { id, relayState } = askedBy(left);
    const answer: Answer = {
      id: '_answer',
      now: at.house.clock.now(),
      issuer: wiki.entityId,
      destination: slo,
      inResponseTo: id,
      outcome: 'success',
      relayState,
      key: appKey(),
    };
    return { browser, left, answer };
  }
  const query = (answer: Answer) => buildLogoutResponse(answer).split('?')[1] ?? '';

  attack.each<[string, (answer: Answer) => string]>([
    ['unsigned', (a) => unsigned(query(a))],
    ['signed by the provider', (a) => query({ ...a, key: idpKey() })],
    ['of another application', (a) => query({ ...a, issuer: archive.entityId })],
    ['of the login host', (a) => query({ ...a, issuer: `${login}/saml/metadata` })],
    ['to another request', (a) => query({ ...a, inResponseTo: '_other' })],
    ['for another address', (a) => query({ ...a, destination: aurora })],
    ['of seven minutes ago', (a) => query({ ...a, now: a.now - 7 * minute })],
    ['of in two minutes', (a) => query({ ...a, now: a.now + 2 * minute })],
    [
      'whose success was written in afterwards',
      (a) => query({ ...a, outcome: 'failed' }).replace(/SAMLResponse=[^&]*/, /SAMLResponse=[^&]*/.exec(query(a))?.[0] ?? ''),
    ],
    ['that it failed', (a) => query({ ...a, outcome: 'failed' })],
    ['that not everything ended', (a) => query({ ...a, outcome: 'partial' })],
    ['that is no message', (a) => `SAMLResponse=junk&RelayState=${a.relayState}`],
  ])('%s: it moves the way on, and is no confirmation', async (_, write) => {
    const { browser, answer } = await underWay();
    const last = askedBy(await browser.get(`${slo}?${write(answer)}`));
    expect(last).toMatchObject({ to: 'https://crm.example/slo', kind: 'LogoutResponse', isPartial: true });
  });

  attack.each<[string, (answer: Answer) => string]>([
    ['unsigned, under another state', (a) => unsigned(query({ ...a, relayState: 'made-up' }))],
    ['unsigned, under no state', (a) => unsigned(query({ ...a, relayState: null }))],
    ['to another request, under no state', (a) => query({ ...a, relayState: null, inResponseTo: '_other' })],
    ['of another application, under another state', (a) => query({ ...a, relayState: 'x', issuer: archive.entityId })],
    ['junk', () => 'SAMLResponse=junk'],
  ])('%s: the way waits for the right one', async (_, write) => {
    const { browser, left, answer } = await underWay();
    expect(askedBy(await browser.get(`${slo}?${write(answer)}`)).kind).toBe('');
    expect(askedBy(await at.answers(browser, left, wiki))).toMatchObject({ to: 'https://crm.example/slo', isPartial: false });
  });

  attack.each<[string, (browser: TestBrowser, answer: Answer) => Promise<BrowserPage>]>([
    ['the right answer in another browser', (_, a) => at.house.browser().get(`${slo}?${query(a)}`)],
    ['the right answer at the address of a connection', (b, a) => b.get(`${aurora}?${query({ ...a, destination: aurora })}`)],
    ['the return of an OpenID provider', (b, a) => b.get(`${login}/logout/return?state=${a.relayState}`)],
    ['a state that was made up', (b) => b.get(`${login}/logout/next?state=AAAAAAAAAAAAAAAAAAAAAA`)],
    ['no state', (b) => b.get(`${login}/logout/next`)],
    ['the state in another browser', (_, a) => at.house.browser().get(`${login}/logout/next?state=${a.relayState}`)],
    ['the state at another tenant', (b, a) => b.get(`${login.replace('acme-', 'umbra-')}/logout/next?state=${a.relayState}`)],
  ])('%s changes nothing', async (_, deed) => {
    const { browser, left, answer } = await underWay();
    expect(askedBy(await deed(browser, answer)).kind).toBe('');
    expect(askedBy(await at.answers(browser, left, wiki)).isPartial).toBe(false);
  });

  attack('an answer that was taken counts no second time', async () => {
    const { browser, left, answer } = await underWay();
    const cookie = browser.cookies('acme-login.localhost:8080').get('__Host-out') ?? '';
    await at.answers(browser, left, wiki);
    browser.cookies('acme-login.localhost:8080').set('__Host-out', cookie);
    expect(askedBy(await browser.get(`${slo}?${query(answer)}`)).kind).toBe('');
  });

  attack('a way of ten minutes ago is over', async () => {
    const { browser, answer } = await underWay();
    at.house.clock.advance(10 * minute);
    expect(askedBy(await browser.get(`${slo}?${query({ ...answer, now: at.house.clock.now() })}`)).kind).toBe('');
  });

  attack.each([
    ['another key', (cookie: string) => `${cookie.slice(0, 23)}${'A'.repeat(43)}`],
    ['another name', (cookie: string) => `${'A'.repeat(22)}${cookie.slice(22)}`],
    ['more than a name and a key', (cookie: string) => `${cookie}.x`],
    ['nothing', () => ''],
  ])('a cookie with %s opens no way', async (_, change) => {
    const { browser, answer } = await underWay();
    const jar = browser.cookies('acme-login.localhost:8080');
    jar.set('__Host-out', change(jar.get('__Host-out') ?? ''));
    expect(askedBy(await browser.get(`${slo}?${query(answer)}`)).kind).toBe('');
  });

  attack('the cookie of another browser’s way is of no use with a state of one’s own', async () => {
    const [mine, hers] = [await underWay(), await underWay()];
    const stolen = hers.browser.cookies('acme-login.localhost:8080').get('__Host-out') ?? '';
    mine.browser.cookies('acme-login.localhost:8080').set('__Host-out', stolen);
    expect(askedBy(await mine.browser.get(`${slo}?${query(mine.answer)}`)).kind).toBe('');
  });

  honest('the right one, in an address, confirms', async () => {
    const { browser, left } = await underWay();
    expect(askedBy(await at.answers(browser, left, wiki)).isPartial).toBe(false);
  });

  honest('the right one, in a form, confirms', async () => {
    const { browser, answer } = await underWay();
    const last = await browser.post(slo, { ...buildPostedLogoutResponse(answer) }, crossSite);
    expect(askedBy(last)).toMatchObject({ to: 'https://crm.example/slo', isPartial: false });
  });

  honest('the right one without its state confirms, because it names our request', async () => {
    const { browser, answer } = await underWay();
    expect(askedBy(await browser.get(`${slo}?${query({ ...answer, relayState: null })}`)).isPartial).toBe(false);
  });
});
