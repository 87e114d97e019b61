import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readApplicationMetadata } from '../../broker/saml/metadata/read.ts';
import { formOn, textOf } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { answer, codeOf, departFor, enrol, portals, postAnswer } from '../support/journey.ts';
import { createSamlProvider, type SamlAnswer, type SamlPerson, type SamlProvider } from '../support/saml/provider.ts';

const ada: SamlPerson = {
  nameId: 'ada-1',
  attributes: { email: ['ada@aurora.example'], displayName: ['Ada Älvsjö & Söner'], groups: ['crew'] },
};

let house: House;
let provider: SamlProvider;
beforeAll(async () => {
  house = await openHouse({ connections: ['borealis'] });
  provider = createSamlProvider({ entityId: 'https://idp.aurora.example/metadata', clock: house.clock });
  const settings = house.settingsOf('acme', ['borealis']);
  const aurora = provider.connection({ id: 'aurora', name: 'Aurora Lines', domains: { mode: 'list', list: ['aurora.example'] } });
  await house.applySettings(house.acme, 2, { ...settings, connections: [...settings.connections, aurora] });
});
afterAll(() => house.close());

/** Posts the provider's answer across sites, as its page does. */
function deliver(browser: ReturnType<House['browser']>, { action, fields }: SamlAnswer) {
  return browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });
}

async function arrive(browser: ReturnType<House['browser']>, person = ada, how?: Parameters<SamlProvider['answer']>[2]) {
  const { url } = await departFor(browser, 'aurora');
  return deliver(browser, provider.answer(url, person, how));
}

describe('a customer whose company has a SAML provider', () => {
  test('signs in there, sets up an app, and stands in the portal; the next time a code is enough', async () => {
    const browser = house.browser();
    const { answered, key } = await enrol(house, browser, await arrive(browser));
    const page = await postAnswer(browser, answered);
    expect(page.url).toBe(portals);
    expect(textOf(page)).toContain('Ada Älvsjö & Söner');

    house.clock.advance(60_000);
    const other = house.browser();
    const asked = await arrive(other);
    expect((await postAnswer(other, await answer(other, asked, { answer: codeOf(house, key) }))).url).toBe(portals);
  });

  test('gets nowhere by a second delivery of the same answer, in this browser or another', async () => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const posted = provider.answer(url, { ...ada, nameId: 'twice', attributes: { email: ['twice@aurora.example'] } });
    expect(textOf(await deliver(browser, posted))).toContain('Set up');
    const again = await deliver(browser, posted);
    expect([again.status, textOf(again)]).toEqual([expect.any(Number), expect.stringContaining('Support code')]);
    expect(again.status).toBeGreaterThanOrEqual(400);
    const stranger = await deliver(house.browser(), posted);
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    expect(stranger.body).not.toContain('SAMLResponse');
  });

  test('of another domain than the connection may speak for is refused', async () => {
    const browser = house.browser();
    const page = await arrive(browser, { nameId: 'mallory', attributes: { email: ['ceo@borealis.example'] } });
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
  });

  interface Tampering {
    readonly how?: Parameters<SamlProvider['answer']>[2];
    readonly after?: (xml: string) => string;
  }
  test.each<[string, Tampering]>([
    ['changed after it was signed', { after: (xml) => xml.replace('ada-1', 'eve-1') }],
    ['without a signature', { how: { sign: (xml) => xml } }],
    ['for another audience', { how: { change: (xml) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example') } }],
  ])('is refused when the answer is %s', async (_what, { how, after = (xml) => xml }) => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const posted = provider.answer(url, ada, how);
    const xml = after(Buffer.from(posted.fields.SAMLResponse, 'base64').toString('utf8'));
    const page = await deliver(browser, { ...posted, fields: { ...posted.fields, SAMLResponse: Buffer.from(xml).toString('base64') } });
    expect(page.status).toBe(403);
    expect(textOf(page)).toContain('Support code');
  });
});

describe('an answer of a provider', () => {
  test('that nobody asked for signs nobody in', async () => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const unsolicited = provider.answer(url, ada, { change: (xml) => xml.replaceAll(/ InResponseTo="[^"]*"/g, '') });
    const fresh = house.browser();
    const page = await deliver(fresh, { ...unsolicited, fields: { ...unsolicited.fields, RelayState: '' } });
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(fresh.cookies('acme-login.localhost:8080').size).toBe(0);
  });

  test('counts at its own connection only', async () => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const posted = provider.answer(url, ada);
    const page = await deliver(browser, { ...posted, action: posted.action.replace('/callback/aurora', '/callback/borealis') });
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(() => formOn(page)).toThrow();
  });
});

describe('our metadata for it', () => {
  test('is there before anybody signs in, and says where answers go', async () => {
    const page = await house.browser().get('http://acme-login.localhost:8080/saml/connections/aurora');
    expect(page.headers['content-type']).toContain('application/samlmetadata+xml');
    const read = readApplicationMetadata({ bytes: Buffer.from(page.body), now: house.clock.now() });
    expect(read).toMatchObject({
      ok: true,
      entityId: 'http://acme-login.localhost:8080/saml/connections/aurora',
      acs: ['http://acme-login.localhost:8080/callback/aurora'],
    });
  });

  test('is not there for a connection of another protocol, of another tenant, or none at all', async () => {
    for (const url of [
      'acme-login.localhost:8080/saml/connections/borealis',
      'umbra-login.localhost:8080/saml/connections/aurora',
      'acme-login.localhost:8080/saml/connections/nobody',
    ])
      expect((await house.browser().get(`http://${url}`)).status).toBe(404);
  });
});
