import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { encryptionCertificateOf } from './support/parties.ts';
import { addressOf, oddGroup, oddName } from './support/people.ts';
import type { Told } from './support/simplesamlphp-application.ts';
import { openStreet, type Street } from './support/street.ts';
import { answerOf, messageOn, onward, readPage, visit, visitBy } from './support/visit.ts';

const company = 'aurora';
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const email = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

let street: Street;
beforeAll(async () => {
  street = await openStreet({
    relations: [{ id: company }],
    applications: {
      both: {},
      assertion: { own: { WantAssertionsSigned: true }, party: () => ({ sign: 'assertion' }) },
      response: { party: () => ({ sign: 'response' }) },
      sealed: {
        own: { 'assertion.encryption': true },
        party: (metadata) => ({ encryptTo: encryptionCertificateOf(metadata) }),
      },
      clear: { own: { 'assertion.encryption': true } },
      named: {
        own: { NameIDPolicy: { Format: email, AllowCreate: true } },
        party: () => ({ nameId: { format: 'email', value: 'email' } }),
      },
      transient: { own: { NameIDPolicy: null }, party: () => ({ nameId: { format: 'transient', value: 'subject' } }) },
      sha512: { own: { 'signature.algorithm': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' } },
      sha1: { own: { 'signature.algorithm': 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } },
      unsigned: { own: { 'sign.authnrequest': false }, party: () => ({ signedRequests: true }) },
      plain: { own: { 'sign.authnrequest': false }, party: () => ({ signedRequests: false }) },
      other: { party: () => ({ nameId: { format: 'persistent', value: 'subject' }, attributes: [] }) },
      posted: { own: { SingleLogoutServiceBinding: [post] } },
    },
    posting: { form: {}, 'form-unsigned': { own: { 'sign.authnrequest': false }, party: () => ({ signedRequests: true }) } },
  });
}, 60_000);
afterAll(() => street?.close());

/** At an application, through broker and provider. */
async function signIn(browser: TestBrowser, application: string, uid = 'ada', query: Record<string, string> = {}) {
  const page = await visitBy(browser, street.intranet.page(application, query), company);
  if (!page.body.includes('name="password"')) return page;
  return onward(browser, await answerOf(browser, page, addressOf(uid, company)));
}

const told = async (application: string, uid?: string) => readPage<Told>(await signIn(street.broker.browser(), application, uid)).told;

describe('an application of SimpleSAMLphp', () => {
  const ada = {
    mail: ['ada@aurora.example'],
    givenName: ['Ada'],
    sn: ['Aalto'],
    displayName: ['Ada Aalto'],
    groups: ['crew', 'harbour'],
    company: ['aurora'],
  };

  test.each([
    ['with response and assertion signed', 'both'],
    ['with the assertion signed alone', 'assertion'],
    ['with the response signed alone', 'response'],
    ['with the assertion encrypted to it', 'sealed'],
    ['whose requests are signed with SHA-512', 'sha512'],
    ['whose requests are not signed, where it is registered so', 'plain'],
  ])('%s is told who is there', async (_what, application) => {
    expect(await told(application)).toMatchObject({ attributes: ada, nameId: { format: expect.stringContaining('persistent') } });
  });

  test.each([
    ['by e-mail address', 'named', 'ada@aurora.example', email],
    [
      'by a name that is new each time',
      'transient',
      expect.stringMatching(/^_[\w-]{43}$/),
      'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    ],
  ])('may know people %s', async (_what, application, value, format) => {
    expect((await told(application)).nameId).toEqual({ value, format });
  });

  test('has for each person a name of its own', async () => {
    const names = await Promise.all([told('both'), told('both'), told('other'), told('both', 'bo')]);
    const [first, again, elsewhere, other] = names.map(({ nameId }) => nameId.value);
    expect([first === again, first === elsewhere, first === other]).toEqual([true, false, false]);
    expect(names[2]?.attributes).toEqual({});
  });

  test('is told of 250 groups, of none, and of a name full of umlauts and of what means something to XML', async () => {
    expect((await told('sealed', 'many')).attributes.groups).toHaveLength(250);
    expect((await told('both', 'none')).attributes.groups).toBeUndefined();
    expect((await told('sealed', 'odd')).attributes).toMatchObject({ displayName: [oddName], groups: [oddGroup, 'crew'] });
    expect((await told('both', 'odd')).attributes).toMatchObject({ displayName: [oddName], groups: [oddGroup, 'crew'] });
  });

  test('lets nobody read an encrypted answer on its way', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'both');
    const page = await answerPage(browser, 'sealed');
    const xml = messageOn(page);
    expect([xml.includes('EncryptedAssertion'), xml.includes('aes256-gcm'), xml.includes('rsa-oaep-mgf1p'), xml.includes('ada@')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(readPage<Told>(await onward(browser, page)).told.attributes).toEqual(ada);
  });

  test('that wants answers encrypted takes no other', async () => {
    const page = await signIn(street.broker.browser(), 'clear');
    expect([page.url.startsWith(street.intranet.origin), textOf(page)]).toEqual([true, expect.stringContaining('unencrypted assertion')]);
  });

  test('takes no answer that was changed on its way', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'both');
    const page = await answerPage(browser, 'response');
    const { action, fields } = formOn(page);
    const SAMLResponse = Buffer.from(messageOn(page).replaceAll('ada@aurora.example', 'eve@aurora.example')).toString('base64');
    const refused = await browser.post(action, { ...fields, SAMLResponse }, { origin: street.broker.login });
    expect(refused.body).not.toContain('eve@aurora.example');
    expect(textOf(refused)).toContain('Neither the assertion nor the response was signed');
  });

  test('comes back to the page that was asked for', async () => {
    const page = await signIn(street.broker.browser(), 'both', 'ada', { deep: 'Ümlaut & more', list: 'a,b' });
    expect(new URL(readPage(page).address, page.url).searchParams.get('deep')).toBe('Ümlaut & more');
  });

  test('finds the session that another application began', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'both');
    expect(readPage<Told>(await visit(browser, street.intranet.page('response'))).told.attributes).toEqual(ada);
  });

  /** The page of the broker that carries its answer. */
  async function answerPage(browser: TestBrowser, application: string) {
    const page = await browser.get(street.intranet.page(application));
    if (!page.url.startsWith(street.broker.login)) throw new Error(`no answer of the broker: ${page.url}: ${textOf(page)}`);
    return page;
  }
});

describe('a request of SimpleSAMLphp', () => {
  test.each([
    ['that is not signed', 'unsigned'],
    ['signed with SHA-1', 'sha1'],
  ])('%s goes no further than to us', async (_what, application) => {
    const page = await street.broker.browser().get(street.intranet.page(application));
    expect([page.url.startsWith(street.broker.login), page.status >= 400, page.body.includes('SAMLResponse')]).toEqual([true, true, false]);
    expect(textOf(page)).toContain('Support code');
  });

  test('may be posted, and the signature inside counts', async () => {
    const browser = street.broker.browser();
    const form = await browser.get(street.forms.page('form'));
    expect([formOn(form).action, messageOn(form).includes('<ds:Signature')]).toEqual([`${street.broker.login}/saml/sso`, true]);
    const page = await onward(browser, await answerOf(browser, await onward(browser, form), addressOf('odd', company)));
    expect(readPage<Told>(page).told.attributes.displayName).toEqual([oddName]);
  });

  test('that was posted without a signature, or changed on its way, is refused', async () => {
    const browser = street.broker.browser();
    const unsigned = await visit(browser, street.forms.page('form-unsigned'));
    expect([unsigned.url.startsWith(street.broker.login), unsigned.status]).toEqual([true, 403]);
    const form = await browser.get(street.forms.page('form'));
    const changed = messageOn(form).replace(/ForceAuthn="[^"]*"|Destination=/, (part) => `Consent="urn:x" ${part}`);
    const { action, fields } = formOn(form);
    const refused = await onward(browser, await browser.post(action, { ...fields, SAMLRequest: Buffer.from(changed).toString('base64') }));
    expect([refused.url.startsWith(street.broker.login), refused.status]).toEqual([true, 403]);
  });

  test('that was changed after it was signed is refused', async () => {
    const browser = street.broker.browser();
    const left = await browser.send('GET', street.intranet.page('both'));
    const page = await browser.get((left.headers.location ?? '').replace(/RelayState=[^&]*/, 'RelayState=https%3A%2F%2Felsewhere.example'));
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
  });

  test('for a fresh sign-in is answered by one, and the session that is there is not enough', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'both');
    const asked = await visitBy(browser, street.intranet.page('both', { force: '1' }), company);
    expect([asked.url.startsWith(street.provider.origin), asked.body.includes('name="password"')]).toEqual([true, true]);
    const page = await onward(browser, await answerOf(browser, asked, addressOf('ada', company)));
    expect(readPage<Told>(page).told.attributes.mail).toEqual(['ada@aurora.example']);
  });

  test('that may show nothing is answered from the session, or by a no', async () => {
    const stranger = street.broker.browser();
    const refused = await visit(stranger, street.intranet.page('both', { passive: '1' }));
    expect([refused.url.startsWith(street.intranet.origin), textOf(refused), refused.body]).toEqual([
      true,
      expect.anything(),
      'refused: SimpleSAML\\Module\\saml\\Error\\NoPassive',
    ]);
    const browser = street.broker.browser();
    await signIn(browser, 'other');
    expect(readPage<Told>(await visit(browser, street.intranet.page('both', { passive: '1' }))).told.attributes.mail).toEqual([
      'ada@aurora.example',
    ]);
  });

  test('for a context is answered with it, and refused where nobody here can give it', async () => {
    const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
    const browser = street.broker.browser();
    expect(readPage<Told>(await signIn(browser, 'both', 'ada', { context: password })).told.context).toBe(password);
    const refused = await street.broker.browser().get(street.intranet.page('both', { context: 'urn:retina-scan' }));
    expect([refused.url.startsWith(street.broker.login), refused.status]).toEqual([true, 400]);
  });
});

describe('signing out', () => {
  test.each(['both', 'posted', 'transient'])('at %s ends our session, and the application says goodbye', async (application) => {
    const browser = street.broker.browser();
    readPage(await signIn(browser, application));
    const page = await visit(browser, street.intranet.leave(application));
    expect([page.url, page.body]).toEqual([street.intranet.left(application), 'gone']);
    const again = await visitBy(browser, street.intranet.page('both'), company);
    expect(again.body).toContain('name="password"');
  });

  test('at an application that posts all its messages ends our session', async () => {
    expect(street.parties.find(({ id }) => id === 'posted')?.logout?.binding).toBe('post');
    const browser = street.broker.browser();
    const page = await visit(browser, street.forms.page('form'));
    readPage(await onward(browser, await answerOf(browser, page, addressOf('ada', company))));
    const left = await visit(browser, street.forms.leave('form'));
    expect([left.url, left.body]).toEqual([street.forms.left('form'), 'gone']);
    expect((await visit(browser, street.intranet.page('both'))).body).toContain('name="password"');
  });

  test('at one application ends the session at the other', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'both');
    readPage(await visit(browser, street.intranet.page('response')));
    await visit(browser, street.intranet.leave('both'));
    expect((await browser.get(street.intranet.left('response'))).body).toBe('gone');
  });

  test('at the portal ends the session at the application', async () => {
    const browser = street.broker.browser();
    await signIn(browser, 'both');
    const portal = await visit(browser, street.broker.portal);
    expect([portal.status, portal.url.startsWith(street.broker.portal)]).toEqual([200, true]);
    const form = [0, 1, 2, 3].map((number) => tryForm(portal, number)).find((each) => each?.action.endsWith('/logout'));
    expect(form).toBeDefined();
    await onward(browser, await browser.post(form?.action ?? '', form?.fields ?? {}));
    expect((await browser.get(street.intranet.left('both'))).body).toBe('gone');
  });
});

function tryForm(page: Parameters<typeof formOn>[0], number: number) {
  try {
    return formOn(page, number);
  } catch {
    return null;
  }
}
