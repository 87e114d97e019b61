/** The question for the e-mail address must not tell who is a customer: not by its answer, and not to whoever asks often. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { Secret } from '../../../broker/domain/secret.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, textOf } from '../../support/browser.ts';
import { anEmailCodeConnection } from '../../support/connections.ts';
import { type House, openHouse } from '../../support/house.ts';
import { portals } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({
    policy: 'nobody',
    mail: { via: 'smtp', url: new Secret('smtp://127.0.0.1:9'), from: 'no-reply@help.example' },
  });
  for (const [tenant, name] of [
    [house.acme, 'acme'],
    [house.umbra, 'umbra'],
  ] as const) {
    const settings = house.settingsOf(name, ['borealis', 'kestrel']);
    const [borealis, kestrel] = settings.connections;
    if (borealis === undefined || kestrel === undefined) throw new Error('no connections');
    const domains = { mode: 'list' as const, list: [`${name}-only.example`] };
    const connections = [borealis, kestrel, { ...kestrel, id: 'off', enabled: false, domains }];
    await house.applySettings(tenant, 2, { ...settings, connections, portal: { ...settings.portal, askForEmail: true } });
  }
});
afterAll(() => house.close());

/** What comes of an address that is entered; on the same page as before, where there was one. */
async function enter(email: string, headers: Record<string, string> = {}, before?: { asked: BrowserPage }) {
  const browser = house.browser();
  const asked = before?.asked ?? (await browser.get(portals));
  const page = await browser.send('POST', formOn(asked).action, { email }, headers);
  return { browser, asked, page };
}

/** All of an answer but the time, and of what is sealed its length. */
function told({ page }: { page: BrowserPage }) {
  const { date: _, ...headers } = page.headers;
  const cookies = [headers['set-cookie']].flat().map((cookie) => cookie?.replace(/=[^;]*/, (value) => `=${value.length} letters`));
  return {
    status: page.status,
    headers: { ...headers, 'set-cookie': cookies },
    body: page.body,
  };
}

async function goOn({ browser, asked }: Awaited<ReturnType<typeof enter>>): Promise<BrowserPage> {
  return browser.send('GET', `${asked.url}&company=found`, undefined, { 'sec-fetch-site': 'same-origin' });
}

describe('the answer to an address', () => {
  const { attack, honest } = casesOf('login.customers');

  attack.each([
    ['of no customer', 'ada@nobody.example'],
    ['of a customer that is switched off', 'ada@acme-only.example'],
    ['of another tenant’s customer', 'ada@umbra-only.example'],
    ['below a customer’s domain', 'ada@mail.borealis.example'],
    ['that ends like a customer’s', 'ada@notborealis.example'],
    ['with a customer’s domain in front', 'ada@borealis.example.evil.example'],
    ['with a letter that looks like ours', 'ada@bоrealis.example'],
    ['of another customer', 'dev@kestrel.example'],
    ['that is as short as can be', 'a@b.co'],
    ['that is as long as can be', `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`.slice(0, 254)],
    ['in capitals', 'ADA@BOREALIS.EXAMPLE'],
  ])('%s is the very same as to a customer’s: status, headers, lengths, page', async (_, email) => {
    const customer = await enter('ada@borealis.example');
    expect(told(await enter(email, {}, customer))).toEqual(told(customer));
  });

  attack('comes before anything is looked up: it is the same where nobody is asked for an address', async () => {
    const customer = await enter('ada@borealis.example');
    const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
    await house.applySettings(house.acme, 3, settings);
    const page = await customer.browser.send('POST', formOn(customer.asked).action, { email: 'ada@borealis.example' });
    expect(told({ page })).toEqual(told(customer));
    // And there it leads to the page that lists them all.
    expect(textOf(await goOn(customer))).toContain('Which company are you with?');
    await house.applySettings(house.acme, 4, { ...settings, portal: { ...settings.portal, askForEmail: true } });
  });

  honest('leads on to the company', async () => {
    expect((await goOn(await enter('ada@borealis.example'))).headers.location).toContain(house.borealis.issuer);
  });
});

describe('what is no address', () => {
  const { attack, honest } = casesOf('login.customers');

  attack.each([
    ['nothing', ''],
    ['a domain', 'borealis.example'],
    ['a domain with an at', '@borealis.example'],
    ['a name', 'ada@'],
    ['two at once', 'ada@nobody.example,ada@borealis.example'],
    ['two ats', 'ada@nobody.example@borealis.example'],
    ['a trailing dot', 'ada@borealis.example.'],
    ['two dots', 'ada@borealis..example'],
    ['a line break', 'ada@borealis.example\r\nSet-Cookie: a=b'],
    ['a line break in front', 'ada\n@borealis.example'],
    ['a null', 'ada@borealis.example\0.evil.example'],
    ['a turned direction', 'ada@\u202eelpmaxe.silaerob'],
    ['a space of no width', 'ada@borealis\u200b.example'],
    ['letters of full width', 'ada@ｂｏｒｅａｌｉｓ.example'],
    ['a dot of another script', 'ada@borealis。example'],
    ['a quoted name', '"ada"@borealis.example'],
    ['a name beside the address', 'Ada <ada@borealis.example>'],
    ['a comment', 'ada(x)@borealis.example'],
    ['an address of the network', 'ada@[127.0.0.1]'],
    ['a number', 'ada@127.0.0.1'],
    ['a port', 'ada@borealis.example:25'],
    ['a path', 'ada@borealis.example/x'],
    ['percent signs', 'ada@%62orealis.example'],
    ['a name that is too long', `${'a'.repeat(65)}@borealis.example`],
    ['a thousand letters', `ada@${'b'.repeat(1000)}.example`],
    ['markup', '"><script>alert(1)</script>@borealis.example'],
  ])('%s is asked for again, and is not written anywhere', async (_, email) => {
    const entered = await enter(email);
    expect(entered.page.status).toBe(422);
    expect(textOf(entered.page)).toContain('Enter the whole address');
    expect(entered.page.headers['set-cookie']).toBeUndefined();
    expect(entered.page.body).not.toMatch(/<script>alert|borealis\.example/);
  });

  attack('ten thousand letters are not read', async () => {
    const { page } = await enter(`${'a'.repeat(10_000)}@borealis.example`);
    expect([page.status, page.headers['set-cookie']]).toEqual([413, undefined]);
  });

  attack('an address given twice is none', async () => {
    const browser = house.browser();
    const asked = await browser.get(portals);
    const page = await browser.send('POST', `${formOn(asked).action}&email=ada%40borealis.example`, {});
    expect(page.status).toBe(422);
  });

  honest('blanks around an address are not of it', async () => {
    expect((await goOn(await enter('  ada@borealis.example\t'))).headers.location).toContain(house.borealis.issuer);
  });
});

describe('an address that another site enters', () => {
  const { attack } = casesOf('login.customers');

  attack.each<[string, Record<string, string>]>([
    ['by a form', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { origin: 'http://evil.localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['from nowhere', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['from the portal', { origin: 'http://acme.localhost:8080', 'sec-fetch-site': 'cross-site' }],
  ])('%s is not taken', async (_, headers) => {
    const { page } = await enter('ada@borealis.example', headers);
    expect([page.status, page.headers['set-cookie']]).toEqual([403, undefined]);
    expect(lastRefusal(house)).toBe('login_form_stale');
  });
});

describe('the address on its way to the next page', () => {
  const { attack } = casesOf('login.customers');

  attack.each<[string, (value: string) => string]>([
    ['edited', (value) => value.replace(/.(?=.{40}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ['cut', (value) => value.slice(0, -8)],
    ['of another time', (value) => `${(house.clock.now() + 1000).toString(36)}${value.slice(value.indexOf('.'))}`],
    ['made up', () => `${house.clock.now().toString(36)}.${'A'.repeat(400)}`],
    ['written plainly', () => 'ada@borealis.example'],
    ['oversized', (value) => value.padEnd(9_000, 'A')],
  ])('%s is none', async (_, bend) => {
    const entered = await enter('ada@borealis.example');
    const jar = entered.browser.cookies(loginHost);
    jar.set('__Host-address', bend(jar.get('__Host-address') ?? ''));
    const page = await goOn(entered);
    expect([page.headers.location, textOf(page).includes('Enter your e-mail address at work')]).toEqual([undefined, true]);
  });

  attack('is of one tenant', async () => {
    const entered = await enter('ada@borealis.example');
    const browser = house.browser();
    const sealed = entered.browser.cookies(loginHost).get('__Host-address') ?? '';
    browser.cookies('umbra-login.localhost:8080').set('__Host-address', sealed);
    const asked = await browser.get(portals.replace('acme', 'umbra'));
    const page = await browser.send('GET', `${asked.url}&company=found`);
    expect(page.headers.location).toBeUndefined();
  });
});

describe('somebody who tries names out', () => {
  const { attack, honest } = casesOf('login.customers');

  attack('is stopped after a hundred that are no customers’, at customers and strangers alike', async () => {
    house.clock.advance(3_600_000);
    const statuses = new Set<number>();
    for (let number = 0; number < 100; number += 1) statuses.add((await goOn(await enter(`ada@company-${number}.example`))).status);
    expect([...statuses]).toEqual([404]);
    const stranger = await goOn(await enter('ada@company-101.example'));
    const customer = await goOn(await enter('ada@borealis.example'));
    expect([stranger.status, customer.status, customer.headers.location]).toEqual([429, 429, undefined]);
    // Entering an address is answered as before, so that this tells nothing either.
    expect((await enter('ada@borealis.example')).page.status).toBe(200);
  });

  honest('may go on when the hour is over', async () => {
    house.clock.advance(3_600_000);
    expect((await goOn(await enter('ada@borealis.example'))).headers.location).toContain(house.borealis.issuer);
  });

  attack('learns nothing from the count of a customer who signs in by a code: it is that of a stranger', async () => {
    house.clock.advance(3_600_000);
    const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
    const codes = anEmailCodeConnection({ domains: { mode: 'list', list: ['small.example'] } });
    const portal = { ...settings.portal, askForEmail: true };
    await house.applySettings(house.acme, 5, { ...settings, connections: [...settings.connections, codes], portal });
    for (let number = 0; number < 99; number += 1) await goOn(await enter(`ada${number}@small.example`));
    expect((await goOn(await enter('ada@nobody.example'))).status).toBe(200);
    expect((await goOn(await enter('ada@nobody.example'))).status).toBe(429);
    house.clock.advance(3_600_000);
  });

  honest('people of customers do not use it up', async () => {
    for (let number = 0; number < 120; number += 1)
      expect((await goOn(await enter(`ada${number}@borealis.example`))).headers.location).toContain(house.borealis.issuer);
  });
});
