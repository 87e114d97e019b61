/** The tab *People* in a real browser: somebody is exempt, asked again, helped with a pass and reset, and a file is imported. */
import { expect } from '@jest/globals';
import { adminFrame } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { codeFor, demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany, readKey } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;
const address = 'cleo@borealis.example';
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

scene(
  'a person is found, exempt, asked again, given a pass, reset and forgotten, and a file of people is imported',
  stage,
  () => [still, still],
  async (alex, cleo) => {
    const { at } = stage().demo;
    const { portals } = stage();
    const { page } = alex;
    const found: string[] = [];
    const look = async (name: string) => void found.push(...(await complaintsAbout(name, page)));
    const frame = adminFrame(page);
    const dialog = frame.getByRole('dialog');
    const button = (name: string) => frame.getByRole('button', { name, exact: true });
    await page.goto(at.admin);
    await frame.getByRole('link', { name: 'Second factor', exact: true }).click();
    await frame.getByRole('link', { name: 'People', exact: true }).click();
    await frame.getByText('greta@borealis.example').waitFor();
    await look('the list');

    // Whoever is not there can be added right away.
    await frame.getByLabel('Find a person').fill(address);
    await page.keyboard.press('Enter');
    await button('Add this address').click();
    await dialog.getByRole('radio', { name: /^Exempt for a while/ }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Choose the last day.').waitFor();
    await look('mistakes');
    await dialog.getByLabel('Last day', { exact: true }).fill(dayIn(3));
    await dialog.getByLabel('Reason').fill('New phone is on its way');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await frame.getByRole('heading', { name: new RegExp(`^${address}`) }).waitFor();
    await frame.getByText('Has not signed in yet').waitFor();
    await look('somebody new');

    // Exempt: in without a second factor, though the policy asks everybody.
    await goToCompany(cleo.page, portals, demoPeople.cleo);
    await proveAtCompany(cleo.page, demoPeople.cleo);
    await cleo.page.waitForURL(portals);

    // Required again: signed out at once, and asked.
    await button('All people').click();
    await button(`Open ${address}`).click();
    await frame.getByRole('heading', { name: /^Cleo Conti/ }).waitFor();
    await button('Change the rule').click();
    await dialog.getByRole('radio', { name: /^Required/ }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await frame.getByText('Saved. It counts from the next sign-in on').waitFor();
    // Their company still knows them, and so does the browser which company it is.
    await cleo.page.goto(portals);
    await enterCode(cleo.page, codeFor(await readKey(cleo.page)));
    await keepRecoveryCodes(cleo.page);
    await cleo.page.waitForURL(portals);
    await button('All people').click();
    await button(`Open ${address}`).click();
    await frame.getByRole('list', { name: 'Second factors of this person' }).getByText('Authenticator app').waitFor();
    await look('somebody with a second factor');

    await button('Issue a temporary pass').click();
    await dialog.getByLabel('Reason').fill('Left the phone at home');
    await look('a question');
    await dialog.getByRole('button', { name: 'Issue the pass' }).click();
    expect(await frame.getByLabel('Temporary pass', { exact: true }).inputValue()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    await look('a pass');

    await button('Reset second factors').click();
    await dialog.getByLabel('Reason').fill('Phone is lost, HELP-7');
    await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
    await frame.getByText(/The person gets a message about it/).waitFor();
    await frame.getByText('No second factor set up').waitFor();
    await frame.getByText('Second factors reset: Phone is lost, HELP-7').waitFor();
    await cleo.page.goto(portals);
    await cleo.page.getByRole('heading', { name: 'Set up your second step' }).waitFor();

    await button('Forget this person').click();
    await dialog.getByRole('button', { name: 'Forget' }).click();
    await frame.getByText('Nothing is kept of this person any more.').waitFor();

    // Nobody exempts themselves, by whichever of their addresses.
    await button('Add person').click();
    await dialog.getByLabel('E-mail address').fill('admin@acme.example');
    await dialog.getByRole('radio', { name: /^Exempt for a while/ }).check();
    await dialog.getByLabel('Last day', { exact: true }).fill(dayIn(3));
    await dialog.getByLabel('Reason').fill('I am in a hurry');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Nobody does this for themselves').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const leave = frame.getByRole('button', { name: 'Leave' });
    if (await leave.isVisible()) await leave.click();

    await button('Import people').click();
    const file = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const input = frame.getByLabel('CSV file');
    await input.setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('email\nj\u00f6rg@x.example', 'latin1') });
    await frame.getByText('The file is not written in UTF-8').waitFor();
    const rows = Array.from({ length: 1_200 }, (_, n) => `person-${n}@kestrel.example,required,,`);
    await input.setInputFiles(
      file(
        `email,rule,until,reason\n${rows.join('\n')}\n=cmd|calc@x.example,required,,\nadmin@acme.example,exempt,${dayIn(5)},me\nbo@x.example,exempt,,\n`,
      ),
    );
    await button('Check the file').click();
    await frame.getByText('1,200 people are added').waitFor();
    for (const line of [
      'Line 1202: The address begins like a formula',
      'Line 1203: This is your own address',
      'Line 1204: An exemption needs a last day',
    ])
      await frame.getByText(line).waitFor();
    await look('a preview');
    await button('Import 1,200 people').click();
    await frame.getByRole('region', { name: 'Imported' }).waitFor();
    await look('imported');
    await button('All people').click();
    await frame.getByText('person-7@kestrel.example').or(button('Show more')).first().waitFor();
    await button('Show more').click();
    expect(await frame.getByRole('list', { name: 'People' }).getByRole('listitem').count()).toBeGreaterThan(50);
    await look('a long list');
    expect(found).toEqual([]);
  },
);
