import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, somebody } from '../../support/attacks/in-house.ts';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { answer, arrive, departFor, portals, postAnswer, signIn } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('another connection, another tenant', () => {
  casesOf('login.connections').attack('an answer at another connection’s address is a mix-up', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url).replace('/callback/borealis', '/callback/kestrel');
    expect((await browser.get(back)).status).toBe(403);
    expect(lastRefusal(house)).toBe('login_wrong_connection');
  });

  casesOf('login.tenants').attack('nothing of a login at one tenant is known at the other', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    for (const [name, value] of browser.cookies(loginHost)) browser.cookies('umbra-login.localhost:8080').set(name, value);
    const page = await browser.get(house.borealis.authorize(url).replace('acme-login', 'umbra-login'));
    expect(page.status).toBe(410);
    expect(lastRefusal(house)).toBe('login_unknown');
  });

  casesOf('login.tenants').attack('a session of one tenant opens nothing at the other', async () => {
    const browser = house.browser();
    await signIn(house, browser, house.borealis, people.ada);
    for (const host of ['acme', 'acme-login']) {
      for (const [name, value] of browser.cookies(`${host}.localhost:8080`))
        browser.cookies(`${host.replace('acme', 'umbra')}.localhost:8080`).set(name, value);
    }
    // Which company it was is no secret of a tenant, and opens nothing; without it the page that asks is to be seen.
    const away = await browser.get('http://umbra.localhost:8080/servicedesk/customer/portals');
    expect([away.headers.location?.startsWith(house.borealis.issuer), away.body]).toEqual([true, '']);
    browser.cookies('umbra-login.localhost:8080').delete('__Host-company');
    const page = await browser.get('http://umbra.localhost:8080/servicedesk/customer/portals');
    expect(textOf(page)).toContain('Which company are you with?');
  });

  casesOf('login.tenants').attack('a request of the other tenant’s portal is not answered', async () => {
    const browser = house.browser();
    const sent = await browser.send('GET', 'http://umbra.localhost:8080/servicedesk/customer/portals');
    const page = await browser.get((sent.headers.location ?? '').replace('umbra-login', 'acme-login'));
    expect(page.status).toBe(403);
    expect(lastRefusal(house)).toMatch(/^saml_/);
  });

  casesOf('login.tenants').attack('a host that belongs to nobody has no pages', async () => {
    expect((await house.browser().get('http://nobody.localhost:8080/servicedesk/customer/portals')).status).toBe(404);
  });

  casesOf('login.connections').attack('a connection that is switched off lets nobody in, not even half-way', async () => {
    const own = await openHouse();
    try {
      const browser = own.browser();
      own.signsIn(own.borealis, people.bo);
      const { url } = await departFor(browser, 'borealis');
      const settings = own.settingsOf('acme', ['borealis', 'kestrel']);
      const connections = settings.connections.map((each) => (each.id === 'borealis' ? { ...each, enabled: false } : each));
      await own.applySettings(own.acme, 2, { ...settings, connections });
      expect((await browser.get(own.borealis.authorize(url))).status).toBe(404);
    } finally {
      await own.close();
    }
  });

  casesOf('login.connections').attack('asking everybody for a second factor ends the sessions that have none, at once', async () => {
    const own = await openHouse({ policy: 'nobody', connections: ['borealis'] });
    try {
      const browser = own.browser();
      const answered = await arrive(own, browser, own.borealis, people.ada);
      expect((await postAnswer(browser, answered)).status).toBe(200);
      const settings = own.settingsOf('acme', ['borealis']);
      await own.applySettings(own.acme, 2, { ...settings, portal: { ...settings.portal, name: 'Another name' } });
      expect((await browser.send('GET', portals)).status).toBe(200);
      await own.applySettings(own.acme, 3, { ...settings, policy: { preset: 'everybody' } });
      expect((await browser.send('GET', portals)).status).toBe(302);
    } finally {
      await own.close();
    }
  });

  casesOf('login.connections').attack('switching a connection off ends the sessions that came by it, at once', async () => {
    const own = await openHouse();
    try {
      const ada = own.browser();
      await signIn(own, ada, own.borealis, people.ada);
      const dev = own.browser();
      await signIn(own, dev, own.kestrel, people.dev);
      const settings = own.settingsOf('acme', ['borealis', 'kestrel']);
      const connections = settings.connections.map((each) => (each.id === 'borealis' ? { ...each, enabled: false } : each));
      await own.applySettings(own.acme, 2, { ...settings, connections });
      expect((await ada.send('GET', portals)).status).toBe(302);
      expect((await dev.send('GET', portals)).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  casesOf('login.tenants').attack('a sign-out under way at one tenant leads nowhere at the other', async () => {
    const own = await openHouse({ policy: 'nobody', connections: ['borealis'] });
    try {
      const browser = own.browser();
      const page = await postAnswer(browser, await arrive(own, browser, own.borealis, people.ada));
      const form = formOn(page);
      const leaving = await browser.send('POST', form.action, form.fields);
      const link = (/http-equiv="refresh" content="0; url=([^"]+)"/.exec(leaving.body)?.[1] ?? '').replaceAll('&amp;', '&');
      const away = await browser.send('GET', link);
      const state = new URL(away.headers.location ?? '').searchParams.get('state') ?? '';
      expect(state).not.toBe('');
      const elsewhere = await browser.send('GET', `http://umbra-login.localhost:8080/logout/return?${new URLSearchParams({ state })}`);
      expect([elsewhere.status, elsewhere.headers.location]).toEqual([200, undefined]);
      const home = await browser.send('GET', `http://${loginHost}/logout/return?${new URLSearchParams({ state })}`);
      expect(home.headers.location).toMatch(/^http:\/\/acme\.localhost:8080\/saml\/slo\?/);
    } finally {
      await own.close();
    }
  });

  casesOf('login.tenants').attack(
    'a person of the same company is somebody else at the other tenant, and their second factor too',
    async () => {
      const browser = house.browser();
      const { codes } = await signIn(house, browser, house.borealis, people.bo);
      const other = await arrive(
        house,
        house.browser(),
        house.borealis,
        people.bo,
        'http://umbra.localhost:8080/servicedesk/customer/portals',
      );
      expect(textOf(other)).toContain('Set up your second step');
      const answered = await answer(house.browser(), other, { answer: codes[0] ?? '' });
      expect(answered.body).not.toContain('SAMLResponse');
    },
  );
});
