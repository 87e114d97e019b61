/** Codes that are sent, in a real browser: set up and used, sent again, refused by the phone, and by e-mail. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { adminFrame } from '../support/web/admin.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { type DemoPerson, demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany } from '../support/web/sign-in.ts';
import { aVisitor, telling, type Visitor, wordsOn } from '../support/web/visitor.ts';

let browser: Browser;
let demo: Demo;
let portals = '';
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  portals = `${demo.at.acmePortal}/servicedesk/customer/portals`;
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
}, 30_000);

const patienceMs = 180_000;

async function comeTo(page: Page, person: DemoPerson): Promise<void> {
  await page.context().clearCookies();
  await goToCompany(page, portals, person);
  await proveAtCompany(page, person);
}

/** What a person sees on the page of the demo's phones and post boxes: the newest for them. */
async function newest(
  visitor: Visitor,
  to: string,
): Promise<{ code: string; press(button: string): Promise<void>; close(): Promise<void> }> {
  const tab = await visitor.tab();
  await tab.goto(demo.at.messages);
  const message = tab.getByRole('listitem').filter({ hasText: to }).first();
  return {
    code: await message.locator('output').innerText(),
    press: async (button) => message.getByRole('button', { name: button }).click(),
    close: () => tab.close(),
  };
}

async function codeFor(visitor: Visitor, to: string): Promise<string> {
  const message = await newest(visitor, to);
  await message.close();
  return message.code;
}

/** Sets a number up in the first sign-in, and is in the portal. */
async function setUpNumber(visitor: Visitor, person: DemoPerson, typed: string, number: string): Promise<void> {
  const { page } = visitor;
  await comeTo(page, person);
  await page.getByRole('button', { name: 'Code by text message' }).click();
  await page.getByLabel('Mobile number').fill(typed);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await page.getByLabel('Code from the message').waitFor();
  await enterCode(page, await codeFor(visitor, number));
  expect(await keepRecoveryCodes(page)).toHaveLength(10);
  await page.waitForURL(portals);
}

describe('a code by text message', () => {
  test(
    'is set up with a word on every slip, and asked for at the next sign-in',
    async () => {
      const ada = await aVisitor(browser, { reducedMotion: 'reduce' });
      await telling({ ada }, async () => {
        const { page } = ada;
        const seen: string[] = [];
        await comeTo(page, demoPeople.ada);
        await page.getByRole('button', { name: 'Code by text message' }).click();
        await page.getByRole('heading', { name: 'Add your mobile number' }).waitFor();
        seen.push(...(await complaintsAbout('number', page)));
        for (const [typed, title] of [
          ['my phone', 'That is not a telephone number'],
          ['+47 829 12 345', 'That number gets no messages'],
          ['+33 6 12 34 56 78', 'No messages go to this country'],
        ] as const) {
          await page.getByLabel('Mobile number').fill(typed);
          await page.getByRole('button', { name: 'Send the code' }).click();
          await page.getByText(title).waitFor();
        }
        seen.push(...(await complaintsAbout('number refused', page)));
        await page.getByLabel('Mobile number').fill('+47 406 12 345');
        await page.getByRole('button', { name: 'Send the code' }).click();
        await page.getByText('on its way to +47 ** ** ** 45').waitFor();
        seen.push(...(await complaintsAbout('code', page)));
        expect(await page.getByLabel('Code from the message').getAttribute('autocomplete')).toBe('one-time-code');
        const code = await codeFor(ada, '+4740612345');
        await enterCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
        await keepRecoveryCodes(page);
        await page.waitForURL(portals);

        await comeTo(page, demoPeople.ada);
        await page.getByText('on its way to +47 ** ** ** 45').waitFor();
        await enterCode(page, 'abc def');
        await page.getByText('That does not look like the code').waitFor();
        await enterCode(page, await codeFor(ada, '+4740612345'));
        await page.waitForURL(portals);
        await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
        expect([...seen, ...ada.complaints]).toEqual([]);
      });
      await ada.context.close();
    },
    patienceMs,
  );

  test(
    'is sent again after half a minute, and then only the new one counts',
    async () => {
      const bo = await aVisitor(browser);
      await telling({ bo }, async () => {
        const { page } = bo;
        await setUpNumber(bo, demoPeople.bo, '+46 70 712 34 56', '+46707123456');
        await comeTo(page, demoPeople.bo);
        await page.getByText('on its way to +46 ** *** ** 56').waitFor();
        const old = await codeFor(bo, '+46707123456');
        await page.getByRole('button', { name: 'Send another code' }).click();
        await page.getByText('A code was asked for a moment ago').waitFor();
        // Asked for too early costs nothing: the page may be pressed until the half minute is over.
        await expectSoon(async () => {
          await page.getByRole('button', { name: 'Send another code' }).click();
          await page.waitForLoadState();
          return (await codeFor(bo, '+46707123456')) !== old;
        });
        await enterCode(page, old);
        await page.getByText('That code is not right').waitFor();
        await enterCode(page, await codeFor(bo, '+46707123456'));
        await page.waitForURL(portals);
        expect(bo.complaints).toEqual([]);
      });
      await bo.context.close();
    },
    patienceMs,
  );
});

describe('a code by e-mail', () => {
  test(
    'lets in whoever has nothing set up, and whose phone gets no messages any more: they are told, and offered it',
    async () => {
      const [alex, cleo, dev] = await Promise.all([aVisitor(browser), aVisitor(browser), aVisitor(browser)]);
      await telling({ alex, cleo, dev }, async () => {
        await setUpNumber(cleo, demoPeople.cleo, '+44 7400 123456', '+447400123456');
        await switchOnEmail(alex);

        await comeTo(dev.page, demoPeople.dev);
        await dev.page.getByText('on its way to d***@kestrel.example').waitFor();
        expect(await complaintsAbout('e-mail', dev.page)).toEqual([]);
        await enterCode(dev.page, (await codeFor(dev, 'dev@kestrel.example')).toLowerCase());
        await dev.page.waitForURL(portals);

        const phone = await newest(cleo, '+447400123456');
        await phone.press('Answer STOP');
        await phone.close();
        await comeTo(cleo.page, demoPeople.cleo);
        await cleo.page.getByText('The code could not be sent').waitFor();
        await cleo.page.getByText('on its way to c***@borealis.example').waitFor();
        expect(await wordsOn(cleo.page)).not.toMatch(/stop|opted/i);
        await cleo.page.getByRole('button', { name: 'Get a code by text message' }).waitFor();
        await enterCode(cleo.page, await codeFor(cleo, 'Your code to confirm'));
        await cleo.page.waitForURL(portals);
        for (const { complaints } of [alex, cleo, dev]) expect(complaints).toEqual([]);
      });
      await Promise.all([alex, cleo, dev].map(({ context }) => context.close()));
    },
    patienceMs,
  );
});

/** As an administrator does it, on the page of the methods. */
async function switchOnEmail({ page }: Visitor): Promise<void> {
  await page.goto(demo.at.admin);
  const frame = adminFrame(page);
  await frame.getByRole('link', { name: 'Second factor' }).click();
  await frame
    .getByRole('link', { name: 'Methods and networks' })
    .or(frame.getByRole('tab', { name: 'Methods and networks' }))
    .click();
  await frame.getByRole('switch', { name: 'People may use: Code by e-mail' }).check();
  await frame.getByRole('group', { name: 'Save from here' }).getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Methods and networks were saved.').waitFor();
}

async function expectSoon(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await isSo())) if (Date.now() > deadline) throw new Error('no other code came');
}
