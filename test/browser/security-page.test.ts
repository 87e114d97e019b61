/** The security page in a real browser: reached from the portal, changed by mouse and by keyboard, read by everybody. */
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsAbout } from '../support/web/inspect.ts';
import { tabTo } from '../support/web/keyboard.ts';
import { keysOf } from '../support/web/keys.ts';
import { digitsOn } from '../support/web/phone.ts';
import {
  codeFor,
  demoPeople,
  enterCode,
  goToCompany,
  keepRecoveryCodes,
  proveAtCompany,
  readKey,
  signInFirstTime,
} from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const security = () => `${stage().demo.at.acmeLogin}/security`;

/** An app that is being set up proves itself with its first code; the set-up page is the one of a sign-in. */
async function addApp(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Authenticator app' }).click();
  const key = await readKey(page);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: /^Code/ }).fill(codeFor(key));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Your new second step is set up').waitFor();
}

describe('the security page', () => {
  scene(
    'is opened from the portal, and an app is added, renamed, taken back and removed',
    stage,
    () => [still],
    async ({ page, complaints }) => {
      const { portals } = stage();
      await signInFirstTime(page, portals, demoPeople.ada);
      await page.locator('details.menu > summary').click();
      await page.getByRole('link', { name: 'Security' }).click();
      await heading(page, 'Your security');
      expect(page.url()).toBe(security());
      const found = await complaintsAbout('security', page);
      expect(await wordsOn(page)).toContain('10 recovery codes left');

      await page.getByRole('link', { name: 'Add another' }).click();
      await heading(page, 'Add a second step');
      found.push(...(await complaintsAbout('add', page)));
      await addApp(page, 'Work phone');
      found.push(...(await complaintsAbout('security with two', page)));

      await page.getByRole('link', { name: 'Change Work phone' }).click();
      await heading(page, 'Work phone');
      found.push(...(await complaintsAbout('change', page)));
      await page.getByRole('textbox', { name: 'Name' }).fill('Drawer');
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByText('The name was changed').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('link', { name: 'Change Work phone' }).waitFor();

      // By the keyboard alone.
      await tabTo(page, 'Change Work phone');
      await page.keyboard.press('Enter');
      await heading(page, 'Work phone');
      await tabTo(page, 'Remove Work phone');
      await page.keyboard.press('Enter');
      await page.getByText('The second step was removed').waitFor();
      expect(await page.getByRole('list', { name: 'Your second steps' }).getByRole('listitem').count()).toBe(1);
      expect([...found, ...complaints]).toEqual([]);
    },
  );

  scene(
    'says that the last second step is the last, and makes new recovery codes',
    stage,
    () => [still],
    async ({ page, complaints }) => {
      const { portals } = stage();
      await signInFirstTime(page, portals, demoPeople.dev);
      await page.goto(security());
      await page.getByRole('link', { name: 'Make new ones' }).click();
      const found = await complaintsAbout('codes', page);
      await page.getByRole('button', { name: 'Make new recovery codes' }).click();
      await heading(page, 'Keep these recovery codes');
      expect(await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count()).toBe(10);
      found.push(...(await complaintsAbout('new codes', page)));
      await page.getByRole('link', { name: 'I have kept them' }).click();

      await page.getByRole('link', { name: /^Change / }).click();
      await page.getByText('This is your last second step').waitFor();
      found.push(...(await complaintsAbout('last', page)));
      await page.getByRole('link', { name: 'Cancel, and back' }).click();

      await page.getByRole('link', { name: 'Sign out everywhere' }).click();
      found.push(...(await complaintsAbout('sign out', page)));
      await page.getByRole('button', { name: 'Sign out everywhere' }).click();
      // Its company is told as well, which asks.
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await heading(page, 'You are signed out');
      await page.goto(portals);
      await heading(page, 'Which company are you with?');
      expect([...found, ...complaints]).toEqual([]);
    },
  );

  scene(
    'is entered without the portal and without script, and shows where else somebody is signed in',
    stage,
    () => [still, { ...still, javaScriptEnabled: false }],
    async ({ page: first }, { page } = { page: first } as never) => {
      await goToCompany(first, security(), demoPeople.bo);
      await proveAtCompany(first, demoPeople.bo);
      const key = await readKey(first);
      await enterCode(first, codeFor(key));
      const codes = await keepRecoveryCodes(first);
      await heading(first, 'Your security');

      await goToCompany(page, security(), demoPeople.bo);
      await proveAtCompany(page, demoPeople.bo);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await enterCode(page, codes[0] ?? '');
      await heading(page, 'Your security');
      const sessions = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
      expect(await sessions.count()).toBe(2);
      expect(await sessions.first().innerText()).toContain('This browser');

      // A recovery code is no second step of theirs: a change asks for one.
      await page.getByRole('link', { name: /^Change / }).click();
      await heading(page, 'Confirm that it is you');
      await page.goto(security());
      await page.getByRole('button', { name: /^Sign out / }).click();
      await page.getByText('You are signed out there').waitFor();
      // The company knows them still; this site asks again.
      await first.goto(security());
      await heading(first, 'Confirm that it is you');
    },
  );

  scene(
    'adds a key that the browser asks for, and a phone that is paired from another device',
    stage,
    () => [still, still],
    async (computer, phone) => {
      const { page, complaints } = computer;
      if (phone === undefined) throw new Error('two visitors');
      const keys = await keysOf(computer);
      const { portals } = stage();
      await signInFirstTime(page, portals, demoPeople.cleo);
      await page.goto(`${security()}/add`);
      const key = await keys.plugIn();
      await page.getByRole('button', { name: 'Security key or passkey' }).click();
      await heading(page, 'Add a security key or passkey');
      const found = await complaintsAbout('key', page);
      await page.getByLabel('Name (optional)').fill('Blue key');
      await page.getByRole('button', { name: 'Add the key' }).click();
      await page.getByText('Your new second step is set up').waitFor();
      expect(await keys.count(key)).toBe(1);

      await page.getByRole('link', { name: 'Add another' }).click();
      // What was shown before there was a key does not do any more; the key is asked for at once.
      await page.getByRole('link', { name: 'Confirm that it is you' }).click();
      await page.getByRole('button', { name: 'Confirmation on your phone' }).click();
      await heading(page, 'Pair your phone');
      found.push(...(await complaintsAbout('phone', page)));
      await phone.page.goto((await page.locator('.pair-by-hand a').getAttribute('href')) ?? '');
      await phone.page.getByRole('button', { name: 'Pair this phone' }).click();
      // The computer sees by itself that the phone is there.
      await page.getByRole('button', { name: 'They are the same' }).waitFor();
      expect(await digitsOn(page)).toBe(await digitsOn(phone.page));
      await page.getByRole('button', { name: 'They are the same' }).click();
      await page.getByText('Your new second step is set up').waitFor();
      expect(await page.getByRole('list', { name: 'Your second steps' }).getByRole('listitem').count()).toBe(3);
      expect([...found, ...complaints, ...phone.complaints]).toEqual([]);
    },
  );
});
