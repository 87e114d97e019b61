/** Requests on a phone, in real browsers: one is the computer, the other the phone. */
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsAbout } from '../support/web/inspect.ts';
import {
  askThePhone,
  confirmThePhone,
  digitsOn,
  inviteAPhone,
  pairAPhone,
  pushesTo,
  signInAgain,
  subscribesTo,
} from '../support/web/phone.ts';
import { demoPeople, keepRecoveryCodes } from '../support/web/sign-in.ts';
import { openStage, scene } from '../support/web/stage.ts';
import { wordsOn } from '../support/web/visitor.ts';

const stage = openStage();
const small = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const still = { reducedMotion: 'reduce' } as const;

describe('a phone that is asked', () => {
  scene(
    'is paired by a link, is woken by a push message, and lets the person in by the six digits typed there',
    stage,
    () => [still, { ...small, ...still, permissions: ['notifications'] }],
    async (computer, phone) => {
      const { portals, demo } = stage();
      if (phone === undefined) throw new Error('two visitors');
      const complaints: string[] = [];
      const look = async (name: string, page: typeof phone.page) => complaints.push(...(await complaintsAbout(name, page)));
      await phone.page.clock.install();
      await subscribesTo(phone.page, async (serverKey) => {
        const body = new URLSearchParams({ applicationServerKey: serverKey });
        return (await fetch(`${demo.at.messages}/push`, { method: 'POST', body })).json();
      });

      const { uri, code } = await inviteAPhone(computer.page, portals, demoPeople.ada);
      expect(uri.startsWith(`${demo.at.acmeLogin}/phone/#${code.replace('-', '')}.`)).toBe(true);
      await phone.page.goto(uri);
      await phone.page.getByRole('heading', { name: 'Pair this phone' }).waitFor();
      expect(await phone.page.getByLabel('Code from your computer').inputValue()).toBe(code);
      await phone.page.getByRole('button', { name: 'Pair this phone' }).click();
      await confirmThePhone(computer.page, phone.page, portals);
      expect(phone.page.url()).toBe(`${demo.at.acmeLogin}/phone/`);
      await phone.page.getByText('Requests are announced on this phone.').waitFor();
      await look('phone-idle', phone.page);
      const push = await pushesTo(phone);

      // Two minutes later the page has stopped asking by itself.
      await phone.page.clock.runFor(125_000);
      await phone.page.getByText('Not looking any more').waitFor();
      await askThePhone(computer, portals, demoPeople.ada);
      const number = await digitsOn(computer.page);
      await look('waiting', computer.page);
      const sent = await lastPush(demo.at.messages);
      expect(sent).toMatch(/^[A-Za-z0-9_-]{22}$/);
      expect(await phone.page.getByRole('heading', { name: 'Is this you?' }).isVisible()).toBe(false);
      await push(sent);
      await phone.page.getByRole('heading', { name: 'Is this you?' }).waitFor();
      expect(await announcedOn(phone.page)).toEqual(['Confirm your sign-in? Tap to see who asks.']);
      const words = await wordsOn(phone.page);
      for (const told of ['Acme Help', 'on Linux', '127.0.0.1']) expect(words).toContain(told);
      expect(words).not.toContain(number);
      await look('phone-request', phone.page);

      const field = phone.page.getByLabel('Number on the sign-in page');
      await field.fill(number === '000000' ? '000001' : '000000');
      await phone.page.getByRole('button', { name: 'Confirm' }).click();
      await phone.page.getByText('That number is not right').waitFor();
      await look('phone-wrong-number', phone.page);
      await field.fill(`${number.slice(0, 3)} ${number.slice(3)}`);
      await phone.page.getByRole('button', { name: 'Confirm' }).click();
      await phone.page.getByRole('heading', { name: 'Confirmed' }).waitFor();
      expect(await announcedOn(phone.page)).toEqual([]);
      // Nobody has to press anything on the computer.
      await computer.page.waitForURL(portals);
      await look('phone-done', phone.page);

      // The key cannot be had, not even by the page itself.
      const taken = await phone.page.evaluate(async () => {
        const opening = indexedDB.open('gatehouse-phone', 1);
        await new Promise((done) => {
          opening.onsuccess = done;
        });
        const asked = opening.result.transaction('phone').objectStore('phone').get('this');
        await new Promise((done) => {
          asked.onsuccess = done;
        });
        const { privateKey } = asked.result as { privateKey: CryptoKey };
        return crypto.subtle.exportKey('jwk', privateKey).then(
          () => 'exported',
          (error: Error) => error.name,
        );
      });
      expect(taken).toBe('InvalidAccessError');
      expect([...complaints, ...computer.complaints, ...phone.complaints]).toEqual([]);
    },
  );

  scene(
    'says no, and is asked again only when the person wants it',
    stage,
    () => [still, { ...small, ...still }],
    async (computer, phone) => {
      const { portals } = stage();
      if (phone === undefined) throw new Error('two visitors');
      await pairAPhone(computer.page, phone.page, portals, demoPeople.bo);
      await askThePhone(computer, portals, demoPeople.bo);
      await phone.page.getByRole('heading', { name: 'Is this you?' }).waitFor();
      await phone.page.getByRole('button', { name: 'Deny' }).click();
      await phone.page.getByRole('heading', { name: 'Denied' }).waitFor();
      await computer.page.getByText('Denied on your phone').waitFor();
      expect(await complaintsAbout('denied', computer.page)).toEqual([]);
      await phone.page.getByRole('button', { name: 'Go on' }).click();
      await phone.page.getByRole('heading', { name: 'Nothing to confirm' }).waitFor();

      await computer.page.getByRole('button', { name: 'Send a request to my phone' }).click();
      const number = await digitsOn(computer.page);
      await phone.page.getByLabel('Number on the sign-in page').fill(number);
      await phone.page.keyboard.press('Enter');
      await phone.page.getByRole('heading', { name: 'Confirmed' }).waitFor();
      await computer.page.waitForURL(portals);
      expect([...computer.complaints, ...phone.complaints]).toEqual([]);
    },
  );

  scene(
    'says that it was not the person, and everything stops',
    stage,
    () => [still, { ...small, ...still }],
    async (computer, phone) => {
      const { portals } = stage();
      if (phone === undefined) throw new Error('two visitors');
      await pairAPhone(computer.page, phone.page, portals, demoPeople.cleo);
      await askThePhone(computer, portals, demoPeople.cleo);
      await phone.page.getByRole('heading', { name: 'Is this you?' }).waitFor();
      await phone.page.getByText('This was not me', { exact: true }).click();
      expect(await complaintsAbout('phone-not-me', phone.page)).toEqual([]);
      await phone.page.getByRole('button', { name: 'Stop it, this was not me' }).click();
      await phone.page.getByRole('heading', { name: 'Stopped' }).waitFor();
      await computer.page.getByText('This sign-in was stopped').first().waitFor();

      await signInAgain(computer, portals, demoPeople.cleo);
      await computer.page.getByText('Requests to your phone are stopped').waitFor();
      expect(await complaintsAbout('stopped', computer.page)).toEqual([]);
      // Another way is asked for at once.
      await computer.page.getByRole('heading', { name: 'Use a recovery code' }).waitFor();
      expect([...computer.complaints, ...phone.complaints]).toEqual([]);
    },
  );
});

// Later than the others: a scene has two minutes, also where many play at once.
describe('a phone that has to help itself', () => {
  scene(
    'is paired by a typed code and asks by itself, where nothing can wake it',
    stage,
    () => [still, { ...small, ...still }],
    async (computer, phone) => {
      const { portals, demo } = stage();
      if (phone === undefined) throw new Error('two visitors');
      const found: string[] = [];
      const { code } = await inviteAPhone(computer.page, portals, demoPeople.dev);
      found.push(...(await complaintsAbout('invitation', computer.page)));
      await phone.page.goto(`${demo.at.acmeLogin}/phone/`);
      const field = phone.page.getByLabel('Code from your computer');
      await field.fill('ABCD-1234');
      await phone.page.getByRole('button', { name: 'Pair this phone' }).click();
      await phone.page.getByText('That code does not count').waitFor();
      found.push(...(await complaintsAbout('phone-wrong-code', phone.page)));
      await field.fill(code.toLowerCase().replace('-', ' '));
      await phone.page.getByRole('button', { name: 'Pair this phone' }).click();
      await phone.page.getByRole('heading', { name: 'Compare with your computer' }).waitFor();
      found.push(...(await complaintsAbout('phone-compare', phone.page)));
      await computer.page.getByRole('button', { name: 'They are the same' }).waitFor();
      found.push(...(await complaintsAbout('compare', computer.page)));
      await confirmThePhone(computer.page, phone.page, portals);

      await askThePhone(computer, portals, demoPeople.dev);
      const number = await digitsOn(computer.page);
      await phone.page.getByRole('heading', { name: 'Is this you?' }).waitFor();
      // The page of the phone may be loaded again at any time: the key is kept.
      await phone.page.reload();
      await phone.page.getByLabel('Number on the sign-in page').fill(number);
      await phone.page.getByRole('button', { name: 'Confirm' }).click();
      await computer.page.waitForURL(portals);
      expect([...found, ...computer.complaints, ...phone.complaints]).toEqual([]);
    },
  );

  scene(
    'confirms for a computer whose browser runs no script',
    stage,
    () => [{ javaScriptEnabled: false }, { ...small, ...still }],
    async (computer, phone) => {
      const { portals } = stage();
      if (phone === undefined) throw new Error('two visitors');
      const { uri } = await inviteAPhone(computer.page, portals, demoPeople.eli);
      await phone.page.goto(uri);
      await phone.page.getByRole('button', { name: 'Pair this phone' }).click();
      await phone.page.getByRole('heading', { name: 'Compare with your computer' }).waitFor();
      await computer.page.getByRole('button', { name: 'My phone shows six digits' }).click();
      expect(await digitsOn(computer.page)).toBe(await digitsOn(phone.page));
      await computer.page.getByRole('button', { name: 'They are the same' }).click();
      await keepRecoveryCodes(computer.page);
      await computer.page.getByRole('button', { name: 'Open the help centre' }).click();
      await computer.page.waitForURL(portals);

      await askThePhone(computer, portals, demoPeople.eli);
      const number = await digitsOn(computer.page);
      await phone.page.getByLabel('Number on the sign-in page').fill(number);
      await phone.page.getByRole('button', { name: 'Confirm' }).click();
      await phone.page.getByRole('heading', { name: 'Confirmed' }).waitFor();
      await computer.page.getByRole('button', { name: 'I have answered on my phone' }).click();
      await computer.page.getByRole('button', { name: 'Open the help centre' }).click();
      await computer.page.waitForURL(portals);
      expect([...computer.complaints, ...phone.complaints]).toEqual([]);
    },
  );

  scene(
    'asks before a link takes its place, is added and removed on the security page, and learns that it is out',
    stage,
    () => [still, { ...small, ...still }, { ...small, ...still }],
    async (computer, phone, spare) => {
      const { portals, demo } = stage();
      if (phone === undefined || spare === undefined) throw new Error('three visitors');
      const { page } = computer;
      await pairAPhone(page, phone.page, portals, demoPeople.faye);
      await page.goto(`${demo.at.acmeLogin}/security`);
      await page.getByRole('link', { name: 'Add another' }).click();
      const invited = async () => {
        await page.getByRole('heading', { name: 'Pair your phone' }).waitFor();
        return (await page.locator('.pair-by-hand a').getAttribute('href')) ?? '';
      };
      await page.getByRole('button', { name: 'Confirmation on your phone' }).click();
      const first = await invited();

      // The link may be anybody's: a phone that is paired asks, and is what it was until the computer has confirmed.
      await phone.page.goto(first);
      await phone.page.getByRole('heading', { name: 'Replace what this phone confirms?' }).waitFor();
      await phone.page.reload();
      await phone.page.getByText('This phone is paired as').waitFor();
      const found = await complaintsAbout('phone-replace', phone.page);
      await phone.page.getByRole('button', { name: 'Keep it as it is' }).click();
      await phone.page.getByRole('heading', { name: 'Nothing to confirm' }).waitFor();
      await phone.page.goto(first);
      await phone.page.getByRole('button', { name: 'Replace it' }).click();
      await phone.page.getByRole('button', { name: 'Pair this phone' }).click();
      await phone.page.getByRole('heading', { name: 'Compare with your computer' }).waitFor();
      await phone.page.reload();
      await phone.page.getByRole('heading', { name: 'Compare with your computer' }).waitFor();
      found.push(...(await complaintsAbout('phone-compare-replacing', phone.page)));
      await phone.page.getByRole('button', { name: 'Keep it as it was' }).click();
      await phone.page.getByText('This phone:').waitFor();
      expect(found).toEqual([]);

      await page.getByRole('button', { name: 'They differ, start again' }).click();
      const uri = await invited();
      await spare.page.goto(uri);
      await spare.page.getByRole('button', { name: 'Pair this phone' }).click();
      await page.getByRole('button', { name: 'They are the same' }).waitFor();
      expect(await digitsOn(page)).toBe(await digitsOn(spare.page));
      await page.getByRole('textbox', { name: 'Name of the phone' }).fill('Spare phone');
      await page.getByRole('button', { name: 'They are the same' }).click();
      await page.getByText('Your new second step is set up').waitFor();
      await spare.page.getByText('This phone: Spare phone').waitFor();

      await page.getByRole('link', { name: 'Change Spare phone' }).click();
      await page.getByRole('button', { name: 'Remove Spare phone' }).click();
      await page.getByText('The second step was removed').waitFor();
      await spare.page.getByRole('heading', { name: 'This phone was removed' }).waitFor();
      expect(await complaintsAbout('phone-removed', spare.page)).toEqual([]);
      await spare.page.getByRole('button', { name: 'Pair it again' }).click();
      await spare.page.getByRole('heading', { name: 'Pair this phone' }).waitFor();
      expect(await phone.page.getByRole('heading', { name: 'Nothing to confirm' }).isVisible()).toBe(true);
      expect([...computer.complaints, ...phone.complaints, ...spare.complaints]).toEqual([]);
    },
  );
});

/** What the phone's system shows of us. */
function announcedOn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { getNotifications } = ServiceWorkerRegistration.prototype;
    const all = await getNotifications.call(await navigator.serviceWorker.ready);
    return all.map(({ title, body }) => `${title} ${body}`);
  });
}

/** What the newest push message said, as the stand-in for the push services opened it. */
async function lastPush(messages: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const all = (await (await fetch(`${messages}/messages`)).json()) as { kind: string; text: string }[];
    const push = all.filter(({ kind }) => kind === 'push').at(0);
    if (push !== undefined) return push.text;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('no push message');
}
