import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Secret } from '../../broker/domain/secret.ts';
import { somebody } from '../support/attacks/in-house.ts';
import type { TestBrowser } from '../support/browser.ts';
import { textOf } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, postAnswer } from '../support/journey.ts';
import { startMailServer } from '../support/mail/server.ts';

jest.setTimeout(60_000);

const host = 'acme-login.localhost:8080';
const mark = '__Host-remember';
const session = '__Host-sso';
const day = 24 * 3_600_000;

describe.each(['sqlite', 'postgres'] as const)('a remembered browser, on %s', (database) => {
  let house: House;
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  beforeAll(async () => {
    mail = await startMailServer();
    const sends = { via: 'smtp' as const, url: new Secret(mail.url), from: 'help@acme.example' };
    house = await openHouse({ policy: 'recommended', connections: ['borealis'], database, mail: sends });
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await mail.close();
  });

  /** Somebody with an app, signed out again, in a browser that knows them. */
  async function known(): Promise<{ person: TestPerson; browser: TestBrowser; key: string }> {
    const person = somebody();
    const browser = house.browser();
    const { answered, key } = await enrol(house, browser, await arrive(house, browser, house.borealis, person));
    await postAnswer(browser, answered);
    signedOut(browser);
    return { person, browser, key };
  }

  /** The same browser another day: what it is remembered by is there, the sessions are not. */
  function signedOut(browser: TestBrowser): void {
    browser.cookies(host).delete(session);
    browser.cookies('acme.localhost:8080').clear();
    house.clock.advance(60_000);
  }

  /** The person answers, and wishes not to be asked again here. */
  async function remembered() {
    const { person, browser, key } = await known();
    const page = await arrive(house, browser, house.borealis, person);
    const answered = await answer(browser, page, { answer: codeOf(house, key), remember: 'yes' });
    await postAnswer(browser, answered);
    signedOut(browser);
    return { person, browser, key };
  }

  const isAsked = async (browser: TestBrowser, person: TestPerson) => {
    const page = await arrive(house, browser, house.borealis, person);
    signedOut(browser);
    return textOf(page).includes('Confirm that it is you');
  };

  test('is asked in again unless the person wished otherwise', async () => {
    const { person, browser } = await known();
    expect(await isAsked(browser, person)).toBe(true);
  });

  test('is not asked in for thirty days, and then once more', async () => {
    const { person, browser } = await remembered();
    expect(await isAsked(browser, person)).toBe(false);
    expect(await isAsked(browser, person)).toBe(false);
    house.clock.advance(30 * day);
    expect(await isAsked(browser, person)).toBe(true);
  });

  test('stands for one person: another one in it is asked, and so is the same one elsewhere', async () => {
    const { person, browser } = await remembered();
    const other = await known();
    expect(await isAsked(browser, other.person)).toBe(true);
    expect(await isAsked(house.browser(), person)).toBe(true);
    expect(await isAsked(browser, person)).toBe(false);
  });

  test('gets a new secret at every sign-in, and a copy of the old one ends it and is told of', async () => {
    const { person, browser } = await remembered();
    const copied = browser.cookies(host).get(mark) ?? '';
    expect(await isAsked(browser, person)).toBe(false);
    expect(browser.cookies(host).get(mark)).not.toBe(copied);
    const thief = house.browser();
    thief.cookies(host).set(mark, copied);
    expect(await isAsked(thief, person)).toBe(true);
    // The family is gone: its owner is asked as well, and finds out that way.
    expect(await isAsked(browser, person)).toBe(true);
    await house.broker.notices.settled();
    const warnings = () => mail.received.filter(({ to, raw }) => to.includes(person.email) && /^Subject: .*browser/im.test(raw));
    await eventually(() => warnings().length === 1, 'the warning of a copied mark');
  });

  test('that a thief uses first is found out when its owner comes', async () => {
    const { person, browser } = await remembered();
    const thief = house.browser();
    thief.cookies(host).set(mark, browser.cookies(host).get(mark) ?? '');
    expect(await isAsked(thief, person)).toBe(false);
    expect(await isAsked(browser, person)).toBe(true);
    expect(await isAsked(thief, person)).toBe(true);
  });

  test('signs in from two windows at once', async () => {
    const { person, browser } = await remembered();
    house.signsIn(house.borealis, person);
    const pages = await Promise.all([1, 2].map(() => arrive(house, browser, house.borealis, person)));
    expect(pages.map((page) => textOf(page).includes('Confirm that it is you'))).toEqual([false, false]);
    signedOut(browser);
    expect(await isAsked(browser, person)).toBe(false);
  });

  test('is worth nothing where the settings of today say so', async () => {
    const { person, browser } = await remembered();
    const settings = house.settingsOf('acme', ['borealis']);
    await house.applySettings(house.acme, 2, { ...settings, secondFactor: { ...settings.secondFactor, rememberDays: 0 } });
    expect(await isAsked(browser, person)).toBe(true);
    await house.applySettings(house.acme, 3, { ...settings, policy: { preset: 'everybody' } });
    expect(await isAsked(browser, person)).toBe(true);
    await house.applySettings(house.acme, 4, settings);
    expect(await isAsked(browser, person)).toBe(false);
  });

  test.each(['', 'x', '~', 'a.b', `${'A'.repeat(22)}.${'B'.repeat(43)}`, `${'A'.repeat(22)}.${'B'.repeat(43)}~`.repeat(50)])(
    'is not what a browser makes up: %s',
    async (made) => {
      const { person, browser } = await known();
      browser.cookies(host).set(mark, made);
      expect(await isAsked(browser, person)).toBe(true);
    },
  );
});
