/** Sign-ins begun by the hundred, and whatever else costs something before anybody is known, by somebody who tries to look like many. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { loginHost } from '../../support/attacks/in-house.ts';
import { type House, openHouse } from '../../support/house.ts';
import { departFor, portals, postAnswer } from '../../support/journey.ts';
import { createSamlProvider } from '../../support/saml/provider.ts';
import { encode } from '../../support/saml/response.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterEach(() => house.close());

const limit = 600;

/** One begun by this address; the message is junk, which counts as well. */
async function begin(remoteAddress: string, headers: Record<string, string> = {}): Promise<number> {
  const request = { method: 'GET', url: '/saml/sso?SAMLRequest=x', headers: { host: loginHost, ...headers }, remoteAddress } as const;
  return (await house.broker.app.inject(request)).statusCode;
}

async function beginMany(from: (count: number) => [string, Record<string, string>?]): Promise<void> {
  for (let count = 0; count < limit; count += 1) expect(await begin(...from(count))).toBe(400);
}

describe('one that looks like many', () => {
  const { attack, honest } = casesOf('http.limits');

  attack('by addresses that no proxy of ours has written is still one', async () => {
    await beginMany((count) => [
      '203.0.113.7',
      { 'x-forwarded-for': `198.51.100.${count % 250}`, forwarded: `for=198.51.100.${count % 250}` },
    ]);
    expect(await begin('203.0.113.7', { 'x-forwarded-for': '192.0.2.1', 'x-real-ip': '192.0.2.1', 'true-client-ip': '192.0.2.1' })).toBe(
      429,
    );
  });

  attack('by the many addresses of its own network is still one', async () => {
    await beginMany((count) => [`2001:db8:1:2::${count.toString(16)}`]);
    expect(await begin('2001:db8:1:2:ffff::1')).toBe(429);
    expect(await begin('2001:db8:1:3::1')).toBe(400);
  });

  attack('by writing its address in another way is still one', async () => {
    await beginMany((count) => [count % 2 ? '203.0.113.7' : '::ffff:203.0.113.7']);
    expect(await begin('::ffff:cb00:7107')).toBe(429);
  });

  attack.each([
    ['POST', '/saml/sso'],
    ['GET', '/callback/borealis?state=x'],
    ['POST', '/callback/borealis'],
    ['GET', '/initiate/borealis'],
    ['POST', '/initiate/borealis'],
    ['GET', '/saml/slo?SAMLRequest=x'],
    ['POST', '/saml/slo'],
    ['GET', '/saml/connections/borealis/logout?SAMLRequest=x'],
    ['POST', '/saml/connections/borealis/logout'],
    ['POST', '/backchannel/borealis'],
    ['GET', '/test/x'],
    ['POST', '/company'],
  ] as const)('at %s %s is still one', async (method, url) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const from = async (remoteAddress: string) => {
      const post = method === 'POST' && { payload: 'SAMLResponse=x&SAMLRequest=x' };
      const request = { method, url, headers: { host: loginHost, ...(post && form) }, remoteAddress, ...post };
      return (await house.broker.app.inject(request)).statusCode;
    };
    for (let count = 0; count < limit; count += 1) await from(`2001:db8:1:2::${count.toString(16)}`);
    expect(await from('2001:db8:1:2:ffff::1')).toBe(429);
    expect(await from('2001:db8:1:3::1')).not.toBe(429);
  });

  honest('somebody else begins as ever', async () => {
    await beginMany(() => ['203.0.113.7']);
    expect(await begin('203.0.113.7')).toBe(429);
    expect(await begin('203.0.113.8')).toBe(400);
  });
});

describe('answers that nobody asked for', () => {
  const { attack, honest } = casesOf('saml.unasked');
  const allowed = 100;
  const person = { nameId: 'ada-1', attributes: { email: ['ada@aurora.example'] } };
  const acsUrl = `http://${loginHost}/callback/aurora`;
  let provider: ReturnType<typeof createSamlProvider>;
  beforeEach(async () => {
    provider = createSamlProvider({ entityId: 'https://idp.aurora.example/metadata', clock: house.clock });
    const settings = house.settingsOf('acme', ['borealis']);
    const aurora = provider.connection({ id: 'aurora', loginFromProvider: true, domains: { mode: 'list', list: ['aurora.example'] } });
    await house.applySettings(house.acme, 2, { ...settings, connections: [...settings.connections, aurora] });
  });

  async function post(remoteAddress: string, fields: Record<string, string>, cookie = '') {
    const headers = { host: loginHost, 'content-type': 'application/x-www-form-urlencoded', cookie };
    const payload = new URLSearchParams(fields).toString();
    return (await house.broker.app.inject({ method: 'POST', url: '/callback/aurora', headers, payload, remoteAddress })).statusCode;
  }
  const genuine = () => provider.unsolicited({ acsUrl, issuer: `http://${loginHost}/saml/connections/aurora` }, person).fields.SAMLResponse;
  const lastCode = () => house.log.lines.filter(({ event }) => event === 'refused').at(-1)?.fields.code;

  attack.each([
    ['by the dozen', () => ''],
    ['with a cookie that is none of ours', () => `__Host-tx-${'a'.repeat(22)}=${'b'.repeat(9)}.${'c'.repeat(43)}`],
    ['with the cookie of a test that is none', () => `__Host-test-${'a'.repeat(22)}=${'c'.repeat(43)}`],
  ])('%s are not verified for long', async (_what, cookie) => {
    const SAMLResponse = genuine();
    for (let count = 0; count < allowed; count += 1)
      expect(await post(`2001:db8:1:2::${count.toString(16)}`, { SAMLResponse }, cookie())).toBe(303);
    expect(await post('2001:db8:1:2:ffff::1', { SAMLResponse }, cookie())).toBe(429);
    expect(await post('2001:db8:1:3::1', { SAMLResponse }, cookie())).toBe(303);
  });

  attack('that are large are not read', async () => {
    const filler = `<a b="c">${'x'.repeat(48)}</a>`.repeat(900);
    expect(await post('203.0.113.7', { SAMLResponse: encode(`<samlp:Response ID="_1">${filler}</samlp:Response>`) })).toBe(413);
    expect(lastCode()).toBe('saml_message_too_large');
  });

  honest('those that were asked for are taken all the same', async () => {
    for (let count = 0; count <= allowed; count += 1) await post('127.0.0.1', { SAMLResponse: genuine() });
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const { action, fields } = provider.answer(url, person);
    const page = await postAnswer(browser, await browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example' }));
    expect(page.url).toBe(portals);
  });
});
