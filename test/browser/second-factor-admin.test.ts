/** The page *Second factor* in a real browser: from a preset to rules of one's own, seen live, tried on somebody, and undone. */
import { expect } from '@jest/globals';
import type { FrameLocator, Locator } from 'playwright-core';
import { adminFrame, savedAndLive } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { demoPeople, goToCompany, proveAtCompany } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;

const part = (frame: FrameLocator, name: string) => frame.getByRole('link', { name, exact: true }).click();
const hasFocus = (locator: Locator) => locator.evaluate((element) => element === element.ownerDocument.activeElement);

scene(
  'rules are chosen, written, ordered by keyboard, tried on somebody, saved, seen live, and undone',
  stage,
  () => [still, still],
  async (alex, ada) => {
    const { at } = stage().demo;
    const { page } = alex;
    const found: string[] = [];
    const look = async (name: string) => void found.push(...(await complaintsAbout(name, page)));
    const frame = adminFrame(page);
    const save = () => frame.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.goto(at.admin);
    await part(frame, 'Second factor');

    // A preset, with one press, and live.
    await frame.getByRole('radio', { name: /^Recommended/ }).check();
    await frame.getByText('Not saved yet').first().waitFor();
    await look('a preset');
    await save();
    await frame.getByText('The rules were saved.').waitFor();
    const { saved, live } = await savedAndLive(page);
    expect(live).toBe(saved);
    await frame.getByText('Live', { exact: true }).last().waitFor();

    // Rules of one's own, out of the preset, by keyboard alone.
    await frame.getByRole('button', { name: 'Make it my own' }).focus();
    await page.keyboard.press('Enter');
    await frame.getByRole('button', { name: 'Add a rule', exact: true }).focus();
    await page.keyboard.press('Enter');
    await frame.getByLabel('Name of the rule').fill('Masters of the fleet');
    await frame.getByLabel('Add a condition').selectOption('anyGroup');
    await frame.getByLabel('In one of these groups of the provider', { exact: true }).fill('masters');
    await frame.getByLabel('Then ask for').first().selectOption('factor');
    await frame.getByLabel('How strong').first().selectOption('strong');
    await frame
      .getByText('If the person is in the group “masters”: a strong second factor (no code by e-mail or SMS) is asked for.')
      .waitFor();
    await look('an open rule');
    const up = frame.getByRole('button', { name: 'Move “Masters of the fleet” up' });
    await up.focus();
    await page.keyboard.press('Enter');
    await frame.getByText('“Masters of the fleet” is now number 1 of 2.').waitFor({ state: 'attached' });
    const down = frame.getByRole('button', { name: 'Move “Masters of the fleet” down' });
    expect(await hasFocus(down)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await hasFocus(up)).toBe(true);
    await page.keyboard.press('Enter');
    await frame.getByRole('button', { name: 'Done with “Masters of the fleet”' }).click();

    // Tried on somebody while it is only written.
    await part(frame, 'What would happen to …');
    await frame.getByLabel('Start from somebody').selectOption('company-proved');
    await frame.getByText('Look at, or change, what is described').click();
    await frame.getByLabel('Groups', { exact: true }).fill('masters');
    await frame.getByRole('checkbox', { name: 'Authenticator app' }).check();
    await frame.getByRole('button', { name: 'Show what would happen' }).click();
    await frame.getByText('This person is asked for a second factor, and then gets in.').waitFor();
    expect(await frame.locator('.demands').innerText()).toContain('Masters of the fleet');
    await look('what would happen');
    await frame.getByRole('radio', { name: /^As they are saved/ }).check();
    await frame.getByRole('button', { name: 'Show what would happen' }).click();
    await frame.getByText('This person gets in without a second factor here.').waitFor();

    // Saved, and there after a reload.
    await part(frame, 'Who is asked');
    await save();
    await frame.getByText('The rules were saved.').waitFor();
    await page.reload();
    await part(frame, 'Second factor');
    await frame.getByText('Masters of the fleet').waitFor();
    expect(await frame.getByRole('region', { name: 'Ask for', exact: true }).locator('.rule-name').allInnerTexts()).toEqual([
      'Masters of the fleet',
      'The company has asked already',
    ]);
    await look('rules that are live');

    // One press back.
    await frame.getByText(/^Until .* this was “Recommended”\.$/).waitFor();
    await frame.getByRole('button', { name: 'Go back to it' }).click();
    await frame.getByText('The rules from before are back.').waitFor();
    expect(await frame.getByRole('radio', { name: /^Recommended/ }).isChecked()).toBe(true);
    await frame.getByText(/^Until .* this was “Your own rules”\.$/).waitFor();

    // The portal without a second factor, for a real person.
    await frame.getByRole('switch', { name: /Require a second factor: Acme/ }).click();
    await frame.getByText(/Nobody is asked for a second factor on the way to Acme/).waitFor();
    expect((await savedAndLive(page)).live).toBe((await savedAndLive(page)).saved);
    await goToCompany(ada.page, stage().portals, demoPeople.ada);
    await proveAtCompany(ada.page, demoPeople.ada);
    await ada.page.waitForURL(/servicedesk\/customer\/portals/);
    expect(await wordsOn(ada.page)).not.toContain('second step');
    await frame.getByRole('switch', { name: /Require a second factor: Acme/ }).click();
    await frame.getByText(/A second factor is required for Acme.* again/).waitFor();
    expect([...found, ...alex.complaints, ...ada.complaints]).toEqual([]);
  },
);

scene(
  'methods get their bounds, a test message arrives, and a network gets a name',
  stage,
  () => [still],
  async ({ page, tab, complaints }) => {
    const { at } = stage().demo;
    const found: string[] = [];
    const look = async (name: string) => void found.push(...(await complaintsAbout(name, page)));
    const frame = adminFrame(page);
    await page.goto(at.admin);
    await part(frame, 'Second factor');
    await part(frame, 'Methods and networks');
    await frame.getByText('Sender set up').first().waitFor();
    await look('methods');

    await frame.getByText('Send me a test: Code by e-mail').click();
    await frame.getByLabel('Your e-mail address').fill('alex@acme.example');
    await frame.getByRole('listitem').filter({ hasText: 'Your e-mail address' }).getByRole('button', { name: 'Send me a test' }).click();
    await frame.getByText('The test was sent').waitFor();
    const box = await tab();
    await box.goto(at.messages);
    await box.getByText('alex@acme.example').first().waitFor();
    expect(await wordsOn(box)).toContain('This is a test of Gatehouse');
    await box.close();

    await frame.getByRole('switch', { name: 'People may use: Code by text message' }).check();
    const seconds = frame.getByLabel('How long a request waits, in seconds');
    await seconds.fill('30');
    await frame.getByRole('button', { name: 'Save', exact: true }).last().click();
    await frame.getByText('Enter a whole number from 60 to 300.').waitFor();
    expect(await hasFocus(seconds)).toBe(true);
    await seconds.fill('90');
    await frame.getByLabel(/^Add a country: Countries/).selectOption('DK');
    await frame.getByRole('button', { name: 'Add a network' }).click();
    await frame.getByLabel('Name of the network').fill('Offices');
    await frame.getByLabel('Addresses and ranges').fill('203.0.113.0/33');
    await frame.getByRole('button', { name: 'Save', exact: true }).last().click();
    await frame.getByText(/Line 1: “203\.0\.113\.0\/33” has a number behind the slash/).waitFor();
    await look('methods with mistakes');
    await frame.getByLabel('Addresses and ranges').fill('203.0.113.0/24');
    await frame.getByText('Send me a test: Code by text message').click();
    await frame.getByLabel('Your mobile number').fill('+47 406 12 345');
    await frame.getByRole('listitem').filter({ hasText: 'Your mobile number' }).getByRole('button', { name: 'Send me a test' }).click();
    await frame.getByText('The test was sent').nth(1).waitFor();
    expect([...found, ...complaints]).toEqual([]);
  },
);
