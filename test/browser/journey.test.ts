import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { demo as world } from '../../sandbox/demo/world.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { addProvider, adminFrame, connectJira, openAs, savedAndLive } from '../support/web/admin.ts';
import { requestInJira } from '../support/web/jira.ts';
import { demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany, readKey, signInFirstTime } from '../support/web/sign-in.ts';
import { aVisitor, goBack, telling, type Visitor, wordsOn } from '../support/web/visitor.ts';

let browser: Browser;
let demo: Demo;
let alex: Visitor;
let ada: Visitor;
let dev: Visitor;

const started = 400_000;
const patience = 180_000;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo({ blank: true }), launchChromium()]);
  [alex, ada, dev] = await Promise.all([aVisitor(browser), aVisitor(browser), aVisitor(browser)]);
}, started);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
}, 30_000);

test(
  'from an empty admin page to a request in Jira under the name of the customer, and out again',
  () =>
    telling({ alex, ada, dev }, async () => {
      await theAdministratorSetsUp();
      await aPlainUserMayNot();

      const link = `${demo.at.acmePortal}/servicedesk/customer/portals`;
      await adaSignsInByHand(link);
      await signInFirstTime(dev.page, link, demoPeople.dev);
      await eachSeesOnlyTheirOwn();

      const { address, key } = await adaRaisesARequest();
      await adaComments(address);
      await devFindsNothingAt(address);
      const inJira = await requestInJira(demo, key);
      expect(inJira).toMatchObject({ reporter: 'Ada Aalto', summary: 'Scanner at gate 4 reads nothing' });
      expect(inJira.comments).toEqual([{ public: true, body: expect.stringContaining('It beeps, but the screen stays empty.') }]);

      await adaSignsOut(address);
      for (const { complaints } of [alex, ada, dev]) expect(complaints).toEqual([]);
    }),
  patience,
);

async function theAdministratorSetsUp(): Promise<void> {
  const { page } = alex;
  await page.goto(demo.at.admin);
  await adminFrame(page).getByText('Nothing saved yet').waitFor();

  await connectJira(page, {
    siteUrl: demo.at.acmeJira,
    email: 'admin@acme.example',
    token: 'acme-admin-api-token',
    expiresOn: new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10),
  });
  for (const [name, shortName, issuer] of [
    ['Borealis Shipping', 'borealis', demo.at.borealis],
    ['Kestrel Robotics', 'kestrel', demo.at.kestrel],
  ] as const) {
    await addProvider(page, {
      name,
      shortName,
      issuer,
      ...world.clients.acme,
      scopes: 'openid email profile groups',
      groupsClaim: 'groups',
      domain: `${shortName}.example`,
    });
  }
  await adminFrame(page).getByRole('link', { name: 'Second factor', exact: true }).click();
  await adminFrame(page).getByRole('radio', { name: 'Everybody' }).check();
  await adminFrame(page).getByRole('button', { name: 'Save' }).last().click();
  await adminFrame(page).getByText('The rules were saved.').waitFor();
  expect(await savedAndLive(page)).toEqual({ saved: 'Revision 4', live: 'Revision 4' });
  await adminFrame(page).getByText('Up to date').waitFor();
}

async function aPlainUserMayNot(): Promise<void> {
  await openAs(alex.page, 'nora');
  await adminFrame(alex.page).getByRole('heading', { name: 'Only Jira administrators can do this' }).waitFor();
  expect(await adminFrame(alex.page).getByRole('link').count()).toBe(0);
}

/** As a person would, the code read from the authenticator page of the demo. */
async function adaSignsInByHand(link: string): Promise<void> {
  const { page } = ada;
  await goToCompany(page, link, demoPeople.ada);
  await proveAtCompany(page, demoPeople.ada);
  const key = await readKey(page);

  const phone = await ada.tab();
  await phone.goto(demo.at.authenticator);
  await phone.getByRole('textbox').fill(key);
  await phone.getByRole('button', { name: 'Add' }).click();
  const shown = (await phone.locator('output').innerText()).replace(' ', '');
  await phone.close();
  expect(shown).toMatch(/^\d{6}$/);

  await enterCode(page, shown);
  expect(await keepRecoveryCodes(page)).toHaveLength(10);
  await page.waitForURL(link);
  await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
}

async function eachSeesOnlyTheirOwn(): Promise<void> {
  for (const { page } of [ada, dev]) expect(await namesOf(page, '.tile')).toEqual(['IT Help', 'Partner Support']);
  await Promise.all([ada, dev].map(({ page }) => page.goto(`${demo.at.acmePortal}/servicedesk/customer/user/requests?status=all`)));
  const [adas, devs] = [await namesOf(ada.page, '.rows > li'), await namesOf(dev.page, '.rows > li')];
  expect(adas).toEqual(expect.arrayContaining(['Wi-Fi drops in the harbour office', 'Crates for Turku are two days late']));
  expect(devs).toEqual(
    expect.arrayContaining(['Where do I find the time sheet of last month?', 'Stock feed answers with last week’s numbers']),
  );
  expect(adas.filter((name) => devs.includes(name))).toEqual([]);
  // What staff keep to themselves is in neither list.
  for (const names of [adas, devs]) expect(names).not.toContain('Unusual sign-ins to the booking account');
}

async function adaRaisesARequest(): Promise<{ address: string; key: string }> {
  const { page } = ada;
  await page.getByRole('link', { name: 'Help centre' }).first().click();
  await page.getByRole('link', { name: 'IT Help' }).click();
  await page.getByRole('link', { name: 'Report a problem' }).click();
  await page.getByLabel('What goes wrong?').fill('Scanner at gate 4 reads nothing');
  await page.getByLabel('Tell us more').fill('Since this morning.\nThe other gates work.');
  await page.getByLabel('How far does it reach?').selectOption('My team');
  await page.getByLabel('Something else').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your request was sent').waitFor();
  const address = page.url().split('?')[0] ?? '';
  const key = address.split('/').at(-1) ?? '';
  expect(key).toMatch(/^IT-\d+$/);
  const words = await wordsOn(page);
  for (const shown of ['Scanner at gate 4 reads nothing', 'The other gates work.', 'My team', 'Something else'])
    expect(words).toContain(shown);

  await page.getByRole('link', { name: 'Requests', exact: true }).click();
  await page.getByRole('link', { name: 'Scanner at gate 4 reads nothing' }).click();
  expect(page.url()).toBe(address);
  return { address, key };
}

async function adaComments(address: string): Promise<void> {
  const { page } = ada;
  await page.getByLabel('Add a comment').fill('It beeps, but the screen stays empty.');
  await page.getByRole('button', { name: 'Send comment' }).click();
  await page.getByText('Your comment was sent').waitFor();
  expect(page.url()).toBe(`${address}?sent=comment`);
  await page.getByRole('listitem').filter({ hasText: 'It beeps, but the screen stays empty.' }).waitFor();
}

async function devFindsNothingAt(address: string): Promise<void> {
  const answer = await dev.page.goto(address);
  expect(answer?.status()).toBe(404);
  const words = await wordsOn(dev.page);
  expect(words).toContain('This page does not exist');
  expect(words).not.toContain('Scanner');
}

async function adaSignsOut(address: string): Promise<void> {
  const { page, context } = ada;
  await page.getByLabel('Your account').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  // Her company asks whether to end its own session too; ours ended before.
  await page.getByRole('heading', { name: 'Sign out of Borealis Shipping?' }).waitFor();
  const names = (await context.cookies([demo.at.acmePortal, demo.at.acmeLogin])).map(({ name }) => name);
  expect(names.filter((name) => name === '__Host-session' || name === '__Host-sso')).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  expect(page.url()).toMatch(demo.at.acmePortal);

  // The back button finds the end of her visit and, where it would lead into the portal, its door.
  for (let steps = 0; steps < 3; steps += 1) expect(['You are signed out', 'Which company are you with?']).toContain(await goBack(page));
  await page.goto(address);
  await page.getByRole('heading', { name: 'Which company are you with?' }).waitFor();
}

async function namesOf(page: Page, items: string): Promise<string[]> {
  return page.locator(`${items} a`).allInnerTexts();
}
