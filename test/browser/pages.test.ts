/** The pages for everybody: without script, by keyboard alone, to assistive technology, in the dark, on a narrow screen. */
import { describe, expect } from '@jest/globals';
import { adminTour } from '../support/web/admin-tour.ts';
import { inColours } from '../support/web/colours.ts';
import { customerTour, type Look } from '../support/web/customer-tour.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { tabStops, tabTo } from '../support/web/keyboard.ts';
import { qrOn } from '../support/web/qr.ts';
import { codeFor, demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany, readKey } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;

scene(
  'the whole visit of a customer works without script',
  stage,
  () => [{ javaScriptEnabled: false }],
  async ({ page, complaints }) => {
    const { portals } = stage();
    await goToCompany(page, portals, demoPeople.bo);
    await proveAtCompany(page, demoPeople.bo);
    await enterCode(page, codeFor(await readKey(page)));
    await keepRecoveryCodes(page);
    await page.getByRole('button', { name: 'Open the help centre' }).click();
    await page.waitForURL(portals);

    await page.getByRole('link', { name: 'IT Help' }).click();
    await page.getByRole('link', { name: 'Equipment' }).click();
    await page.getByRole('link', { name: 'New laptop or phone' }).click();
    await page.getByLabel('For whom is the device?').fill('The night watch');
    await page.getByRole('combobox', { name: 'Device' }).selectOption('Phone');
    await page.getByLabel('How many devices?').fill('2');
    await page.getByLabel('Needed by').fill('2031-03-31');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your request was sent').waitFor();
    expect(await wordsOn(page)).toContain('2031-03-31');
    await page.getByLabel('Add a comment').fill('Waterproof, please.');
    await page.getByRole('button', { name: 'Send comment' }).click();
    await page.getByText('Your comment was sent').waitFor();

    await page.getByRole('link', { name: 'Requests', exact: true }).click();
    await page.getByLabel('Search').fill('night watch');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('link', { name: 'The night watch' }).waitFor();
    expect(await page.getByRole('list', { name: 'Requests' }).getByRole('listitem').count()).toBe(1);

    await page.getByLabel('Your account').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign out of Borealis Shipping?' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(complaints).toEqual([]);
  },
);

scene(
  'signing in and raising a request need no mouse, and show where the keyboard stands',
  stage,
  () => [still],
  async ({ page }) => {
    const { portals } = stage();
    const seenIn = async (names: readonly string[]) => {
      const stops = await tabStops(page);
      expect(stops.map(({ name }) => name)).toEqual(names);
      expect(stops.filter(({ seen }) => !seen)).toEqual([]);
    };
    await page.goto(portals);
    await seenIn(['Skip to content', 'Aurora Lines', 'Borealis Shipping', 'Kestrel Robotics']);
    await tabTo(page, 'Kestrel Robotics');
    await page.keyboard.press('Enter');
    await page.getByText('Who are you?').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Set up your second step' }).waitFor();
    const first = ['Security key or passkey', 'Confirmation on your phone'];
    const others = ['Hardware token', 'YubiKey code', 'Code by text message'];
    await seenIn(['Skip to content', ...first, 'Authenticator app', ...others, 'Cancel']);
    await tabTo(page, 'Authenticator app');
    await page.keyboard.press('Enter');
    await page.getByText('Cannot scan? Enter this key by hand').waitFor();
    // The keyboard starts in the field for the code; once it has left the page at its end, it comes in at the top.
    const below = ['Name (optional)', 'Confirm', ...first, ...others, 'Cancel'];
    expect((await tabStops(page)).map(({ name }) => name)).toEqual(below);
    await seenIn([
      'Skip to content',
      'On your phone already? Open your authenticator app',
      'Cannot scan? Enter this key by hand',
      'Code from your app',
      ...below,
    ]);
    await tabTo(page, 'Cannot scan? Enter this key by hand');
    await page.keyboard.press('Enter');
    const code = codeFor(await page.locator('.by-hand code').innerText());
    await tabTo(page, 'Code from your app');
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    await seenIn(['Skip to content', 'Copy all codes', 'I have kept them, go on']);
    await tabTo(page, 'I have kept them, go on');
    await page.keyboard.press('Enter');

    await page.waitForURL(portals);
    await page.goto(`${stage().demo.at.acmePortal}/servicedesk/customer/portal/1`);
    await tabTo(page, 'Report a problem');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Report a problem' }).waitFor();
    await seenIn([
      'Skip to content',
      'Acme Help',
      'Requests',
      'Your account',
      'Help centre',
      'IT Help',
      'What goes wrong?',
      'Tell us more',
      'How far does it reach?',
      'E-mail',
      'Wi-Fi',
      'Shared drives',
      'Time sheets',
      'Something else',
      'Send',
      'Cancel',
    ]);
    await tabTo(page, 'What goes wrong?');
    await page.keyboard.type('The arm of station 9 stops half-way');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Only on Mondays.');
    await tabTo(page, 'Something else');
    await page.keyboard.press('Space');
    await tabTo(page, 'Send');
    await page.keyboard.press('Enter');
    await page.getByText('Your request was sent').waitFor();
    expect(await wordsOn(page)).toContain('Something else');
  },
);

scene(
  'the picture of the set-up page can be scanned in both colour schemes',
  stage,
  () => [still],
  async ({ page }) => {
    await goToCompany(page, stage().portals, demoPeople.eli);
    await proveAtCompany(page, demoPeople.eli);
    await readKey(page);
    for (const colours of ['light', 'dark'] as const) {
      const { described, seen } = await inColours(page, colours, () => qrOn(page));
      expect(described).toContain('#######');
      expect(seen).toBe(described);
    }
  },
);

scene(
  'an inspection finds what is wrong',
  stage,
  () => [still],
  async ({ page }) => {
    await page.setContent(
      '<html lang="en"><title>Bad</title><p style="color:#999;background:#fff">Pale</p><div style="width:400px">Wide</div><img src="x">',
    );
    const found = await complaintsAbout('bad', page);
    for (const expected of ['bad: color-contrast', 'bad: image-alt', 'bad: dark color-contrast', 'bad: 408 pixels wide'])
      expect(found).toContainEqual(expect.stringContaining(expected));
  },
);

const inspecting =
  (found: string[]): Look =>
  async (name, page) => {
    found.push(...(await complaintsAbout(name, page)));
  };

scene(
  'every page for customers keeps the rules of WCAG 2.2 in light and dark and fits a narrow screen',
  stage,
  () => [still],
  async (ada) => {
    const found: string[] = [];
    await customerTour(ada, stage().demo, inspecting(found));
    expect([...found, ...ada.complaints]).toEqual([]);
  },
);

// Afterwards, because it takes the companies away.
describe('every page for administrators', () => {
  scene(
    'does so too',
    stage,
    () => [still],
    async (alex) => {
      const found: string[] = [];
      await adminTour(alex, stage().demo, inspecting(found));
      expect([...found, ...alex.complaints]).toEqual([]);
    },
  );
});
