/** Codes of YubiKeys and hardware tokens, recovery codes and temporary passes in a real browser, against a real broker. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { methodTexts, secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import { subjectKeyOf } from '../../broker/domain/subject-key.ts';
import { idOfSubject } from '../../broker/people/person-ids.ts';
import { launchChromium } from '../support/chromium.ts';
import { hotpCode, secretHex } from '../support/factors/bench.ts';
import { people, type TestPerson } from '../support/house.ts';
import { openSendingHouse, type SendingHouse, sentMethods, withoutSms } from '../support/sending-house.ts';
import { complaintsAbout } from '../support/web/inspect.ts';
import { keepRecoveryCodes } from '../support/web/sign-in.ts';
import { aVisitor, telling, type Visitor, wordsOn } from '../support/web/visitor.ts';

const on = { enabled: true };
const methods = sentMethods({ ...withoutSms, 'oath-token': on, 'yubico-otp': on, 'temporary-pass': on });
const patience = 120_000;

let house: SendingHouse;
let browser: Browser;
let visitor: Visitor;
let portals: string;
/** What the pages themselves and the browser found wrong. */
const complaints: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  [house, browser] = await Promise.all([openSendingHouse({ methods, port, connections: ['borealis'] }), launchChromium()]);
  await house.broker.app.listen({ host: '127.0.0.1', port });
  portals = `http://acme.localhost:${port}/servicedesk/customer/portals`;
  visitor = await aVisitor(browser, { reducedMotion: 'reduce' });
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
}, 30_000);

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Somebody opens the portal in a browser that knows nothing, and their company signs them in. */
async function comes(person: TestPerson): Promise<Page> {
  const { context, page } = visitor;
  await context.clearCookies();
  house.signsIn(house.borealis, person);
  await page.goto(portals);
  return page;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const choose = (page: Page, method: keyof typeof methodTexts) => page.getByRole('button', { name: methodTexts[method].name }).click();
const instead = (page: Page, method: keyof typeof methodTexts) => page.getByRole('button', { name: methodTexts[method].instead }).click();
const isIn = (page: Page) => page.waitForURL(portals);
const code = (page: Page) => page.locator('#answer');

/** A YubiKey types its code and presses Enter. */
async function touch(page: Page, typed = house.messages.yubikey.press()): Promise<string> {
  await code(page).focus();
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  return typed;
}

const shown = (name: string, work: () => Promise<void>) => test(name, () => telling({ visitor }, work), patience);

describe('in a real browser', () => {
  let recoveryCodes: string[] = [];
  let used = '';

  shown('a YubiKey is registered by touching it, and touched again to sign in', async () => {
    const page = await comes(people.ada);
    await heading(page, texts.choose.heading);
    complaints.push(...(await complaintsAbout('choosing', page)));
    await choose(page, 'yubico-otp');
    await heading(page, 'Register your YubiKey');
    expect(await wordsOn(page)).toContain('Touch your key now');
    complaints.push(...(await complaintsAbout('registering a YubiKey', page)));
    await touch(page);
    recoveryCodes = await keepRecoveryCodes(page);
    await isIn(page);

    await comes(people.ada);
    complaints.push(...(await complaintsAbout('touching a YubiKey', page)));
    used = await touch(page);
    await isIn(page);
  });

  shown('a code of a YubiKey that was used, and a key that is not theirs, let nobody in', async () => {
    const page = await comes(people.ada);
    await touch(page, used);
    await page.getByText('That code was used already').first().waitFor();
    await touch(page, `vvvvvvvvvvvv${used.slice(12)}`);
    await page.getByText('That is not a code of your YubiKey').first().waitFor();
    complaints.push(...(await complaintsAbout('a wrong YubiKey', page)));
  });

  shown('where codes of YubiKeys cannot be checked, that is said, and another way leads in', async () => {
    house.messages.validation.answerNext('BACKEND_ERROR', 1);
    const page = await comes(people.ada);
    await touch(page);
    await page.getByText('Codes of YubiKeys cannot be checked right now').first().waitFor();
    await instead(page, 'recovery-code');
    await heading(page, 'Use a recovery code');
    await code(page).fill(` ${recoveryCodes[0]?.toLowerCase().replaceAll('-', ' ')} `);
    await page.getByRole('button', { name: texts.goOn }).click();
    await isIn(page);

    await comes(people.ada);
    await instead(page, 'recovery-code');
    await code(page).fill(recoveryCodes[0] ?? '');
    await page.getByRole('button', { name: texts.goOn }).click();
    await page.getByText('That recovery code is not right').first().waitFor();
  });

  shown('a hardware token is registered by its number and two codes, and its codes sign in', async () => {
    await house.broker.tokens.import(house.acme.id, { text: `987-654-321,${secretHex},hotp` }, { leaveOutWrong: false });
    const page = await comes(people.bo);
    await choose(page, 'oath-token');
    await heading(page, 'Register your hardware token');
    complaints.push(...(await complaintsAbout('registering a token', page)));
    const register = async (first: number, next: number) => {
      await page.getByLabel(texts.serial.number).fill('987 654 321');
      await code(page).fill(hotpCode(first));
      await page.getByLabel(texts.serial.next).fill(hotpCode(next));
      await page.getByRole('button', { name: texts.confirm }).click();
    };
    await register(3, 5);
    await page.getByText('The number and the codes do not fit').first().waitFor();
    complaints.push(...(await complaintsAbout('a wrong token', page)));
    await register(3, 4);
    await keepRecoveryCodes(page);
    await isIn(page);

    await comes(people.bo);
    await code(page).fill(hotpCode(5));
    await page.getByRole('button', { name: texts.goOn }).click();
    await isIn(page);
  });

  shown('a token that was pressed many times in a pocket asks for one code more', async () => {
    const page = await comes(people.bo);
    for (const counter of [40, 41]) {
      await code(page).fill(hotpCode(counter));
      await page.getByRole('button', { name: texts.goOn }).click();
      if (counter === 40) await page.getByText('Enter the next code as well').first().waitFor();
    }
    await isIn(page);
  });

  shown('a temporary pass of an administrator leads in once', async () => {
    const { broker, acme, borealis } = house;
    const subject = await subjectKeyOf(broker.storage.vault, acme.id, {
      connection: 'borealis',
      issuer: borealis.issuer,
      subject: people.bo.sub,
    });
    const snapshot = await broker.snapshots.live(acme.id);
    const pass = await broker.people.issuePass({ tenant: acme, snapshot }, { kind: 'operator' }, idOfSubject(subject), 'Lost the token');
    if (!pass.ok) throw new Error(pass.because);

    const page = await comes(people.bo);
    await instead(page, 'temporary-pass');
    await heading(page, 'Use your temporary pass');
    complaints.push(...(await complaintsAbout('a pass', page)));
    await code(page).fill(pass.code);
    await page.getByRole('button', { name: texts.goOn }).click();
    await isIn(page);

    await comes(people.bo);
    expect(await page.getByRole('button', { name: methodTexts['temporary-pass'].instead }).count()).toBe(0);
  });

  test('neither the pages nor the browser had anything to complain about', () => {
    expect([...complaints, ...visitor.complaints]).toEqual([]);
  });
});
