/** What a stranger can do to sign-ins by a code that is sent by e-mail, and to those who sign in so. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { errorWords } from '#contract/errors';
import { Secret } from '../../../broker/domain/secret.ts';
import type { SunkMail } from '../../../sandbox/mail/sink.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { type BrowserPage, createTestBrowser, formOn, textOf } from '../../support/browser.ts';
import { anEmailCodeConnection, aSamlConnection } from '../../support/connections.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, portals } from '../../support/journey.ts';
import { codeIn, startMailServer } from '../../support/mail/server.ts';

let mail: Awaited<ReturnType<typeof startMailServer>>;
let house: House;
beforeAll(async () => {
  mail = await startMailServer();
});
beforeEach(async () => {
  house = await openHouse({
    policy: 'nobody',
    connections: ['kestrel'],
    mail: { via: 'smtp', url: new Secret(mail.url), from: 'no-reply@help.example' },
  });
  // Some limits have windows of an hour or a day: none ends in the middle of a case.
  house.clock.advance(day - (house.clock.now() % day) + 10 * minute);
  await use(anEmailCodeConnection({ domains: { mode: 'list', list: ['borealis.example'] } }));
});
afterEach(() => house.close());
afterAll(() => mail.close());

let revision = 2;
async function use(guests: ReturnType<typeof anEmailCodeConnection>) {
  const hosting = aSamlConnection({ id: 'hosting', domains: { mode: 'list', list: ['hosting.borealis.example'] } });
  const settings = house.settingsOf('acme', []);
  // The other one is off, so that people are asked for their address at once; its domain is its own all the same.
  await house.applySettings(house.acme, revision++, { ...settings, connections: [guests, { ...hosting, enabled: false }] });
}

const owner = '198.51.100.1';
const stranger = '203.0.113.9';
const minute = 60_000;
const day = 24 * 60 * minute;

/** A browser in this network. */
const browserIn = (remoteAddress: string) =>
  createTestBrowser(() => ({ inject: (request) => house.broker.app.inject({ ...request, remoteAddress }) }), 'Firefox');
type Browser = ReturnType<typeof browserIn>;

/** Asks for a code, and waits for the message where there is one, so that the next one is the next one's. */
async function asks(network: string, email: string, isSent = email.endsWith('@borealis.example')) {
  const before = mail.received.length;
  const browser = browserIn(network);
  const page = await answer(browser, await browser.get(portals), { email });
  const message = isSent && page.status === 200 ? await mail.message(before + 1) : null;
  return { browser, page, message };
}

/** The same, where there has to be a message. */
async function mailed(network: string, email: string) {
  const { browser, page, message } = await asks(network, email);
  if (message === null) throw new Error(`no message, but: ${textOf(page)}`);
  return { browser, page, message, code: codeIn(message) };
}

/** Wrong codes until the login ends, or this many; gives the pages. */
async function guess({ browser, page }: { readonly browser: Browser; readonly page: BrowserPage }, times = 5, code = '000000') {
  const pages: BrowserPage[] = [];
  for (let count = 0; count < times; count += 1) {
    page = await answer(browser, page, { code });
    pages.push(page);
    if (page.status !== 422) break;
  }
  return pages;
}

const says = (page: BrowserPage | undefined, code: keyof typeof errorWords) =>
  page !== undefined && [errorWords[code].text, errorWords[code].title].some((text) => textOf(page).includes(text));
const isIn = (page: BrowserPage) => page.body.includes('SAMLResponse');
const plainText = ({ raw }: SunkMail) => raw.replace(/=\r?\n/g, '');

describe('codes go to nobody', () => {
  const { attack, honest } = casesOf('email-code.mailboxes');

  attack.each([
    ['below a listed domain, which is another company', 'mallory@hosting.borealis.example'],
    ['below a listed domain, which nobody claims', 'mallory@guests.borealis.example'],
    ['above a listed domain', 'mallory@example'],
    ['of a domain that only ends like a listed one', 'mallory@notborealis.example'],
  ])('%s', async (_, email) => {
    const before = mail.received.length;
    const page = await asks(stranger, email);
    expect(isIn((await guess(page, 1, '123456'))[0] as BrowserPage)).toBe(false);
    // Messages are sent in their order.
    expect((await mailed(stranger, 'next@borealis.example')).message.to).toEqual(['next@borealis.example']);
    expect(mail.received.length).toBe(before + 1);
  });

  attack('of a domain that is to be proven and never was', async () => {
    await use(anEmailCodeConnection({ domains: { mode: 'list', list: ['borealis.example'], proof: 'dns' } }));
    const before = mail.received.length;
    expect((await asks(stranger, 'victim@borealis.example', false)).page.status).toBe(200);
    await use(anEmailCodeConnection({ domains: { mode: 'list', list: ['borealis.example'] } }));
    expect((await mailed(owner, 'ada@borealis.example')).message.to).toEqual(['ada@borealis.example']);
    expect(mail.received.length).toBe(before + 1);
  });

  attack.each([
    'Account locked! https://evil.example',
    'Verify at www.evil.example',
    'evil.example/reset',
    'mail help@evil.example',
    'evil\u3002example',
    'Guests http://[::1]/',
  ])('with the link of an administrator in the message: %s', async (name) => {
    await use(anEmailCodeConnection({ name, domains: { mode: 'list', list: ['borealis.example'] } }));
    const text = plainText((await mailed(owner, 'ada@borealis.example')).message);
    const [, ...body] = text.split(/\r?\n\r?\n/);
    // The one address is that of the site.
    expect(
      body
        .join(' ')
        .match(/\S*(?:\/\/|@|\w[.\u3002]\w)\S*/gu)
        ?.filter((word) => !word.includes('acme-login.localhost:8080')) ?? [],
    ).toEqual([]);
    expect(text).not.toMatch(/evil|https?:|::1/);
  });

  honest('a company of any name sends codes to the people of its own domain', async () => {
    await use(anEmailCodeConnection({ name: 'St. Mary & Söhne B.V.', domains: { mode: 'list', list: ['borealis.example'] } }));
    const { browser, page, message, code } = await mailed(owner, 'ada@borealis.example');
    expect(message.to).toEqual(['ada@borealis.example']);
    expect(isIn(await answer(browser, page, { code }))).toBe(true);
  });
});

describe('codes of six digits are not guessed', () => {
  const { attack, honest } = casesOf('email-code.guessing');
  const email = 'ada@borealis.example';

  attack('from one network: it waits after ten wrong ones, each time twice as long, and others get in', async () => {
    await guess(await asks(stranger, email));
    const open = await asks(stranger, email);
    await guess(await asks(stranger, email));
    // Neither a login that is open nor a new one goes on.
    expect((await guess(open)).map(({ status }) => status)).toEqual([429]);
    const paused = await asks(stranger, email);
    expect([paused.page.status, says(paused.page, 'email_code_paused')]).toEqual([429, true]);
    const { browser, page, code } = await mailed(owner, email);
    expect(isIn(await answer(browser, page, { code }))).toBe(true);

    for (const minutes of [15, 30, 60]) {
      house.clock.advance((minutes - 1) * minute);
      expect((await asks(stranger, email)).page.status).toBe(429);
      house.clock.advance(minute);
      expect((await guess(await asks(stranger, email), 1)).map(({ status }) => status)).toEqual([422]);
    }
  });

  attack('from many networks over days: after twenty wrong ones in a day, codes are longer', async () => {
    let judged = 0;
    for (let round = 0; round < 3; round += 1) {
      for (let network = 1; network <= 8; network += 1) {
        const asked = await asks(`203.0.113.${network}`, email);
        if (asked.page.status !== 200 || formOn(asked.page).fields.reference === undefined) continue;
        const pages = await guess(asked);
        judged += pages.filter((page) => says(page, 'email_code_wrong') && !page.body.includes('inputmode="text"')).length;
      }
      house.clock.advance(minute);
    }
    expect(judged).toBeLessThanOrEqual(20);
    // Their owner signs in at once, with a longer one, and is told.
    const { browser, page, message, code } = await mailed(owner, email);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(plainText(message)).toMatch(/\d+ wrong codes were entered for your address since the last right one/);
    expect(isIn(await answer(browser, page, { code: code.toLowerCase().replace('-', ' ') }))).toBe(true);
  });

  attack('in logins that were opened before: a short code does not count any more', async () => {
    const victim = await mailed(owner, email);
    const wrong = victim.code === '000000' ? '000001' : '000000';
    const open = [];
    for (let network = 1; network <= 8; network += 1) open.push(await asks(`203.0.113.${network}`, email));
    const pages: BrowserPage[] = [];
    for (const each of open) pages.push(...(await guess(each, 5, wrong)));
    expect(pages.filter((page) => says(page, 'email_code_wrong'))).toHaveLength(20);
    const late = await answer(victim.browser, victim.page, { code: victim.code });
    expect([late.status, says(late, 'email_code_outgrown')]).toEqual([422, true]);
    const before = mail.received.length;
    const form = formOn(late, 1);
    const again = await victim.browser.post(form.action, { ...form.fields, again: '1' });
    expect(isIn(await answer(victim.browser, again, { code: codeIn(await mail.message(before + 1)) }))).toBe(true);
  });

  attack('from many logins of one network at once', async () => {
    const open = [];
    for (let count = 0; count < 10; count += 1) open.push(await asks(stranger, email));
    const pages = await Promise.all(open.map(({ browser, page }) => answer(browser, page, { code: '000000' })));
    const more = await Promise.all(
      open.map(({ browser }, index) => answer(browser, pages[index] as BrowserPage, { code: '000001' }).catch(() => null)),
    );
    expect(pages.filter((page) => says(page, 'email_code_wrong')).length).toBe(10);
    expect(more.some((page) => page !== null && (isIn(page) || says(page, 'email_code_wrong')))).toBe(false);
  });

  attack('and nobody learns from any of it whether an address may sign in', async () => {
    const seen = [];
    for (const address of ['known@borealis.example', 'unknown@elsewhere.example']) {
      const statuses = [];
      for (let network = 1; network <= 7; network += 1) {
        const asked = await asks(`203.0.113.${network}`, address);
        statuses.push(asked.page.body.includes('inputmode="text"'), ...(await guess(asked)).map(({ status }) => status));
      }
      seen.push(statuses);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toContain(true);
  });

  honest('whoever mistypes now and then keeps short codes, and is told of each message’s wrong ones', async () => {
    for (let days = 0; days < 3; days += 1) {
      const mistaken = await mailed(owner, email);
      const wrong = mistaken.code === '000000' ? '000001' : '000000';
      expect(plainText(mistaken.message)).not.toContain('wrong code');
      await guess(mistaken, 1, wrong);
      const { browser, page, message, code } = await mailed(owner, email);
      expect(plainText(message)).toContain('One wrong code was entered for your address');
      expect(isIn(await answer(browser, page, { code }))).toBe(true);
      house.clock.advance(day / 2);
    }
  });

  honest('many who sign in all day keep short codes', async () => {
    for (let count = 0; count < 24; count += 1) {
      const { browser, page, code } = await mailed(owner, email);
      expect(code).toMatch(/^\d{6}$/);
      expect(isIn(await answer(browser, page, { code }))).toBe(true);
      house.clock.advance(20 * minute + 1);
    }
  });
});

describe('nobody is kept out by a stranger', () => {
  const { attack, honest } = casesOf('email-code.locked-out');
  const email = 'victim@borealis.example';

  attack('who asks for all the codes that one network may ask for', async () => {
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await asks(stranger, email)).page.status);
    expect(statuses.at(-1)).toBe(429);
    expect((await asks(owner, email)).page.status).toBe(200);
  });

  attack('who asks from many networks: not where the owner signed in lately', async () => {
    const { browser, page, code } = await mailed(owner, email);
    expect(isIn(await answer(browser, page, { code }))).toBe(true);
    for (let network = 1; network <= 4; network += 1) for (let count = 0; count < 10; count += 1) await asks(`203.0.113.${network}`, email);
    expect((await asks('203.0.113.77', email)).page.status).toBe(429);
    expect((await asks(owner, email)).page.status).toBe(200);
  });

  attack('who spends what a network has: neither at another tenant, nor with rows for what is refused', async () => {
    const theirs = anEmailCodeConnection({ domains: { mode: 'list', list: ['umbra.example'] } });
    await house.applySettings(house.umbra, 2, { ...house.settingsOf('umbra', []), connections: [theirs] });
    for (let count = 0; count < 60; count += 1) await asks(stranger, `p${count}@borealis.example`);
    // What is written for one login goes when the login has long ended.
    house.clock.advance(20 * minute + 1);
    expect(await house.broker.storage.once.sweep(house.clock.now())).toBe(60);
    for (let count = 0; count < 3; count += 1) expect((await asks(stranger, `q${count}@borealis.example`)).page.status).toBe(429);
    house.clock.advance(20 * minute + 1);
    expect(await house.broker.storage.once.sweep(house.clock.now())).toBe(0);

    const browser = browserIn(stranger);
    const page = await browser.get(house.umbra.portalOrigin + new URL(portals).pathname);
    expect((await answer(browser, page, { email: 'one@umbra.example' })).status).toBe(200);
  });

  honest('a whole office signs in within the hour', async () => {
    for (let count = 0; count < 12; count += 1) {
      const { browser, page, code } = await mailed(owner, `person${count}@borealis.example`);
      expect(isIn(await answer(browser, page, { code }))).toBe(true);
    }
  });
});
