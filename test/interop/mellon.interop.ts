import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { encryptionCertificateOf } from './support/parties.ts';
import { addressOf, oddGroup, oddName } from './support/people.ts';
import { openStreet, type Street } from './support/street.ts';
import { answerOf, messageOn, onward, readPage, visit } from './support/visit.ts';

const company = 'aurora';
/** mod_auth_mellon asks for a transient name unless its metadata say otherwise. */
const transient = { nameId: { format: 'transient', value: 'subject' } } as const;
type Told = Readonly<Record<string, string>>;

let street: Street;
beforeAll(async () => {
  street = await openStreet({
    relations: [{ id: company }],
    places: {
      both: { party: () => transient },
      assertion: { party: () => ({ ...transient, sign: 'assertion' }) },
      response: { party: () => ({ ...transient, sign: 'response' }) },
      sealed: { party: (metadata) => ({ ...transient, encryptTo: encryptionCertificateOf(metadata) }) },
      sha512: { own: ['MellonSignatureMethod rsa-sha512'], party: () => transient },
      sha1: { own: ['MellonSignatureMethod rsa-sha1'], party: () => transient },
      gated: { own: ['MellonCond groups crew', 'MellonMergeEnvVars On ";"', 'MellonUser mail'], party: () => transient },
      stronger: { own: ['MellonAuthnContextClassRef https://refeds.org/profile/mfa'], party: () => transient },
      unregistered: {},
      ecdsa: { party: () => ({ ...transient, algorithm: 'ecdsa-sha256' }) },
    },
  });
}, 60_000);
afterAll(() => street?.close());

/** Behind the door of a place, through broker and provider. */
async function signIn(browser: TestBrowser, url: string, uid = 'ada') {
  const page = await visit(browser, url);
  if (!page.body.includes('name="password"')) return page;
  return onward(browser, await answerOf(browser, page, addressOf(uid, company)));
}

const told = async (place: string, uid?: string) =>
  readPage<Told>(await signIn(street.broker.browser(), street.wiki.page(place), uid)).told;

const asXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('a place behind mod_auth_mellon', () => {
  const ada = {
    mail: 'ada@aurora.example',
    givenName: 'Ada',
    sn: 'Aalto',
    displayName: 'Ada Aalto',
    groups: 'crew',
    groups_0: 'crew',
    groups_1: 'harbour',
    company: 'aurora',
  };

  test.each([
    ['with response and assertion signed', 'both'],
    ['with the assertion signed alone', 'assertion'],
    ['with the response signed alone', 'response'],
    ['with the assertion encrypted to it', 'sealed'],
    ['whose requests are signed with SHA-512', 'sha512'],
  ])('%s is told who is there', async (_what, place) => {
    expect(await told(place)).toMatchObject({ ...ada, NAME_ID: expect.stringMatching(/^_[\w-]{43}$/) });
  });

  test('does not read ECDSA, so that RSA is what parties get unless they say otherwise', async () => {
    const page = await signIn(street.broker.browser(), street.wiki.page('ecdsa'));
    expect([page.url.startsWith(street.wiki.origin), page.status]).toEqual([true, 400]);
  });

  test('opens an answer that is encrypted with AES-256-GCM', async () => {
    const browser = street.broker.browser();
    await signIn(browser, street.wiki.page('both'));
    const page = await browser.get(street.wiki.page('sealed'));
    const xml = messageOn(page);
    expect([xml.includes('aes256-gcm'), xml.includes('ada@')]).toEqual([true, false]);
    expect(readPage<Told>(await onward(browser, page)).told).toMatchObject(ada);
  });

  test('is told of 250 groups, of none, and of a name full of umlauts and of what means something to XML', async () => {
    const many = await told('both', 'many');
    expect([many.groups_0, many.groups_249]).toEqual(['group-000 of the company', 'group-249 of the company']);
    expect((await told('both', 'none')).groups).toBeUndefined();
    // The module hands values on as they stand in XML; SimpleSAMLphp reads the same answer as it was meant.
    expect(await told('sealed', 'odd')).toMatchObject({ displayName: asXml(oddName), groups_0: asXml(oddGroup), groups_1: 'crew' });
  });

  test('lets in whom its own rules let in', async () => {
    expect((await told('gated')).groups).toBe('crew;harbour');
    const page = await signIn(street.broker.browser(), street.wiki.page('gated'), 'none');
    expect([page.url.startsWith(street.wiki.origin), page.status]).toEqual([true, 403]);
  });

  test('takes no answer that was changed on its way', async () => {
    const browser = street.broker.browser();
    await signIn(browser, street.wiki.page('both'));
    const page = await browser.get(street.wiki.page('assertion'));
    const { action, fields } = formOn(page);
    const SAMLResponse = Buffer.from(messageOn(page).replaceAll('ada@aurora.example', 'eve@aurora.example')).toString('base64');
    const refused = await browser.post(action, { ...fields, SAMLResponse }, { origin: street.broker.login });
    expect([refused.status, refused.body.includes('eve@')]).toEqual([400, false]);
  });

  test('comes back to the page that was asked for', async () => {
    const page = await signIn(street.broker.browser(), street.wiki.page('both', '?deep=%C3%9Cmlaut%20%26%20more&list=a%2Cb'));
    const { searchParams } = new URL(readPage(page).address, page.url);
    expect([searchParams.get('deep'), searchParams.get('list')]).toEqual(['Ümlaut & more', 'a,b']);
  });

  test('finds the session that another one began', async () => {
    const browser = street.broker.browser();
    await signIn(browser, street.wiki.page('both'));
    expect(readPage<Told>(await visit(browser, street.wiki.page('assertion'))).told.mail).toBe('ada@aurora.example');
  });
});

describe('a request of mod_auth_mellon', () => {
  test('signed with SHA-1 goes no further than to us', async () => {
    const page = await street.broker.browser().get(street.wiki.page('sha1'));
    expect([page.url.startsWith(street.broker.login), page.status]).toEqual([true, 403]);
  });

  test('that was changed after it was signed is refused', async () => {
    const browser = street.broker.browser();
    let page = await browser.send('GET', street.wiki.page('both'));
    while (page.headers.location !== undefined && !page.headers.location.startsWith(street.broker.login))
      page = await browser.send('GET', new URL(page.headers.location, page.url).href);
    const refused = await browser.get(
      (page.headers.location ?? '').replace(/RelayState=[^&]*/, 'RelayState=https%3A%2F%2Felsewhere.example'),
    );
    expect([refused.status, textOf(refused)]).toEqual([403, expect.stringContaining('Support code')]);
  });

  test('for a name of another form than is registered is refused by name', async () => {
    const page = await street.broker.browser().get(street.wiki.page('unregistered'));
    expect([page.status, textOf(page)]).toEqual([400, expect.stringContaining('another kind of name')]);
  });

  test('that may show nothing is answered from the session, or by a no', async () => {
    const ask = street.wiki.signIn('both', { ReturnTo: street.wiki.page('both'), IsPassive: 'true' });
    const refused = await visit(street.broker.browser(), ask);
    expect([refused.url.startsWith(street.wiki.origin), refused.status]).toEqual([true, 401]);
    const browser = street.broker.browser();
    await signIn(browser, street.wiki.page('assertion'));
    expect(readPage<Told>(await visit(browser, ask)).told.mail).toBe('ada@aurora.example');
  });

  test('for a second factor asks the person for one', async () => {
    const page = await signIn(street.broker.browser(), street.wiki.page('stronger'));
    expect([page.url.startsWith(street.broker.login), page.status, textOf(page)]).toEqual([true, 200, expect.stringContaining('Set up')]);
  });
});

describe('signing out', () => {
  const isOver = async (browser: TestBrowser) => (await visit(browser, street.wiki.page('both'))).body.includes('name="password"');

  test.each(['both', 'sealed'])('at %s ends our session and comes back', async (place) => {
    const browser = street.broker.browser();
    readPage(await signIn(browser, street.wiki.page(place)));
    const page = await visit(browser, street.wiki.signOut(place));
    expect([page.url, page.body]).toEqual([`${street.wiki.origin}/left.php`, 'left']);
    expect(await isOver(browser)).toBe(true);
  });

  test('at one place ends the session at the other', async () => {
    const browser = street.broker.browser();
    await signIn(browser, street.wiki.page('both'));
    readPage(await visit(browser, street.wiki.page('assertion')));
    await visit(browser, street.wiki.signOut('assertion'));
    const first = await browser.send('GET', street.wiki.page('both'));
    expect(first.status).toBe(303);
    expect(await isOver(browser)).toBe(true);
  });

  test('where the company begins, ends the session at the place', async () => {
    const browser = street.broker.browser();
    readPage(await signIn(browser, street.wiki.page('both')));
    const page = await visit(browser, street.provider.signOutAt(`${street.provider.origin}/saml/logout.php`));
    expect(page.url).toContain(street.provider.origin);
    expect((await browser.send('GET', street.wiki.page('both'))).status).toBe(303);
  });
});
