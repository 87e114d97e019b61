/** Requests in the name of applications, and what they would make of people, at a whole house with two companies. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Party } from '#contract/settings/party';
import { settingsProblems } from '#contract/settings/validate';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { aParty } from '../../support/connections.ts';
import { type House, openHouse, people, type TestPerson } from '../../support/house.ts';
import { keysOf } from '../../support/party-request.ts';
import { anApplication, askByAddress, takenBy } from '../../support/saml/application.ts';
import { certificateOf } from '../../support/saml/connection.ts';
import { ecKeys, otherEcKeys, otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

const wiki = anApplication({ encryptTo: null });
const crm = anApplication({
  id: 'crm',
  name: 'CRM',
  entityId: 'https://crm.example/saml',
  acs: ['https://crm.example/acs'],
  certificates: [certificateOf(ecKeys())],
});
const open = anApplication({
  id: 'open',
  name: 'Open',
  entityId: 'https://open.example/saml',
  acs: ['https://open.example/acs'],
  certificates: [],
  signedRequests: false,
});
const off = anApplication({ id: 'off', entityId: 'https://off.example/saml', enabled: false });
const kestrelOnly = anApplication({ id: 'kestrel-only', entityId: 'https://kestrel-only.example/saml', connections: ['kestrel'] });
const pairwise = anApplication({
  id: 'pairwise',
  entityId: 'https://pairwise.example/saml',
  nameId: { format: 'persistent', value: 'subject' },
});
const secret = anApplication({ id: 'secret', entityId: 'https://secret.example/saml', encryptTo: certificateOf(rsaKeys()) });
const umbras = anApplication({ id: 'umbras', entityId: 'https://umbras.example/saml' });

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
  const connections = ['borealis', 'kestrel'] as const;
  await house.applySettings(house.acme, 2, {
    ...house.settingsOf('acme', connections),
    parties: [wiki, crm, open, off, kestrelOnly, pairwise, secret],
  });
  await house.applySettings(house.umbra, 2, { ...house.settingsOf('umbra', connections), parties: [umbras] });
});
afterAll(() => house.close());

/** From a request through the company's provider, to the page that comes then. */
async function through(browser: TestBrowser, url: string, connection: 'borealis' | 'kestrel', person: TestPerson): Promise<BrowserPage> {
  const page = await browser.get(url);
  house.signsIn(house[connection], person);
  const choice = [...page.body.matchAll(/href="([^"]*connection=[^"]*)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .find((href) => href.endsWith(`connection=${connection}`));
  const gone = choice === undefined ? page : await browser.get(new URL(choice, page.url).href);
  if (gone.headers.location === undefined) throw new Error(`did not leave ${gone.url} (${gone.status}): ${textOf(gone)}`);
  return browser.get(house[connection].authorize(gone.headers.location));
}

/** A browser that is signed in at the login host: nothing but the request stands between it and an answer. */
async function signedIn(): Promise<TestBrowser> {
  const browser = house.browser();
  const { id, url } = askByAddress(house, wiki);
  await takenBy(house, wiki, await through(browser, url, 'borealis', people.ada), id);
  return browser;
}

/** Refused by this check, and nothing of the attacker's on the page. */
async function refused(url: string, code: string | RegExp): Promise<void> {
  const page = await (await signedIn()).get(url);
  expect([page.status >= 400, lastRefusal(house)]).toEqual([true, typeof code === 'string' ? code : expect.stringMatching(code)]);
  expect(page.body).not.toContain('SAMLResponse');
  expect(page.headers.location).toBeUndefined();
  expect(`${page.body}${page.headers['content-security-policy']}`).not.toContain('evil.example');
}

describe('an answer wanted where it is not the application’s to want', () => {
  const { attack, honest } = casesOf('application.acs');

  attack.each<[string, string]>([
    ['at the attacker’s', 'https://evil.example/acs'],
    ['at another application’s', 'https://crm.example/acs'],
    ['at the portal’s', `http://${portalHost}/saml/acs`],
    ['at our own', `http://${loginHost}/saml/sso`],
    ['with a slash more', 'https://wiki.example/acs/'],
    ['with a query', 'https://wiki.example/acs?next=https://evil.example'],
    ['without protection', 'http://wiki.example/acs'],
    ['in other letters', 'https://wiki.example/ACS'],
    ['below the registered one', 'https://wiki.example/acs/2/../../evil'],
    ['at a host that begins alike', 'https://wiki.example.evil.example/acs'],
    ['at a user of the attacker’s', 'https://wiki.example@evil.example/acs'],
    ['as a script', 'javascript:alert(1)'],
  ])('%s', (_, acsUrl) => refused(askByAddress(house, wiki, { acsUrl }).url, 'saml_acs_not_registered'));

  attack('by an application whose requests need no signature, at another one’s', () =>
    refused(askByAddress(house, open, { key: null, acsUrl: 'https://wiki.example/acs' }).url, 'saml_acs_not_registered'),
  );

  honest('the second of the registered ones is answered', async () => {
    const { url } = askByAddress(house, wiki, { acsUrl: 'https://wiki.example/acs/2' });
    expect(formOn(await (await signedIn()).get(url)).action).toBe('https://wiki.example/acs/2');
  });
});

describe('a request that somebody else has signed', () => {
  const { attack, honest } = casesOf('application.keys');
  const login = async () => (await keysOf(house).current(house.acme.id, 'login', 'rsa-2048')).privateKey;

  attack.each<[string, () => Promise<string>, string | RegExp]>([
    ['another application, with its own key', async () => askByAddress(house, wiki, { key: ecKeys().privateKey }).url, /^saml_signature_/],
    [
      'an application in the name of another',
      async () => askByAddress(house, wiki, { issuer: crm.entityId, acsUrl: 'https://crm.example/acs' }).url,
      /^saml_signature_/,
    ],
    ['nobody who is known', async () => askByAddress(house, wiki, { key: rsaKeys().privateKey }).url, 'saml_signature_wrong'],
    ['nobody, with another kind of key', async () => askByAddress(house, wiki, { key: otherEcKeys().privateKey }).url, /^saml_signature_/],
    ['the login host itself', async () => askByAddress(house, wiki, { key: await login() }).url, 'saml_signature_wrong'],
    [
      'the application, with the key that answers are encrypted to',
      async () => askByAddress(house, secret, { key: rsaKeys().privateKey }).url,
      'saml_signature_wrong',
    ],
    ['nobody at all', async () => askByAddress(house, wiki, { key: null }).url, 'saml_signature_missing'],
    [
      'the application, with the signature taken away on the way',
      async () => askByAddress(house, wiki).url.replace(/&SigAlg=.*$/, ''),
      'saml_signature_missing',
    ],
    [
      'the application, with RelayState exchanged on the way',
      async () => askByAddress(house, wiki, { relayState: 'mine' }).url.replace('RelayState=mine', 'RelayState=theirs'),
      /^saml_signature_/,
    ],
  ] as const)('%s', async (_, ask, code) => refused(await ask(), code));

  honest('with its own key it is answered', async () => {
    const { id, url } = askByAddress(house, crm, { key: ecKeys().privateKey });
    expect((await takenBy(house, crm, await (await signedIn()).get(url), id)).action).toBe('https://crm.example/acs');
  });
});

describe('an application that may not be entered', () => {
  const { attack } = casesOf('application.terms');

  attack('that is off', () => refused(askByAddress(house, off).url, 'saml_party_unknown'));
  attack('that nobody registered', () => refused(askByAddress(house, wiki, { issuer: 'https://evil.example' }).url, 'saml_party_unknown'));
  attack('that calls itself like the portal', () =>
    refused(askByAddress(house, wiki, { issuer: `http://${loginHost}/saml/portal` }).url, /^saml_signature_/),
  );
  attack('that calls itself like the login host', () =>
    refused(askByAddress(house, wiki, { issuer: `http://${loginHost}/saml/metadata` }).url, 'saml_party_unknown'),
  );
  attack('with a name that differs by a letter’s size', () =>
    refused(askByAddress(house, wiki, { issuer: wiki.entityId.toUpperCase() }).url, 'saml_party_unknown'),
  );
  attack('of another tenant', () => refused(askByAddress(house, umbras).url, 'saml_party_unknown'));

  attack('at another tenant, with a good request for this one', async () => {
    const { url } = askByAddress(house, wiki);
    const page = await (await signedIn()).get(url.replace('acme-login', 'umbra-login'));
    expect([page.status, lastRefusal(house)]).toEqual([403, 'saml_party_unknown']);
  });

  attack('another tenant’s, whose request says that it goes here', async () => {
    const page = await (await signedIn()).get(askByAddress(house, umbras).url.replace('acme-login', 'umbra-login'));
    expect([page.status >= 400, lastRefusal(house)]).toEqual([true, 'saml_destination_mismatch']);
  });

  attack('by people of a company that is not let in, with a session that they have already', async () => {
    const page = await (await signedIn()).get(askByAddress(house, kestrelOnly).url);
    expect(page.body).not.toContain('SAMLResponse');
    expect(page.headers.location).toContain(house.kestrel.issuer);
  });

  attack.each(['connection', 'hint', 'idp'])('by people of a company that is not let in, who ask for it by "%s"', async (name) => {
    const page = await house.browser().get(`${askByAddress(house, kestrelOnly).url}&${name}=borealis`);
    expect(page.headers.location ?? '').not.toContain(house.borealis.issuer);
    expect(page.body).not.toContain('SAMLResponse');
  });
});

describe('names that would be another person’s', () => {
  const { attack, honest } = casesOf('application.names');
  const nameOf = async (party: Party, connection: 'borealis' | 'kestrel', person: TestPerson) => {
    const { id, url } = askByAddress(house, party);
    return (await takenBy(house, party, await through(house.browser(), url, connection, person), id)).assertion.nameId.value;
  };

  attack('two companies that call two people alike', async () => {
    const same = (company: string) => ({ sub: 'one-and-the-same', email: `same@${company}.example`, name: 'S' });
    expect(await nameOf(pairwise, 'borealis', same('borealis'))).not.toBe(await nameOf(pairwise, 'kestrel', same('kestrel')));
  });

  attack('a subject that reads like another company’s and its subject in one', async () => {
    const plain = await nameOf(pairwise, 'kestrel', { sub: 'b-ada', email: 'a@kestrel.example', name: 'A' });
    const joined = await nameOf(pairwise, 'kestrel', { sub: `${house.borealis.issuer} b-ada`, email: 'b@kestrel.example', name: 'A' });
    expect(new Set([plain, joined, await nameOf(pairwise, 'borealis', people.ada)]).size).toBe(3);
  });

  attack.each<[string, string]>([
    ['another company’s address', 'ada@borealis.example'],
    ['another company’s address in other letters', 'Ada@BOREALIS.example'],
    ['an address below another company’s domain', 'ada@mail.borealis.example'],
    ['an address with two signs', 'ada@borealis.example@kestrel.example'],
    ['an address in quotes', '"ada@borealis.example"@kestrel.example'],
    ['an address with a space', 'ada@borealis.example kestrel@kestrel.example'],
    ['an address of letters that look alike', 'ada@kestrel．example'],
    ['nothing', ''],
  ])('a provider that says %s', async (_, email) => {
    const page = await through(house.browser(), askByAddress(house, wiki).url, 'kestrel', { sub: 'k-mallory', email, name: 'Mallory' });
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
    expect(lastRefusal(house)).toMatch(/^(customer_email_(missing|unusable|domain_refused)|oidc_claim_malformed)$/);
  });

  attack.each<[string, Party, string]>([
    ['a transient name where people are known by their address', wiki, 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'],
    ['a persistent name where people are known by their address', wiki, 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    ['the address where people are known by a name of their own', pairwise, 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    ['a form of its own', wiki, 'urn:evil:name'],
  ])('a request for %s', (_, party, nameIdFormat) => refused(askByAddress(house, party, { nameIdFormat }).url, 'party_name_format'));

  attack('a request about somebody else than the one who is there', () =>
    refused(askByAddress(house, wiki, { subject: { value: 'bo@borealis.example', format: null } }).url, /^stepup_subject_mismatch$/),
  );

  attack.each<[string, Party['nameId'], number]>([
    ['what a provider says of its own accord, where two lead in', { format: 'persistent', value: 'display-name' }, 2],
    ['groups, where two lead in', { format: 'unspecified', value: 'groups' }, 2],
    ['a mapped number, where two lead in', { format: 'unspecified', value: 'more:staff' }, 2],
    ['something that only looks like an address', { format: 'email', value: 'display-name' }, 1],
    ['a mapped address that nobody checked', { format: 'email', value: 'more:staff' }, 1],
  ])('settings that name people by %s', (_, nameId, count) => {
    const mapping = { ...aConnection().mapping, more: [{ name: 'staff', from: 'staff' }] };
    const connections = ['a', 'b'].slice(0, count).map((id) => aConnection({ id, mapping }));
    expect(settingsProblems(someSettings({ connections, parties: [aParty({ nameId })] })).map(({ path }) => path)).toEqual([
      '/parties/0/nameId/value',
    ]);
  });

  honest('the same person has the same name each time', async () => {
    expect(await nameOf(pairwise, 'borealis', people.bo)).toBe(await nameOf(pairwise, 'borealis', people.bo));
  });
});

describe('requests and answers used again', () => {
  const { attack } = casesOf('application.replay');

  attack('a request that is old', async () => {
    const { url } = askByAddress(house, wiki, { now: house.clock.now() - 20 * 60_000 });
    await refused(url, 'saml_request_stale');
  });
  attack('a request of the future', async () => {
    const { url } = askByAddress(house, wiki, { now: house.clock.now() + 20 * 60_000 });
    await refused(url, /^saml_(request_stale|not_yet_valid)$/);
  });

  attack('a request that was answered, in another browser: it signs nobody in there', async () => {
    const { id, url } = askByAddress(house, wiki);
    await takenBy(house, wiki, await through(house.browser(), url, 'borealis', people.ada), id);
    const page = await house.browser().get(url);
    expect(page.body).not.toContain('SAMLResponse');
  });

  attack('the provider’s answer once more, after the application was answered', async () => {
    const browser = house.browser();
    const page = await browser.get(askByAddress(house, kestrelOnly).url);
    house.signsIn(house.kestrel, people.dev);
    const arrival = house.kestrel.authorize(page.headers.location ?? '');
    expect((await browser.get(arrival)).body).toContain('SAMLResponse');
    const again = await browser.get(arrival);
    expect([again.status >= 400, again.body.includes('SAMLResponse')]).toEqual([true, false]);
  });

  attack('an answer for one application at another', async () => {
    const { id, url } = askByAddress(house, wiki);
    const page = await (await signedIn()).get(url);
    await expect(takenBy(house, crm, page, id, { signed: 'both' })).rejects.toThrow('saml_audience_mismatch');
  });

  attack('an answer to another request of the same application', async () => {
    const { url } = askByAddress(house, wiki);
    const page = await (await signedIn()).get(url);
    await expect(takenBy(house, wiki, page, '_another')).rejects.toThrow('saml_request_mismatch');
  });
});

describe('what a request carries', () => {
  const { attack } = casesOf('application.content');

  attack.each([
    '"><script>alert(1)</script>',
    "'onmouseover='alert(1)",
    '</form><form action=//evil.example>',
    '&#34;&gt;<b>',
    'https://evil.example/',
  ])('RelayState is a text on the page, and leads nowhere: %s', async (relayState) => {
    const page = await (await signedIn()).get(askByAddress(house, wiki, { relayState }).url);
    const written = relayState.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    expect(page.body).toContain(`name="RelayState" value="${written}"`);
    expect(formOn(page).action).toBe('https://wiki.example/acs');
    expect(page.headers['content-security-policy']).toContain('form-action https://wiki.example/acs');
    expect(page.body).not.toMatch(/<script>|<b>|<form action=\/\//);
  });

  attack('a name of the application that is markup does not reach the page of a refusal', async () => {
    const page = await house.browser().get(askByAddress(house, wiki, { issuer: '<script>evil.example</script>' }).url);
    expect([page.status, page.body.includes('<script>evil')]).toEqual([403, false]);
  });
});

describe('what should be for the application alone', () => {
  const { attack, honest } = casesOf('application.encryption');
  const answered = async () => {
    const browser = await signedIn();
    const { id, url } = askByAddress(house, secret);
    return { id, page: await browser.get(url) };
  };

  attack('is not in the clear anywhere in the page', async () => {
    const { page } = await answered();
    const xml = Buffer.from(formOn(page).fields.SAMLResponse ?? '', 'base64').toString();
    for (const told of ['ada@borealis.example', 'Ada Aalto', 'harbour'])
      expect([xml.includes(told), page.body.includes(told)]).toEqual([false, false]);
    expect(xml).toMatch(/aes256-gcm/);
    expect(xml).not.toMatch(/rsa-1_5|aes\d+-cbc/);
  });

  attack('is not opened by another key', async () => {
    const { id, page } = await answered();
    const encryption = { keys: [otherRsaKeys().privateKey], required: true, allowCbc: false };
    await expect(takenBy(house, secret, page, id, { encryption })).rejects.toThrow('saml_decryption_failed');
  });

  attack('is not sent in the clear because a request is not signed, or another application asks', async () => {
    await refused(askByAddress(house, secret, { key: null }).url, 'saml_signature_missing');
    await refused(askByAddress(house, open, { key: null, issuer: secret.entityId }).url, /^saml_(signature_missing|acs_not_registered)$/);
  });

  attack.each<[string, string]>([
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4\n-----END PRIVATE KEY-----',
    ],
    ['a sign-in page', `<!doctype html><html><body>${'Sign in '.repeat(20)}</body></html>`],
    ['an address', `https://evil.example/${'certificate/'.repeat(10)}`],
  ])('is never encrypted to %s', (_, encryptTo) => {
    const found = settingsProblems(someSettings({ parties: [aParty({ encryptTo })] })).map(({ path }) => path);
    expect(found).toEqual(['/parties/0/encryptTo']);
  });

  honest('the application opens it with its own', async () => {
    const { id, page } = await answered();
    const encryption = { keys: [rsaKeys().privateKey], required: true, allowCbc: false };
    expect((await takenBy(house, secret, page, id, { encryption })).assertion.nameId.value).toBe(people.ada.email);
  });
});
