import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal } from '../../support/attacks/in-house.ts';
import { textOf } from '../../support/browser.ts';
import { people } from '../../support/house.ts';
import { aConnection, secretId } from '../../support/settings.ts';
import { begin, leadsTo, openHouseToLookInto, outcomeOf, standing, startTest } from '../../support/sign-in-test.ts';

let place: Awaited<ReturnType<typeof openHouseToLookInto>>;
let house: (typeof place)['house'];
let before: ReturnType<typeof standing>;
beforeAll(async () => {
  place = await openHouseToLookInto();
  house = place.house;
  before = standing(house, place.path);
});
afterEach(() => {
  // Whatever was tried: nobody is signed in, and no account was made.
  expect(standing(house, place.path)).toEqual(before);
  // The limit of an hour is for a test of its own.
  house.clock.advance(60 * 60_000);
});
afterAll(() => place.close());

const draft = (wish: Parameters<typeof aConnection>[0] = {}) =>
  aConnection({
    id: 'new',
    name: 'New one',
    issuer: house.borealis.issuer,
    domains: { mode: 'list', list: ['borealis.example'] },
    ...wish,
  });
const start = (tenant = house.acme) => startTest(house, draft(), { [secretId('new')]: house.borealis.clientSecret }, tenant);
const press = (url: string, browser = house.browser()) => browser.post(url, {});
const withoutCode = (text: string) => text.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'CODE');

const { attack, honest } = casesOf('test.ticket');

describe('a link for a test', () => {
  honest('begins one, and is not spent by programs that look at it before', async () => {
    const { id, url } = await start();
    for (const agent of ['mail scanner', 'preview']) expect((await house.browser().get(url, { 'user-agent': agent })).status).toBe(200);
    const browser = house.browser();
    house.signsIn(house.borealis, people.ada);
    await browser.get(house.borealis.authorize(leadsTo(await begin(browser, url))));
    expect((await outcomeOf(house, id)).identity?.email?.address).toBe(people.ada.email);
  });

  attack('counts once, in this browser and in any other', async () => {
    const { url } = await start();
    const browser = house.browser();
    expect((await press(url, browser)).status).toBe(200);
    for (const again of [browser, house.browser()]) {
      expect((await press(url, again)).status).toBe(410);
      expect((await again.get(url)).status).toBe(410);
      expect(lastRefusal(house)).toBe('sign_in_test_gone');
    }
  });

  attack('counts once for many at the same moment', async () => {
    const { url } = await start();
    const pages = await Promise.all(Array.from({ length: 8 }, () => press(url)));
    expect(pages.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 7 }, () => 410)]);
  });

  attack('counts for five minutes', async () => {
    const { id, url } = await start();
    house.clock.advance(5 * 60_000);
    expect((await house.browser().get(url)).status).toBe(410);
    expect((await press(url)).status).toBe(410);
    expect(await house.broker.signInTests.result(house.acme.id, id)).toMatchObject({ state: 'expired', outcome: null });
  });

  attack('counts at its own tenant only', async () => {
    const { url } = await start();
    const elsewhere = url.replace('acme-login.', 'umbra-login.');
    expect((await house.browser().get(elsewhere)).status).toBe(410);
    expect((await press(elsewhere)).status).toBe(410);
    expect((await press(url)).status).toBe(200);
  });

  attack('is on the login host and nowhere else', async () => {
    const { url } = await start();
    for (const host of ['acme.localhost:8080', 'localhost:8080']) {
      const elsewhere = url.replace('acme-login.localhost:8080', host);
      expect((await house.browser().send('GET', elsewhere)).status).not.toBe(200);
      expect((await house.browser().send('POST', elsewhere, {})).status).not.toBe(200);
    }
    expect((await press(url)).status).toBe(200);
  });

  attack('is not pressed by the page of another site, and stays good', async () => {
    const { url } = await start();
    const foreign = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://acme.localhost:8080', 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const page = await house.browser().post(url, {}, headers);
      expect([page.status, lastRefusal(house)]).toEqual([403, 'login_form_stale']);
    }
    expect((await press(url)).status).toBe(200);
  });

  attack('is on a page that no other site frames or keeps', async () => {
    const { url } = await start();
    const { headers } = await house.browser().get(url);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toContain("form-action 'self'");
    expect([headers['x-frame-options'], headers['cache-control'], headers['referrer-policy']]).toEqual(['DENY', 'no-store', 'same-origin']);
  });

  attack('is asked for by one tenant sixty times an hour, and others are not kept waiting by it', async () => {
    for (let count = 0; count < 60; count += 1) await start(house.umbra);
    await expect(start(house.umbra)).rejects.toMatchObject({ code: 'too_many_requests' });
    expect((await start()).url).toContain('/test/');
  });
});

describe('a ticket that nobody was given', () => {
  const guesses = [
    ['too short', 'x'],
    ['of the right length', 'A'.repeat(43)],
    ['with one sign more', 'A'.repeat(44)],
    ['with a blank at its end', `${'A'.repeat(43)}%20`],
    ['with a zero byte', `${'A'.repeat(42)}%00`],
    ['with a quotation mark', `${'A'.repeat(40)}'--`],
    ['with a wildcard', '%25'],
  ] as const;

  attack.each(guesses)('%s opens nothing, and is told as any other', async (_what, ticket) => {
    const { url } = await start();
    await press(url);
    const used = await house.browser().get(url);
    const guessed = await house.browser().get(new URL(`/test/${ticket}`, url).href);
    expect([guessed.status, withoutCode(textOf(guessed))]).toEqual([410, withoutCode(textOf(used))]);
    expect((await press(new URL(`/test/${ticket}`, url).href)).status).toBe(410);
  });

  attack('is not the name of the test, nor what the database keeps of it', async () => {
    const { id, url } = await start();
    const row = await house.broker.storage.signInTests.find(house.acme.id, id);
    for (const ticket of [id, row?.ticketHash ?? '', row?.keyHash ?? ''].filter((each) => each !== ''))
      expect((await press(new URL(`/test/${ticket}`, url).href)).status).toBe(410);
    expect(JSON.stringify(row)).not.toContain(url.split('/').at(-1));
  });
});

const reading = casesOf('test.reading');

describe('what came of a test', () => {
  async function ended(secret = house.borealis.clientSecret) {
    house.signsIn(house.borealis, people.ada);
    const { id, url } = await startTest(house, draft(), { [secretId('new')]: secret });
    const browser = house.browser();
    const page = await browser.get(house.borealis.authorize(leadsTo(await begin(browser, url))));
    return { id, page };
  }

  reading.attack('is not there for administrators of another tenant, nor under names that are none', async () => {
    const { id } = await ended();
    expect(await house.broker.signInTests.result(house.umbra.id, id)).toBeNull();
    for (const name of ['', 'x', id.toLowerCase(), `${id} `, 'A'.repeat(22)].filter((each) => each !== id))
      expect(await house.broker.signInTests.result(house.acme.id, name)).toBeNull();
  });

  reading.attack('is not there on the hosts that customers reach', async () => {
    const { id } = await ended();
    for (const host of ['acme-login.localhost:8080', 'acme.localhost:8080', 'umbra-login.localhost:8080']) {
      const page = await house.browser().send('POST', `http://${host}/forge/v1/connections/sign-in-tests/result`, { id });
      expect(page.status).toBe(404);
    }
  });

  reading.attack('is not told to the person in the window, apart from how it ended and what was said of them', async () => {
    const { page, id } = await ended();
    const outcome = await outcomeOf(house, id);
    const told = textOf(page);
    expect(told).toContain(people.ada.email);
    for (const secret of [
      outcome.account?.text,
      outcome.entries[0]?.text,
      outcome.entries[0]?.because,
      id,
      ...outcome.checks.map(({ text }) => text),
    ])
      expect(told).not.toContain(secret);
    expect(page.body).not.toContain('<pre');
  });

  reading.attack('holds no secret, token or code', async () => {
    const { id } = await ended();
    const text = JSON.stringify(await outcomeOf(house, id));
    expect(text).not.toContain(house.borealis.clientSecret);
    expect(text).not.toMatch(/eyJ[\w-]{10,}|"at_hash": "(?!\[masked)/);
  });

  reading.attack('is sealed for its tenant and its row', async () => {
    const { id } = await ended();
    const row = await house.broker.storage.signInTests.find(house.acme.id, id);
    const open = (tenant: typeof house.acme.id, name: string) =>
      house.broker.storage.vault.open({ tenant, table: 'sign_in_test', row: name, column: 'sealed' }, row?.sealed ?? new Uint8Array());
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain(people.ada.email);
    await expect(open(house.acme.id, 'another')).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
    await expect(open(house.umbra.id, id)).rejects.toMatchObject({
      code: expect.stringMatching(/^(sealed_value_unreadable|key_unavailable)$/),
    });
  });
});
