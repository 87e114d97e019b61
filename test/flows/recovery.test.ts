import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { secondFactorTexts } from '#contract/messages/en/second-factor';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import { somebody } from '../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import type { TestPerson } from '../support/house.ts';
import { answer, arrive, enrol, portals, postAnswer } from '../support/journey.ts';
import { openSendingHouse, type SendingHouse, sentMethods, withoutSms } from '../support/sending-house.ts';

const on = { enabled: true };
const methods = sentMethods({
  ...withoutSms,
  totp: recommendedSecondFactor.methods.totp,
  'temporary-pass': on,
  'recovery-code': { enabled: true, replaceUsed: true },
});

let house: SendingHouse;
beforeAll(async () => {
  house = await openSendingHouse({ methods, connections: ['borealis'] });
});
afterAll(() => house.close());

const { replaced } = secondFactorTexts.recoveryCodes;
const codesOn = (page: BrowserPage) => [...page.body.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
const isIn = async (browser: TestBrowser, page: BrowserPage) => (await postAnswer(browser, page)).url === portals;

/** Somebody with an app and ten codes, whose messages so far are read. */
async function enrolled(): Promise<{ person: TestPerson; codes: string[] }> {
  const person = somebody();
  const browser = house.browser();
  const { answered, codes } = await enrol(house, browser, await arrive(house, browser, house.borealis, person));
  expect(await isIn(browser, answered)).toBe(true);
  await house.skipMessages();
  return { person, codes };
}

/** A sign-in up to the page that asks for a recovery code. */
async function atTheCode(browser: TestBrowser, person: TestPerson): Promise<BrowserPage> {
  const page = await arrive(house, browser, house.borealis, person);
  return browser.post(page.url, { token: formOn(page).fields.token ?? '', method: 'recovery-code' });
}

describe('where used recovery codes are replaced', () => {
  test('the new one is shown before the way on, once, and the person is told of the use', async () => {
    const { person, codes } = await enrolled();
    const browser = house.browser();
    const shown = await answer(browser, await atTheCode(browser, person), { answer: codes[0] ?? '' });
    expect(textOf(shown)).toContain(replaced.heading);
    const [fresh = ''] = codesOn(shown);
    expect(codesOn(shown)).toHaveLength(1);
    expect(codes).not.toContain(fresh);
    expect((await house.message('mail')).text).toContain('10 are left');
    const on = await answer(browser, shown, {});
    expect(codesOn(await browser.get(shown.url))).toEqual([]);
    expect(await isIn(browser, on)).toBe(true);

    const again = house.browser();
    const next = await answer(again, await atTheCode(again, person), { answer: fresh });
    expect(codesOn(next)).toHaveLength(1);
    expect(codesOn(next)).not.toEqual([fresh]);
  });

  test('a used one shows nothing', async () => {
    const { person, codes } = await enrolled();
    for (const browser of [house.browser(), house.browser()]) {
      const shown = await answer(browser, await atTheCode(browser, person), { answer: codes[0] ?? '' });
      if (codesOn(shown).length === 1) continue;
      expect(textOf(shown)).toContain('That recovery code is not right');
    }
  });
});
