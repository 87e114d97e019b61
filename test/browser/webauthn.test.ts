/** Security keys and passkeys in a real browser, from setting one up to signing in with it. */
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsAbout } from '../support/web/inspect.ts';
import { keysOf } from '../support/web/keys.ts';
import { type DemoPerson, demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { type Visitor, wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;
const nothingConfirmed = 'Nothing was confirmed: it was cancelled, took too long, or none of your keys was there.';

/** From the company's door to the page that sets a key up. */
async function toSetUp(page: Page, person: DemoPerson): Promise<void> {
  await goToCompany(page, stage().portals, person);
  await proveAtCompany(page, person);
  await page.getByRole('button', { name: 'Security key or passkey' }).click();
  await page.getByRole('heading', { name: 'Add a security key or passkey' }).waitFor();
}

/** Sets the key up that is there, and goes on into the portal. */
async function setUp(page: Page, person: DemoPerson, name = ''): Promise<string[]> {
  await toSetUp(page, person);
  await page.getByLabel('Name (optional)').fill(name);
  await page.getByRole('button', { name: 'Add the key' }).click();
  const codes = await keepRecoveryCodes(page);
  await page.waitForURL(stage().portals);
  return codes;
}

/** The same person comes again, with nothing but their keys. */
async function comeAgain({ context, page }: Visitor, person: DemoPerson): Promise<void> {
  await context.clearCookies();
  await goToCompany(page, stage().portals, person);
  await proveAtCompany(page, person);
}

async function sayThatAScriptIsNeeded(page: Page, person: DemoPerson): Promise<void> {
  await toSetUp(page, person);
  expect(await wordsOn(page)).toContain('This way needs JavaScript');
  expect(await page.getByRole('button', { name: 'Add the key' }).isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Authenticator app' }).click();
  await page.getByRole('heading', { name: 'Set up your second step' }).waitFor();
}

describe('a key as the second step', () => {
  scene(
    'a security key is set up with a name, and at the next sign-in it is asked for at once',
    stage,
    () => [still],
    async (ada) => {
      const { page, complaints } = ada;
      const keys = await keysOf(ada);
      const key = await keys.plugIn();
      const seen: string[] = [];
      await toSetUp(page, demoPeople.ada);
      seen.push(...(await complaintsAbout('setting up', page)));
      await page.getByLabel('Name (optional)').fill('Blue key');
      await page.getByRole('button', { name: 'Add the key' }).click();
      await keepRecoveryCodes(page);
      await page.waitForURL(stage().portals);
      expect(await keys.count(key)).toBe(1);

      await comeAgain(ada, demoPeople.ada);
      await page.waitForURL(stage().portals);
      await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
      expect([...seen, ...complaints]).toEqual([]);
    },
  );

  scene(
    'a passkey of the computer itself is set up and used',
    stage,
    () => [still],
    async (bo) => {
      const keys = await keysOf(bo);
      const key = await keys.plugIn({ transport: 'internal', isPasskey: true });
      await setUp(bo.page, demoPeople.bo);
      expect(await keys.count(key)).toBe(1);
      await comeAgain(bo, demoPeople.bo);
      await bo.page.waitForURL(stage().portals);
      expect(bo.complaints).toEqual([]);
    },
  );

  scene(
    'an old key that knows U2F alone is set up and used',
    stage,
    () => [still],
    async (cleo) => {
      const keys = await keysOf(cleo);
      await keys.plugIn({ protocol: 'u2f' });
      await setUp(cleo.page, demoPeople.cleo);
      await comeAgain(cleo, demoPeople.cleo);
      await cleo.page.waitForURL(stage().portals);
      expect(cleo.complaints).toEqual([]);
    },
  );

  scene(
    'whoever fails the check of their key, or has another one in, is told, and gets in another way',
    stage,
    () => [still],
    async (dev) => {
      const { page } = dev;
      const keys = await keysOf(dev);
      const key = await keys.plugIn();
      const [code = ''] = await setUp(page, demoPeople.dev);

      await keys.passes(key, false);
      await comeAgain(dev, demoPeople.dev);
      await page.getByRole('status').getByText('Press the button').waitFor();
      await page.getByRole('button', { name: 'Use the key', exact: true }).click();
      await page.getByRole('alert').getByText(nothingConfirmed).waitFor();
      const seen = await complaintsAbout('refused', page);
      await keys.passes(key, true);
      await page.getByRole('button', { name: 'Use the key', exact: true }).click();
      await page.waitForURL(stage().portals);

      await keys.pullOut(key);
      await keys.plugIn();
      await comeAgain(dev, demoPeople.dev);
      await page.getByRole('status').getByText('Press the button').waitFor();
      await page.getByRole('button', { name: 'Use the key', exact: true }).click();
      await page.getByRole('alert').getByText(nothingConfirmed).waitFor();
      await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await enterCode(page, code);
      await page.waitForURL(stage().portals);
      expect([...seen, ...dev.complaints]).toEqual([]);
    },
  );

  scene(
    'whoever waits for a key, or has no script for it, may go another way, and come back to it',
    stage,
    () => [still, { ...still, javaScriptEnabled: false }],
    async (eli, withoutScript) => {
      if (withoutScript === undefined) throw new Error('two visitors play this scene');
      await sayThatAScriptIsNeeded(withoutScript.page, demoPeople.eli);
      const { page } = eli;
      const keys = await keysOf(eli);
      const key = await keys.plugIn();
      await setUp(page, demoPeople.eli);
      await keys.pullOut(key);
      await keys.plugIn({ isTouched: false });
      await comeAgain(eli, demoPeople.eli);
      await page.getByRole('status').getByText('Waiting for your key.').waitFor();
      await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await page.getByRole('heading', { name: 'Use a recovery code' }).waitFor();
      await page.getByRole('button', { name: 'Use a security key or passkey' }).click();
      await page.getByRole('status').getByText('Waiting for your key.').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
      expect(eli.complaints).toEqual([]);
    },
  );

  scene(
    'on the security page a second key is added, the same one is not, and either lets the person in',
    stage,
    () => [still],
    async (faye) => {
      const { page } = faye;
      const keys = await keysOf(faye);
      const first = await keys.plugIn();
      await setUp(page, demoPeople.faye, 'Blue key');
      await page.goto(`${stage().demo.at.acmeLogin}/security/add`);
      await page.getByRole('button', { name: 'Security key or passkey' }).click();
      await page.getByRole('button', { name: 'Add the key' }).click();
      await page.getByRole('alert').getByText('This key is set up for you already.').waitFor();
      await keys.pullOut(first);
      await keys.plugIn({ isPasskey: true });
      await page.getByLabel('Name (optional)').fill('Red key');
      await page.getByRole('button', { name: 'Add the key' }).click();
      const own = page.getByRole('list', { name: 'Your second steps' });
      await own.getByText('Red key', { exact: true }).waitFor();
      expect(await own.innerText()).toContain('Blue key');

      await comeAgain(faye, demoPeople.faye);
      await page.waitForURL(stage().portals);
      expect(faye.complaints).toEqual([]);
    },
  );
});
