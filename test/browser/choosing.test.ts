/** Choosing the company in a real browser: what a link from elsewhere does, what is remembered, and the e-mail question. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AdminRpc } from '#contract/rpc/admin';
import { complaintsAbout } from '../support/web/inspect.ts';
import { tabTo } from '../support/web/keyboard.ts';
import { type OtherSite, startOtherSite } from '../support/web/other-site.ts';
import { codeFor, demoPeople, enterCode, keepRecoveryCodes, proveAtCompany, readKey } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { goBack, wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;
let elsewhere: OtherSite;
beforeAll(async () => {
  elsewhere = await startOtherSite();
});
afterAll(() => elsewhere?.close());

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const atTheChooser = (page: Page) => heading(page, 'Which company are you with?');
/** At the door of a company's provider. */
const isAt = async (page: Page, origin: string) => {
  await page.getByText('Who are you?').waitFor();
  expect(new URL(page.url()).origin).toBe(origin);
};

describe('a company that is listed', () => {
  scene(
    'is asked about when a link from elsewhere names it, and another is one step away',
    stage,
    () => [still],
    async ({ page, complaints }) => {
      const { demo, portals } = stage();
      await page.goto(elsewhere.page(`<a href="${portals}?connection=kestrel">Your tickets</a>`));
      await page.getByRole('link', { name: 'Your tickets' }).click();
      await heading(page, 'Sign in with Kestrel Robotics?');
      expect(await wordsOn(page)).toContain('Whom to ask: Acme service desk');
      const found = await complaintsAbout('confirm', page);

      await page.getByRole('link', { name: 'Another company' }).click();
      await atTheChooser(page);
      const names = await page.getByRole('list', { name: 'Company sign-ins' }).getByRole('listitem').allInnerTexts();
      expect(names).toEqual(['Aurora Lines', 'Borealis Shipping', 'Kestrel Robotics']);
      found.push(...(await complaintsAbout('chooser', page)));

      await tabTo(page, 'Kestrel Robotics');
      await page.keyboard.press('Enter');
      await isAt(page, demo.at.kestrel);
      // The way back from the wrong door leads to the question, not to the same door.
      expect(await goBack(page)).toBe('Which company are you with?');
      await page.getByRole('link', { name: 'Borealis Shipping' }).click();
      await isAt(page, demo.at.borealis);
      expect([...found, ...complaints]).toEqual([]);
    },
  );

  scene(
    'is remembered, stands in front after signing out, and is forgotten when told to',
    stage,
    () => [still],
    async ({ page, context, complaints }) => {
      const { demo, portals } = stage();
      await page.goto(`${portals}?connection=kestrel`);
      await page.getByRole('link', { name: 'Sign in with Kestrel Robotics' }).click();
      await proveAtCompany(page, demoPeople.dev);
      await enterCode(page, codeFor(await readKey(page)));
      await keepRecoveryCodes(page);
      await page.waitForURL(portals);

      const [company] = (await context.cookies(demo.at.acmeLogin)).filter(({ name }) => name === '__Host-company');
      expect(company).toMatchObject({ value: 'kestrel', sameSite: 'Lax', httpOnly: true, secure: true });
      await context.clearCookies({ name: /^__Host-(session|sso)$/ });
      // Nobody is asked, and the company still knows who it is.
      await page.goto(portals);
      await heading(page, 'Confirm that it is you');

      await context.addCookies([{ ...(company as NonNullable<typeof company>), value: 'kestrel~0' }]);
      await page.goto(portals);
      await atTheChooser(page);
      const first = page.getByRole('main').getByRole('link').first();
      expect(await first.innerText()).toBe('Kestrel Robotics');
      expect(await wordsOn(page)).toContain('Used last in this browser');
      const found = await complaintsAbout('chooser with the last company', page);

      await page.getByRole('button', { name: 'Forget Kestrel Robotics' }).click();
      await page.getByRole('list', { name: 'Company sign-ins' }).getByText('Kestrel Robotics').waitFor();
      expect(await wordsOn(page)).not.toContain('Used last');
      expect((await context.cookies(demo.at.acmeLogin)).map(({ name }) => name)).not.toContain('__Host-company');
      expect([...found, ...complaints]).toEqual([]);
    },
  );
});

// Afterwards, because from here on companies are not listed.
describe('a company that is not listed', () => {
  beforeAll(async () => {
    await askForAddresses(stage().demo.at.admin);
  });

  scene(
    'is found by the e-mail address, with script and without',
    stage,
    () => [still, { ...still, javaScriptEnabled: false }],
    async (withScript, without) => {
      const found: string[] = [];
      for (const { page, context, complaints } of [withScript, without as NonNullable<typeof without>]) {
        const { demo, portals } = stage();
        await page.goto(portals);
        await heading(page, 'Sign in');
        expect(await wordsOn(page)).not.toMatch(/Borealis|Kestrel|Aurora/);
        const field = page.getByRole('textbox', { name: 'E-mail address' });
        await field.fill('dev@kestrel.exmaple');
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText('No company that signs in here has this kind of address').waitFor();
        if (page === withScript.page) {
          expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
          found.push(...(await complaintsAbout('question', page)));
        }
        await field.fill('dev@kestrel.example');
        await page.keyboard.press('Enter');
        await isAt(page, demo.at.kestrel);
        expect((await context.cookies(demo.at.acmeLogin)).map(({ name }) => name)).not.toContain('__Host-address');
        found.push(...complaints);
      }
      expect(found).toEqual([]);
    },
  );
});

/** As an administrator switches it on. */
async function askForAddresses(admin: string): Promise<void> {
  const call = async (functionKey: 'overview.load' | 'portal.save', payload: object) => {
    const answer = await fetch(`${admin}/__forge/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sandbox-user': 'alex' },
      body: JSON.stringify({ functionKey, payload }),
    });
    const { value } = (await answer.json()) as { value: AdminRpc['overview.load']['response'] };
    if (!value.ok) throw new Error(`${functionKey}: ${value.error.title}`);
    return value.value;
  };
  const { portal, saved } = await call('overview.load', {});
  await call('portal.save', { portal: { ...portal, askForEmail: true }, expectRevision: saved.revision });
}
