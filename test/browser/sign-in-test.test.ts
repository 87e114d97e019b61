/** A test of a connection by a sign-in, from the admin page through the window of somebody else and back. */
import { describe, expect } from '@jest/globals';
import { adminFrame } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { demoPeople, proveAtCompany } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;

describe('an administrator who wants to know whether a connection works', () => {
  scene(
    'sends a link, somebody signs in at the company, and the page shows what came back; nobody is signed in',
    stage,
    () => [still, still],
    async (alex, ada) => {
      if (ada === undefined) throw new Error('two visitors play this scene');
      const complaints: string[] = [];
      const { page } = alex;
      const frame = adminFrame(page);
      await page.goto(stage().demo.at.admin);
      await frame.getByRole('link', { name: 'Borealis Shipping' }).click();
      await frame.getByRole('button', { name: 'Make a test link' }).click();
      const link = await frame.getByLabel('Link for the test', { exact: true }).inputValue();
      complaints.push(...(await complaintsAbout('waiting', page)));

      const window = ada.page;
      await window.goto(link);
      await window.getByRole('heading', { name: 'Test the sign-in of "Borealis Shipping"' }).waitFor();
      expect(await wordsOn(window)).toContain('Nobody is signed in to anything');
      complaints.push(...(await complaintsAbout('link', window)));
      await window.getByRole('button', { name: 'Start the test' }).click();
      await proveAtCompany(window, demoPeople.ada);
      await window.getByRole('heading', { name: 'The test worked' }).waitFor();
      expect(await wordsOn(window)).toContain('You may close this window.');
      complaints.push(...(await complaintsAbout('the end', window)));

      await frame.getByText('The test worked. This person would get in.').waitFor();
      expect(await frame.getByRole('list', { name: 'Checks' }).innerText()).toContain('The clocks agree.');
      await frame.getByText('Claims of the ID token').click();
      complaints.push(...(await complaintsAbout('result', page)));

      // The portal sends Ada to sign in as ever, and the link is spent.
      await window.goto(stage().portals);
      expect(new URL(window.url()).origin).not.toBe(stage().demo.at.acmePortal);
      expect((await window.goto(link))?.status()).toBe(410);
      expect([...complaints, ...alex.complaints, ...ada.complaints]).toEqual([]);
    },
  );
});
