/** The page *Applications* in a real browser: an application is taken away, added again by its metadata, and signed in to. */
import { expect } from '@jest/globals';
import { adminFrame, savedAndLive } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { codeFor, demoPeople, enterCode, keepRecoveryCodes, proveAtCompany, readKey } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;

scene(
  'an application is deleted, added again from its metadata, and signs people in with what the preview said',
  stage,
  () => [still, still],
  async (alex, ada) => {
    const { at } = stage().demo;
    const { page } = alex;
    const found: string[] = [];
    const look = async (name: string) => void found.push(...(await complaintsAbout(name, page)));
    const frame = adminFrame(page);
    await page.goto(at.admin);
    await frame.getByRole('link', { name: 'Applications', exact: true }).click();
    await frame.getByText('Second factor as everywhere: always').waitFor();
    await look('the list');

    await frame.getByRole('button', { name: 'Delete Harbour Wiki' }).click();
    await look('the question');
    await frame.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await frame.getByText('Harbour Wiki was deleted.').waitFor();
    await look('nothing left');

    await frame.getByRole('button', { name: 'Add application' }).click();
    await frame.getByText('Signs now').waitFor();
    await look('a new one for Atlassian Guard');
    await frame.getByRole('radio', { name: 'Any SAML application' }).check();
    await frame.getByRole('button', { name: 'Save application' }).click();
    await frame.getByText('Enter a value.').first().waitFor();
    await look('mistakes');
    await frame.getByLabel('Name', { exact: true }).fill('Harbour Wiki');
    await frame.getByLabel('Short name').fill('wiki');

    const address = frame.getByLabel('Address of the metadata');
    for (const [typed, said] of [
      [at.admin, 'This is a web page, not SAML metadata'],
      [`${at.wiki}/nothing`, 'The address answers, but not with a document'],
      ['http://169.254.169.254/latest/meta-data', 'The broker may not read this address'],
      ['file:///etc/passwd', 'This is not an address that can be read'],
      [`${at.wiki}/metadata `, 'This address begins or ends with a space'],
    ] as const) {
      await address.fill(typed);
      await frame.getByRole('button', { name: 'Read metadata' }).click();
      await frame.getByText(said).first().waitFor();
    }
    await look('metadata that is none');
    await address.fill(`${at.wiki}/metadata`);
    await frame.getByRole('button', { name: 'Read metadata' }).click();
    await frame.getByRole('button', { name: 'Take over these values' }).waitFor();
    await look('what was found');
    await frame.getByRole('button', { name: 'Take over these values' }).click();
    expect(await frame.getByLabel('Addresses for answers (ACS)').inputValue()).toBe(`${at.wiki}/acs`);

    await frame.getByRole('button', { name: 'Show what it is told' }).click();
    const told = frame.locator('.told');
    await told.getByText('ada@borealis.example').waitFor();
    await frame.getByLabel('E-mail address', { exact: true }).fill('ada@kestrel.example');
    await told.getByText('Left out: the connection may not speak for this domain').waitFor();
    await look('what it is told');
    await frame.getByRole('button', { name: 'Save application' }).click();
    await frame.getByText('Harbour Wiki was added.').waitFor();
    const { saved, live } = await savedAndLive(page);
    expect(live).toBe(saved);
    await frame.getByRole('link', { name: 'Harbour Wiki' }).click();
    await frame.getByRole('button', { name: 'Download metadata' }).waitFor();
    await look('the stored one');
    const [download] = await Promise.all([page.waitForEvent('download'), frame.getByRole('button', { name: 'Download metadata' }).click()]);
    expect(download.suggestedFilename()).toBe('gatehouse-wiki.xml');

    await ada.page.goto(at.wiki);
    await ada.page.getByRole('link', { name: 'Borealis Shipping' }).click();
    await proveAtCompany(ada.page, demoPeople.ada);
    await enterCode(ada.page, codeFor(await readKey(ada.page)));
    await keepRecoveryCodes(ada.page);
    await ada.page.getByRole('heading', { name: 'Welcome to the wiki' }).waitFor();
    expect(await wordsOn(ada.page)).toContain('ada@borealis.example');
    expect([...found, ...alex.complaints, ...ada.complaints]).toEqual([]);
  },
);

scene(
  'the form of an application needs no mouse',
  stage,
  () => [still],
  async ({ page }) => {
    const frame = adminFrame(page);
    await page.goto(`${stage().demo.at.admin}`);
    await frame.getByRole('link', { name: 'Applications', exact: true }).focus();
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'Applications', level: 2 }).waitFor();
    await frame.getByRole('button', { name: 'Add application' }).focus();
    await page.keyboard.press('Enter');
    const heading = frame.getByRole('heading', { name: 'Add application' });
    await heading.waitFor();
    // The new page begins to be read at its heading.
    expect(await heading.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await frame.getByRole('radio', { name: /portal-only customers/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await frame.getByRole('radio', { name: 'Any SAML application' }).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Chart room');
    expect(await frame.getByLabel('Short name').inputValue()).toBe('chart-room');
    await frame.getByRole('button', { name: 'Remove the attribute email' }).focus();
    await page.keyboard.press('Enter');
    expect(
      await frame.getByRole('button', { name: 'Add an attribute' }).evaluate((element) => element === element.ownerDocument.activeElement),
    ).toBe(true);
    await frame.getByRole('link', { name: 'Help centre', exact: true }).focus();
    await page.keyboard.press('Enter');
    await frame.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await frame.getByLabel('Name', { exact: true }).inputValue()).toBe('Chart room');
  },
);
