import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formOn, type TestBrowser } from '../support/browser.ts';
import { addressOf } from './support/people.ts';
import { openStreet, type Street } from './support/street.ts';
import { answerOf, onward, readPage, visit, visitBy } from './support/visit.ts';

const company = 'aurora';

let street: Street;
beforeAll(async () => {
  street = await openStreet({ relations: [{ id: company }], logoutType: 'iframe', applications: { viewer: {} } });
}, 60_000);
afterAll(() => street?.close());

/** A frame of another site has none of the cookies that are not sent across sites: here, only those of the provider itself. */
function inFrame(browser: TestBrowser): TestBrowser {
  const frame = street.broker.browser();
  const { host } = new URL(street.provider.origin);
  for (const [name, value] of browser.cookies(host)) frame.cookies(host).set(name, value);
  return frame;
}

test.each([
  ['that says where it is', { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }],
  ['that does not', {}],
])(
  'a sign-out that SimpleSAMLphp carries out in frames of a browser %s ends our session, without a cookie of ours',
  async (_what, headers) => {
    const browser = street.broker.browser();
    const form = await visitBy(browser, street.intranet.page('viewer'), company);
    readPage(await onward(browser, await answerOf(browser, form, addressOf('ada', company))));
    const portal = `${street.broker.portal}/servicedesk/customer/portals`;
    await visit(browser, portal);
    expect((await browser.send('GET', portal)).status).toBe(200);

    const asked = await visit(browser, street.provider.signOutAt(`${street.provider.origin}/saml/logout.php`));
    const { action, fields } = formOn(asked);
    const frames = await browser.get(`${action}?${new URLSearchParams({ ...fields, type: 'js' })}`);
    const [src, ...others] = [...frames.body.matchAll(/<iframe[^>]* src="([^"]*)"/g)].map(([, address]) =>
      (address ?? '').replaceAll('&amp;', '&'),
    );
    expect([src?.startsWith(`${street.broker.login}/saml/connections/${company}/logout?SAMLRequest=`), others]).toEqual([true, []]);
    const frame = inFrame(browser);
    const last = await onward(frame, await frame.get(src ?? '', headers));
    expect([last.status, last.url.startsWith(street.provider.origin)]).toEqual([200, true]);
    // What the provider tells its own page of us, by the frame.
    expect(last.body).toContain('logoutCompleted');

    expect((await browser.send('GET', portal)).status).not.toBe(200);
    browser.cookies(new URL(street.intranet.origin).host).clear();
    expect((await visitBy(browser, street.intranet.page('viewer'), company)).body).toContain('name="password"');
  },
);
