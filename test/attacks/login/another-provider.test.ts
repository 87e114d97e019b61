import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost } from '../../support/attacks/in-house.ts';
import { textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { answer, arrive, codeOf, departFor, keyOn, portals, postAnswer } from '../../support/journey.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterEach(() => house.close());

/** Somebody of the other provider comes through the connection that Borealis once had. */
async function arriveWith(person: { sub: string; email: string; name: string }) {
  const browser = house.browser();
  house.signsIn(house.kestrel, person);
  const { url } = await departFor(browser, 'borealis');
  return browser.get(house.kestrel.authorize(url));
}

/** An administrator lets the connection lead to the other provider, or changes something else of it. */
async function change(revision: number, more: { issuer?: string; name?: string; enabled?: boolean }): Promise<void> {
  const { connections, ...rest } = house.settingsOf('acme', ['borealis']);
  await house.applySettings(house.acme, revision, { ...rest, connections: connections.map((connection) => ({ ...connection, ...more })) });
}
const pointElsewhere = () => change(2, { issuer: house.kestrel.issuer });

describe('a connection that leads to another provider now', () => {
  const { attack, honest } = casesOf('login.connections');

  attack('brings nobody back under somebody else’s account, whatever it is called', async () => {
    const own = house.browser();
    const page = await postAnswer(own, await arrive(house, own, house.borealis, people.ada));
    expect(textOf(page)).toContain(people.ada.name);
    await pointElsewhere();

    const taken = await arriveWith({ sub: people.ada.sub, email: 'mallory@kestrel.example', name: 'Mallory' });
    expect(taken.body).not.toContain('SAMLResponse');
    expect(lastRefusal(house)).toBe('customer_email_domain_refused');

    // Nor by the address: Ada's account is bound, and only an administrator binds it anew.
    const claimed = await arriveWith({ sub: 'other', email: people.ada.email, name: 'Mallory' });
    expect(claimed.body).not.toContain('SAMLResponse');
    expect(lastRefusal(house)).toBe('account_already_linked');
  });

  attack('ends the sessions of those who came from the one before, at both hosts', async () => {
    const browser = house.browser();
    await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
    expect((await browser.send('GET', portals)).status).toBe(200);
    await pointElsewhere();
    const away = await browser.send('GET', portals);
    expect(away.status).toBe(302);
    expect((await browser.send('GET', away.headers.location ?? '')).headers.location).toContain(house.kestrel.issuer);
  });

  attack('takes no answer of the one before, of a login that had begun', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, people.ada);
    const { url } = await departFor(browser, 'borealis');
    await pointElsewhere();
    const page = await browser.get(house.borealis.authorize(url));
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(lastRefusal(house)).toBe('oidc_issuer_mismatch');
  });

  attack('lets nobody finish whom the one before had vouched for', async () => {
    const browser = house.browser();
    const { connections, ...rest } = house.settingsOf('acme', ['borealis']);
    await house.applySettings(house.acme, 2, { ...rest, connections, policy: { preset: 'everybody' } });
    const first = await arrive(house, browser, house.borealis, people.ada);
    const shown = await answer(browser, first, { answer: codeOf(house, keyOn(first)) });
    await change(3, { issuer: house.kestrel.issuer });
    const page = await answer(browser, shown, {});
    expect(page.body).not.toContain('SAMLResponse');
    expect(lastRefusal(house)).toBe('login_connection_unknown');
  });

  attack.each([
    ['leads to another provider', pointElsewhere],
    ['was switched off', () => change(2, { enabled: false })],
    ['was removed', () => house.applySettings(house.acme, 2, house.settingsOf('acme', []))],
    [
      'stays, though a second factor is asked for',
      () => house.applySettings(house.acme, 2, { ...house.settingsOf('acme', ['borealis']), policy: { preset: 'everybody' } }),
    ],
  ])('opens no session for whom the provider answers just when the connection %s', async (_what, activate) => {
    const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    house.signsIn(house.borealis, people.ada, {
      endpoint: {
        token: (_request, _response, honestly) => {
          asked.resolve();
          void released.promise.then(honestly);
        },
      },
    });
    const browser = house.browser();
    const { url } = await departFor(browser, 'borealis');
    const arriving = browser.get(house.borealis.authorize(url));
    await asked.promise;
    await activate();
    released.resolve();
    const page = await arriving;
    expect(page.status).toBe(409);
    expect(textOf(page)).toContain('The rules changed while you signed in');
    expect(lastRefusal(house)).toBe('login_settings_changed');
    expect(page.body).not.toContain('SAMLResponse');
    expect(browser.cookies(loginHost).get('__Host-sso')).toBeUndefined();
    // Nor does coming back to it help: that login has ended.
    expect((await browser.get(house.borealis.authorize(url))).body).not.toContain('SAMLResponse');
  });

  attack('takes no answer at the portal that a session of before was given', async () => {
    const browser = house.browser();
    await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
    browser.cookies(portalHost).clear();
    const answered = await browser.get(portals);
    expect(answered.body).toContain('SAMLResponse');
    await pointElsewhere();
    const page = await postAnswer(browser, answered);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect((await browser.send('GET', portals)).status).toBe(302);
  });

  honest('one that only got another name keeps everybody', async () => {
    const browser = house.browser();
    await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
    await change(2, { name: 'Another name', issuer: `${house.borealis.issuer}/` });
    expect((await browser.send('GET', portals)).status).toBe(200);
  });
});
