/** Answers used again where another broker of the same house takes them, which has seen nothing of the first time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost, somebody } from '../../support/attacks/in-house.ts';
import type { TestBrowser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { arrive, departFor, portals, postAnswer } from '../../support/journey.ts';

let folder: string;
let house: House;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attacks-'));
  house = await openHouse({
    policy: 'nobody',
    connections: ['borealis'],
    database: { kind: 'sqlite', path: join(folder, 'gatehouse.sqlite') },
    brokers: 2,
  });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

/** Another browser with every cookie of the first, whose first request goes to that broker. */
function thiefOf(browser: TestBrowser, broker: 0 | 1): TestBrowser {
  const thief = house.browser(broker);
  for (const host of [portalHost, loginHost]) for (const [name, value] of browser.cookies(host)) thief.cookies(host).set(name, value);
  return thief;
}

describe.each([0, 1] as const)('at broker %d', (broker) => {
  const { attack } = casesOf('portal.replay');

  attack('an assertion that another took is used', async () => {
    const browser = house.browser();
    const answered = await arrive(house, browser, house.borealis, somebody());
    const thief = thiefOf(browser, broker);
    // Which of the two takes it first is up to the turns of the requests; the other sees it for the first time.
    expect((await postAnswer(browser, answered)).status).toBe(200);
    const page = await postAnswer(thief, answered);
    expect([page.status, lastRefusal(house)]).toEqual([409, 'portal_sign_in_used']);
    expect(thief.cookies(portalHost).has('__Host-session')).toBe(false);
  });

  attack('an answer of a provider that another took is used', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url);
    const thief = thiefOf(browser, broker);
    expect((await browser.get(back)).body).toContain('SAMLResponse');
    const page = await thief.get(back);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.body).not.toContain('SAMLResponse');
    expect(lastRefusal(house)).toBe('login_already_used');
  });

  attack('a session that was signed out elsewhere is over', async () => {
    const browser = house.browser();
    const page = await postAnswer(browser, await arrive(house, browser, house.borealis, somebody()));
    const thief = thiefOf(browser, broker);
    expect((await thief.send('GET', portals)).status).toBe(200);
    const csrf = / name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await browser.post(`http://${portalHost}/servicedesk/customer/user/logout`, { csrf });
    for (let turn = 0; turn < 2; turn += 1) expect((await thief.send('GET', portals)).status).toBe(302);
  });
});
