import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Party } from '#contract/settings/party';
import { buildLogoutRequest, buildPostedLogoutRequest } from '../../broker/saml/logout-request.ts';
import { type BrowserPage, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { portals, postAnswer } from '../support/journey.ts';
import { anApplication, asApplication, askByAddress, askByForm, takenBy } from '../support/saml/application.ts';
import { certificateOf } from '../support/saml/connection.ts';
import { otherRsaKeys, rsaKeys } from '../support/saml/keys.ts';

const login = 'http://acme-login.localhost:8080';
const wiki = anApplication();

let house: House;
let revision = 1;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
  await register(wiki);
});
afterAll(() => house.close());

/** Addresses of everybody whom acme's Jira knows. */
function accountsOf({ jira }: House): string[] {
  return [...(jira.sites.get('acme')?.users.values() ?? [])].map(({ email }) => email);
}

/** Makes these the applications of acme. */
async function register(...parties: Party[]): Promise<void> {
  revision += 1;
  await house.applySettings(house.acme, revision, { ...house.settingsOf('acme', ['borealis', 'kestrel']), parties });
}

/** On from the chooser, through borealis' provider, to the answer. */
async function signInAt(browser: ReturnType<House['browser']>, page: BrowserPage, connection: 'borealis' | 'kestrel' = 'borealis') {
  house.signsIn(house[connection], connection === 'borealis' ? people.ada : people.dev);
  const choice = [...page.body.matchAll(/href="([^"]*connection=[^"]*)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .find((href) => href.endsWith(`connection=${connection}`));
  const gone = choice === undefined ? page : await browser.get(new URL(choice, page.url).href);
  return browser.get(house[connection].authorize(gone.headers.location ?? ''));
}

describe('an application behind the broker', () => {
  test('gets an answer with what is registered for it, and nothing else', async () => {
    const browser = house.browser();
    const { id, url } = askByAddress(house, wiki, { relayState: 'x' });
    const page = await signInAt(browser, await browser.get(url));
    const { action, fields, assertion } = await takenBy(house, wiki, page, id);
    expect([action, fields.RelayState]).toEqual(['https://wiki.example/acs', 'x']);
    expect(assertion.nameId).toMatchObject({
      value: 'ada@borealis.example',
      format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    });
    expect([...assertion.attributes]).toEqual([
      ['name', ['Ada Aalto']],
      ['groups', ['crew', 'harbour']],
    ]);
  });

  test('may post its request, and finds the session that the browser has', async () => {
    const browser = house.browser();
    const { url } = askByAddress(house, wiki);
    await signInAt(browser, await browser.get(url));
    const posted = askByForm(house, wiki, { acsUrl: 'https://wiki.example/acs/2' });
    const crossSite = { origin: 'https://wiki.example', 'sec-fetch-site': 'cross-site' };
    const page = await browser.post(posted.url, { ...posted.fields }, crossSite);
    expect((await takenBy(house, wiki, page, posted.id)).action).toBe('https://wiki.example/acs/2');
  });

  test('makes no Jira account; the portal binds one when it is entered afterwards, in the same session', async () => {
    const fresh = { sub: 'b-wren', email: 'wren@borealis.example', name: 'Wren West' };
    const browser = house.browser();
    house.signsIn(house.borealis, fresh);
    const asked = askByAddress(house, wiki);
    const chooser = await browser.get(asked.url);
    const link = /href="([^"]*connection=borealis)"/.exec(chooser.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const gone = await browser.get(new URL(link, chooser.url).href);
    await takenBy(house, wiki, await browser.get(house.borealis.authorize(gone.headers.location ?? '')), asked.id);
    expect(accountsOf(house)).not.toContain(fresh.email);
    expect((await postAnswer(browser, await browser.get(portals))).url).toBe(portals);
    expect(accountsOf(house)).toContain(fresh.email);
    const again = askByAddress(house, wiki);
    expect((await takenBy(house, wiki, await browser.get(again.url), again.id)).assertion.nameId.value).toBe(fresh.email);
  });
});

describe('what an application is told', () => {
  const nameOf = async (party: Party, connection: 'borealis' | 'kestrel' = 'borealis') => {
    await register(party);
    const browser = house.browser();
    const { id, url } = askByAddress(house, party);
    return (await takenBy(house, party, await signInAt(browser, await browser.get(url), connection), id)).assertion.nameId.value;
  };

  test('is a name of its own for each person, the same each time, and another one at another application', async () => {
    const pairwise = { nameId: { format: 'persistent', value: 'subject' } } as const;
    const first = await nameOf(anApplication(pairwise));
    expect(await nameOf(anApplication(pairwise))).toBe(first);
    const other = anApplication({ ...pairwise, id: 'crm', entityId: 'https://crm.example/saml' });
    expect(await nameOf(other)).not.toBe(first);
    expect(first).not.toContain('b-ada');
  });

  test('is never the same name for two people whose companies call them alike', async () => {
    const pairwise = anApplication({ nameId: { format: 'persistent', value: 'subject' } });
    await register(pairwise);
    const names = [];
    for (const connection of ['borealis', 'kestrel'] as const) {
      const browser = house.browser();
      const { id, url } = askByAddress(house, pairwise, {});
      const chooser = await browser.get(url);
      house.signsIn(house[connection], { sub: 'one-and-the-same', email: `same@${connection}.example`, name: 'S' });
      const link = new RegExp(`href="([^"]*connection=${connection})"`).exec(chooser.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const gone = await browser.get(new URL(link, chooser.url).href);
      names.push(
        (await takenBy(house, pairwise, await browser.get(house[connection].authorize(gone.headers.location ?? '')), id)).assertion.nameId
          .value,
      );
    }
    expect(new Set(names).size).toBe(2);
  });

  test('is never an address that the company may not speak for', async () => {
    await register(wiki);
    const browser = house.browser();
    const { url } = askByAddress(house, wiki);
    const chooser = await browser.get(url);
    house.signsIn(house.kestrel, { sub: 'k-mallory', email: 'ada@borealis.example', name: 'Mallory' });
    const link = /href="([^"]*connection=kestrel)"/.exec(chooser.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const gone = await browser.get(new URL(link, chooser.url).href);
    const page = await browser.get(house.kestrel.authorize(gone.headers.location ?? ''));
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
    expect(textOf(page)).toContain('not for your e-mail address');
  });

  test('can be encrypted to it', async () => {
    const secret = anApplication({ encryptTo: certificateOf(rsaKeys()), sign: 'assertion' });
    await register(secret);
    const browser = house.browser();
    const { id, url } = askByAddress(house, secret);
    const page = await signInAt(browser, await browser.get(url));
    const taken = await takenBy(house, secret, page, id, { encryption: { keys: [rsaKeys().privateKey], required: true, allowCbc: false } });
    expect(taken.assertion.nameId.value).toBe('ada@borealis.example');
    expect(Buffer.from(taken.fields.SAMLResponse ?? '', 'base64').toString()).not.toContain('ada@borealis.example');
  });
});

describe('who may enter an application', () => {
  test('is asked for no company that does not lead there', async () => {
    const only = anApplication({ connections: ['kestrel'] });
    await register(only);
    const browser = house.browser();
    const direct = await browser.get(askByAddress(house, only).url);
    expect(direct.headers.location).toContain(house.kestrel.issuer);
    const wished = askByAddress(house, only);
    const refused = await browser.get(`${wished.url}&connection=borealis`);
    expect([refused.status, textOf(refused)]).toEqual([403, expect.stringContaining('does not lead to this application')]);
  });

  test('does not get in with a session from another company', async () => {
    const only = anApplication({ connections: ['kestrel'] });
    await register(only, anApplication({ id: 'open', entityId: 'https://open.example/saml' }));
    const browser = house.browser();
    const open = anApplication({ id: 'open', entityId: 'https://open.example/saml' });
    await signInAt(browser, await browser.get(askByAddress(house, open).url), 'borealis');
    const page = await browser.get(askByAddress(house, only).url);
    expect(page.headers.location).toContain(house.kestrel.issuer);
  });

  test('goes to the primary company without being asked', async () => {
    const primary = anApplication({ primaryConnection: 'kestrel' });
    await register(primary);
    expect((await house.browser().get(askByAddress(house, primary).url)).headers.location).toContain(house.kestrel.issuer);
  });

  test('is asked for a second factor where the application says so, and only there', async () => {
    const strict = anApplication({ id: 'strict', entityId: 'https://strict.example/saml', policy: { preset: 'everybody' } });
    await register(wiki, strict);
    const browser = house.browser();
    const { id, url } = askByAddress(house, wiki);
    await takenBy(house, wiki, await signInAt(browser, await browser.get(url)), id);
    expect(textOf(await browser.get(askByAddress(house, strict).url))).toContain('Set up');
  });
});

describe('a request that is not what it should be', () => {
  test.each<[string, () => { url: string }, number]>([
    ['unsigned', () => askByAddress(house, wiki, { key: null }), 403],
    ['signed by somebody else', () => askByAddress(house, wiki, { key: rsaKeys().privateKey }), 403],
    ['of an application that nobody registered', () => askByAddress(house, wiki, { issuer: 'https://evil.example' }), 403],
    ['with an address that is not registered', () => askByAddress(house, wiki, { acsUrl: 'https://evil.example/acs' }), 403],
    ['with the address of another application', () => askByAddress(house, wiki, { acsUrl: 'http://acme.localhost:8080/saml/acs' }), 403],
    [
      'in the name of the portal',
      () => askByAddress(house, wiki, { issuer: `${login}/saml/portal`, acsUrl: 'http://acme.localhost:8080/saml/acs' }),
      403,
    ],
    [
      'for another form of name',
      () => askByAddress(house, wiki, { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' }),
      400,
    ],
    ['for a strength that nobody here has', () => askByAddress(house, wiki, { requestedContexts: ['urn:retina-scan'] }), 400],
  ])('%s is refused before anybody is sent anywhere', async (_what, ask, status) => {
    await register(wiki);
    const page = await house.browser().get(ask().url);
    expect([page.status, page.headers.location]).toEqual([status, undefined]);
  });

  test('that was posted is judged by the signature inside', async () => {
    await register(wiki);
    const browser = house.browser();
    const good = askByForm(house, wiki);
    const xml = Buffer.from(good.fields.SAMLRequest ?? '', 'base64').toString();
    const forged = { SAMLRequest: Buffer.from(xml.replace('https://wiki.example/acs', 'https://wiki.example/acs/2')).toString('base64') };
    expect((await browser.post(good.url, forged)).status).toBe(403);
    const unsigned = askByForm(house, wiki, { key: null });
    expect((await browser.post(unsigned.url, { ...unsigned.fields })).status).toBe(403);
    // The signature of an address says nothing about a message that claims to have been posted.
    expect((await browser.get(`${askByAddress(house, wiki).url}&posted=1`)).status).toBeGreaterThanOrEqual(400);
  });

  test('may be unsigned where the application is registered so, and goes to a registered address all the same', async () => {
    const plain = anApplication({ signedRequests: false, certificates: [] });
    await register(plain);
    const browser = house.browser();
    const { id, url } = askByAddress(house, plain, { key: null });
    await takenBy(house, plain, await signInAt(browser, await browser.get(url)), id);
    expect((await browser.get(askByAddress(house, plain, { key: null, acsUrl: 'https://evil.example/' }).url)).status).toBe(403);
  });

  test('about somebody else than the one who is there gets no answer', async () => {
    await register(wiki);
    const browser = house.browser();
    const subject = { value: 'bo@borealis.example', format: null };
    const page = await signInAt(browser, await browser.get(askByAddress(house, wiki, { subject }).url));
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
  });

  test('of an application that was turned off is refused', async () => {
    await register(anApplication({ enabled: false }));
    expect((await house.browser().get(askByAddress(house, wiki).url)).status).toBe(403);
    await register(wiki);
  });
});

describe('signing out at an application', () => {
  async function signedIn() {
    await register(wiki);
    const browser = house.browser();
    const { id, url } = askByAddress(house, wiki);
    const { assertion } = await takenBy(house, wiki, await signInAt(browser, await browser.get(url)), id);
    const request = {
      ...asApplication(house, wiki),
      destination: `${login}/saml/slo`,
      nameId: assertion.nameId,
      sessionIndex: assertion.sessionIndex,
      relayState: 'bye',
      key: otherRsaKeys().privateKey,
    };
    return { browser, request };
  }

  test.each(['address', 'form'] as const)('by %s ends the session, visits the provider, and is answered', async (by) => {
    const { browser, request } = await signedIn();
    const left =
      by === 'address'
        ? await browser.get(buildLogoutRequest(request))
        : await browser.post(request.destination, { ...buildPostedLogoutRequest(request) }, { 'sec-fetch-site': 'cross-site' });
    const upstream = new URL(left.headers.location ?? '');
    expect(upstream.origin).toBe(house.borealis.issuer);
    const back = await browser.get(`${login}/logout/return?state=${upstream.searchParams.get('state')}`);
    expect(back.headers.location).toMatch(/^https:\/\/wiki\.example\/slo\?SAMLResponse=.*RelayState=bye/);
    expect(textOf(await browser.get(askByAddress(house, wiki).url))).toContain('Which company');
  });

  test('unsigned, or by another application, ends nothing', async () => {
    const { browser, request } = await signedIn();
    const refused = await browser.get(buildLogoutRequest({ ...request, key: rsaKeys().privateKey }));
    expect(refused.status).toBe(403);
    const { id, url } = askByAddress(house, wiki);
    await takenBy(house, wiki, await browser.get(url), id);
  });

  test('goes nowhere with the state of another browser', async () => {
    const { browser, request } = await signedIn();
    const left = await browser.get(buildLogoutRequest(request));
    const state = new URL(left.headers.location ?? '').searchParams.get('state');
    const stranger = await house.browser().get(`${login}/logout/return?state=${state}`);
    expect([stranger.headers.location, textOf(stranger)]).toEqual([undefined, expect.stringContaining('signed out')]);
  });
});
