import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { aVisitor, telling, wordsOn } from '../support/web/visitor.ts';
import { oddName, password } from './support/people.ts';
import { openStreet, type Street } from './support/street.ts';

const aurora = { primaryConnection: 'aurora' } as const;
const transient = { nameId: { format: 'transient', value: 'subject' } } as const;
const patience = 120_000;

let street: Street;
let chromium: Browser;
beforeAll(async () => {
  street = await openStreet({
    // By Redirect: in a frame a browser shows no page of ours, and so posts nothing from one.
    relations: [{ id: 'aurora' }, { id: 'posted', binding: 'post' }],
    primary: 'aurora',
    logoutType: 'iframe',
    applications: { viewer: { party: () => aurora } },
    posting: { form: { party: () => aurora } },
    // What its documentation advises against browsers that send no cookie with a form from another site.
    places: { wiki: { own: ['MellonSecureCookie On', 'MellonCookieSameSite None'], party: () => ({ ...aurora, ...transient }) } },
  });
  chromium = await launchChromium();
}, patience);
afterAll(async () => {
  await chromium?.close();
  await street?.close();
});

/** At the provider's form, filled in. */
async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Login' }).click();
  await isTold(page, username);
}

/** Somebody is in where the page says in JSON whom it takes the visitor for. */
const isTold = (page: Page, what: string) => page.getByText(`"${what}"`).waitFor();

test(
  'a real browser enters applications of SimpleSAMLphp and mod_auth_mellon and the portal, and leaves them',
  async () => {
    const visitor = await aVisitor(chromium);
    const { page } = visitor;
    const portal = `${street.broker.portal}/servicedesk/customer/portals`;
    const applications = [street.intranet.page('viewer'), street.wiki.page('wiki', '?deep=1'), street.forms.page('form')] as const;
    await telling({ visitor }, async () => {
      await page.goto(applications[0]);
      await signIn(page, 'ada@aurora.example');
      await everythingIsOpen();

      // One after the other in the page itself: every application hears of it.
      await page.goto(street.intranet.leave('viewer'));
      await page.waitForURL(street.intranet.left('viewer'));
      for (const url of [portal, ...applications]) await isAsked(url);

      await page.goto(applications[0]);
      await signIn(page, 'ada@aurora.example');
      await everythingIsOpen();

      // In a frame of the provider's page, applications cannot be told, and the provider hears just that.
      await page.goto(street.provider.signOutAt(`${street.provider.origin}/saml/logout.php`));
      await page.getByRole('button', { name: 'Yes, all services' }).click();
      await page.waitForURL(`${street.provider.origin}/saml/logout.php`);
      await isAsked(portal);
      await page.goto(applications[1]);
      await isTold(page, 'ada@aurora.example');
    });
    expect(visitor.complaints).toEqual([]);

    async function everythingIsOpen(): Promise<void> {
      for (const url of applications) {
        await page.goto(url);
        await page.waitForURL(url);
        await isTold(page, 'ada@aurora.example');
      }
      await page.goto(portal);
      await page.waitForURL(portal);
      await page.getByText('How can we help?').waitFor();
    }

    async function isAsked(url: string): Promise<void> {
      await page.goto(url);
      await page.getByLabel('Password').waitFor();
    }
  },
  patience,
);

test(
  'a real browser carries posted requests to SimpleSAMLphp, there and back, in and out',
  async () => {
    const visitor = await aVisitor(chromium);
    const { page } = visitor;
    await telling({ visitor }, async () => {
      await page.goto(`${street.broker.portal}/servicedesk/customer/portals?connection=posted`);
      await page.getByRole('link', { name: 'posted' }).click();
      await page.getByLabel('Username').fill('odd@posted.example');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Login' }).click();
      await page.getByText('How can we help?').waitFor();
      await page.getByLabel('Your account').click();
      expect(await wordsOn(page)).toContain(oddName.replaceAll(/\s+/g, ' '));
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      expect(page.url()).toMatch(street.broker.portal);
      await page.goto(`${street.broker.portal}/servicedesk/customer/portals`);
      await page.getByLabel('Password').waitFor();
    });
    expect(visitor.complaints).toEqual([]);
  },
  patience,
);
