/** The code in the foot of the portal, read out to an administrator; then messages are kept, and the person is told. */
import { describe, expect } from '@jest/globals';
import { adminFrame } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { demoPeople, proveAtCompany, signInFirstTime } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const still = { reducedMotion: 'reduce' } as const;

describe('an administrator whom somebody asks for help', () => {
  scene(
    'sees the way of their sign-in by its code, and what their company said once they were told that it is recorded',
    stage,
    () => [still, still],
    async (alex, ada) => {
      if (ada === undefined) throw new Error('two visitors play this scene');
      const complaints: string[] = [];
      const window = ada.page;
      await signInFirstTime(window, stage().portals, demoPeople.ada);
      const code = await window.locator('.foot .code').innerText();
      complaints.push(...(await complaintsAbout('portal with a code', window)));

      const { page } = alex;
      const frame = adminFrame(page);
      await page.goto(stage().demo.at.admin);
      await frame.getByText('Last sign-in: ').waitFor();
      await frame.getByRole('link', { name: 'Support', exact: true }).click();
      await frame.getByLabel('Support code', { exact: true }).fill(code);
      await frame.getByRole('button', { name: 'Look up' }).click();
      const way = frame.getByRole('list', { name: 'What happened, step by step' });
      await way.waitFor();
      const told = await way.innerText();
      for (const words of ['The provider answered', 'An authenticator app was set up', 'groups (2)']) expect(told).toContain(words);
      expect(told).not.toMatch(/ada/i);
      complaints.push(...(await complaintsAbout('trace', page)));

      await frame.getByRole('button', { name: 'Keep messages for an hour' }).click();
      await frame.getByRole('dialog').getByRole('button', { name: 'Keep messages' }).click();
      await frame.getByText(/^Messages are kept until/).waitFor();

      // Another browser of the same person.
      await window.context().clearCookies();
      await window.goto(stage().portals);
      await window.getByRole('link', { name: demoPeople.ada.company }).first().click();
      await window.getByRole('heading', { name: 'This sign-in is recorded' }).waitFor();
      expect(await wordsOn(window)).toContain('deleted after 24 hours');
      complaints.push(...(await complaintsAbout('note', window)));
      await window.getByRole('link', { name: 'Go on to your company' }).click();
      await proveAtCompany(window, demoPeople.ada);
      await window.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();

      await page.reload();
      await frame.getByRole('link', { name: 'Support', exact: true }).click();
      await frame.getByRole('button', { name: /^Show the messages of/ }).click();
      await frame.getByRole('button', { name: 'Show the messages', exact: true }).click();
      await frame.getByText('Claims of the ID token').click();
      await frame.getByText('"email": "ada@borealis.example"').waitFor();
      complaints.push(...(await complaintsAbout('messages', page)));
      await frame.getByRole('button', { name: 'Stop now' }).click();
      await frame.getByRole('button', { name: 'Delete what is kept' }).click();
      await frame.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await frame.getByText('Nothing is kept.').waitFor();

      // From now on nothing stands between the choice and the company, which remembers who it is.
      const after = await ada.tab();
      await after.goto(stage().portals);
      await after.getByRole('link', { name: demoPeople.ada.company }).first().click();
      await after.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
      expect([...complaints, ...alex.complaints, ...ada.complaints]).toEqual([]);
    },
  );
});
