/** A sign-in with a request on a phone, and the phone's own addresses, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { TestBrowser } from '../../support/browser.ts';
import { type BrowserPage, textOf } from '../../support/browser.ts';
import { type House, openHouse, people, type TestPerson } from '../../support/house.ts';
import { answer, arrive, postAnswer } from '../../support/journey.ts';
import { otherThan } from '../../support/push/bench.ts';
import { createSoftwarePhone, type SoftwarePhone } from '../../support/push/software-phone.ts';

const host = 'acme-login.localhost:8080';
const origin = `http://${host}`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ secondFactor: recommendedSecondFactor });
});
afterAll(() => house.close());

async function tell(path: string, body: unknown, headers: Record<string, string> = {}) {
  const reply = await house.broker.app.inject({
    method: 'POST',
    url: path,
    headers: {
      host,
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'user-agent': 'Chrome/156 Android',
      ...headers,
    },
    payload: JSON.stringify(body),
  });
  return {
    status: reply.statusCode,
    headers: reply.headers,
    ...(reply.json() as { ok: boolean; code?: string; device?: string; requests?: { id: string }[] }),
  };
}

const stateOf = async (browser: TestBrowser, page: BrowserPage) => {
  const { status, body } = await browser.send('GET', `${page.url}/state`);
  return { status, state: (JSON.parse(body) as { state?: string }).state };
};

const codeOn = (page: BrowserPage) => /<code class="code">([0-9A-Z]{4}-[0-9A-Z]{4})<\/code>/.exec(page.body)?.[1] ?? '';
const digitsOn = (page: BrowserPage) => (/<strong>(\d{3}) (\d{3})<\/strong>/.exec(page.body) ?? []).slice(1).join('');

/** Signs in for the first time and pairs a phone on the way. */
async function paired(person: TestPerson): Promise<SoftwarePhone> {
  const browser = house.browser();
  const choose = await arrive(house, browser, house.borealis, person);
  const page = await answer(browser, choose, { method: 'push' });
  expect(textOf(page)).toContain('Pair your phone');
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
  expect(await stateOf(browser, page)).toEqual({ status: 200, state: 'waiting' });
  const early = await answer(browser, page, {});
  expect(early.status).toBe(409);
  expect(textOf(early)).toContain('The phone has not answered yet');

  const phone = createSoftwarePhone({ origin, now: house.clock.now });
  const taken = await tell('/phone/pair', phone.pairing(codeOn(page)));
  expect(taken).toMatchObject({ status: 200, ok: true, now: expect.any(Number) });
  phone.become(taken.device ?? '');
  expect(await stateOf(browser, page)).toEqual({ status: 200, state: 'answered' });
  const compare = await browser.get(page.url);
  expect(digitsOn(compare)).toBe((taken as { check?: string }).check);
  const codes = await answer(browser, compare, { label: 'My phone' });
  expect(textOf(codes)).toContain('Keep these recovery codes');
  const answered = await answer(browser, codes, {});
  expect((await postAnswer(browser, answered)).status).toBe(200);
  return phone;
}

async function asked(person: TestPerson) {
  const browser = house.browser();
  const page = await arrive(house, browser, house.borealis, person);
  return { browser, page, number: digitsOn(page) };
}

async function open(phone: SoftwarePhone): Promise<string> {
  return (await tell('/phone/look', phone.call())).requests?.[0]?.id ?? '';
}

describe('a sign-in that a phone confirms', () => {
  let phone: SoftwarePhone;
  beforeAll(async () => {
    phone = await paired(people.ada);
  });

  test('goes on once the number was typed on the phone', async () => {
    const { browser, page, number } = await asked(people.ada);
    expect(textOf(page)).toContain('My phone');
    expect(await stateOf(browser, page)).toEqual({ status: 200, state: 'waiting' });
    const early = await answer(browser, page, {});
    expect(early.status).toBe(409);
    expect(textOf(early)).toContain('Not answered yet');
    expect(digitsOn(early)).toBe(number);

    expect(await tell('/phone/answer', phone.answer(await open(phone), 'approve', otherThan(number)))).toMatchObject({
      status: 403,
      ok: false,
      code: 'request_number_wrong',
    });
    expect(await tell('/phone/answer', phone.answer(await open(phone), 'approve', number))).toMatchObject({ status: 200, ok: true });
    expect(await stateOf(browser, page)).toEqual({ status: 200, state: 'answered' });
    const done = await answer(browser, page, {});
    expect(textOf(done)).toContain('You are signed in');
    expect((await postAnswer(browser, done)).status).toBe(200);
    // The step has passed.
    expect((await stateOf(browser, page)).state).not.toBe('waiting');
  });

  test('shows a denial, and asks again only by the button', async () => {
    const { browser, page } = await asked(people.ada);
    await tell('/phone/answer', phone.answer(await open(phone), 'deny'));
    expect((await stateOf(browser, page)).state).toBe('refused');
    const denied = await answer(browser, page, {});
    expect(textOf(denied)).toContain('Denied on your phone');
    expect(digitsOn(denied)).toBe('');
    expect(await open(phone)).toBe('');

    const next = await asked(people.ada);
    expect(next.number).toBe('');
    expect(await open(phone)).toBe('');
    const again = await answer(next.browser, next.page, { again: 'yes' });
    expect(digitsOn(again)).toMatch(/^\d{6}$/);
    expect(await tell('/phone/answer', phone.answer(await open(phone), 'approve', digitsOn(again)))).toMatchObject({ ok: true });
    expect(textOf(await answer(next.browser, again, {}))).toContain('You are signed in');
  });

  test('tells its state to its own browser alone', async () => {
    const { page } = await asked(people.ada);
    const stranger = house.browser();
    expect((await stranger.send('GET', `${page.url}/state`)).body).toContain('refused');
    expect((await stranger.send('GET', `${origin}/second-factor/nonsense/state`)).body).toContain('refused');
  });
});

test('"this was not me" ends every sign-in that is under way, and none that begins later', async () => {
  const phone = await paired(people.bo);
  const first = await asked(people.bo);
  const second = await asked(people.bo);
  await tell('/phone/answer', phone.answer(await open(phone), 'not-me'));
  for (const { browser, page } of [first, second]) {
    expect((await stateOf(browser, page)).state).toBe('refused');
    const ended = await browser.get(page.url);
    expect(ended.status).toBe(403);
    expect(textOf(ended)).toContain('This sign-in was stopped');
    expect((await answer(browser, page, {})).status).toBe(403);
    expect((await answer(browser, page, { method: 'recovery-code' })).status).toBe(403);
  }
  house.clock.advance(1000);
  const later = await asked(people.bo);
  expect(textOf(later.page)).toContain('Requests to your phone are stopped');
  expect(later.number).toBe('');
  // Another way stands open.
  expect(textOf(await answer(later.browser, later.page, { method: 'recovery-code' }))).toContain('Use a recovery code');
});

describe('the page of the phone', () => {
  const get = (url: string) => house.broker.app.inject({ method: 'GET', url, headers: { host } });

  test('can be installed, comes from this origin alone and runs under a strict policy', async () => {
    const page = await get('/phone/');
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "form-action 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(page.headers['cache-control']).toBe('no-store');
    // One link leads away, none loads anything.
    expect(page.body.match(/https?:\/\/(?!acme)[^"]*/g)).toEqual(['https://db-ip.com']);
    expect((await get('/phone')).headers.location).toBe('/phone/');

    const manifest = (await get('/phone/app.webmanifest')).json() as { start_url: string; icons: { src: string; sizes: string }[] };
    expect(manifest).toMatchObject({ name: 'acme help sign-in', start_url: '/phone/', scope: '/phone/', display: 'standalone' });
    for (const { src, sizes } of manifest.icons) {
      const icon = await get(src);
      expect(icon.headers['content-type']).toBe('image/png');
      const bytes = icon.rawPayload;
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
    const worker = await get('/phone/worker.js');
    expect(worker.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' });
    const script = /src="(\/assets\/phone-[^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await get(script)).statusCode).toBe(200);
  });

  test('is not there on the portal', async () => {
    const page = await house.broker.app.inject({ method: 'GET', url: '/phone/', headers: { host: 'acme.localhost:8080' } });
    expect(page.body).not.toContain('data-phone');
  });

  test('takes what it says from its own origin only, and in one shape', async () => {
    const phone = createSoftwarePhone({ origin, now: house.clock.now });
    phone.become('nobody');
    expect(await tell('/phone/look', phone.call())).toMatchObject({ status: 404, code: 'phone_unknown', now: expect.any(Number) });
    expect(await tell('/phone/look', phone.call(), { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
    });
    for (const body of [
      null,
      [],
      'text',
      {},
      { ...phone.call(), time: '1' },
      { ...phone.call(), device: ['a'] },
      { ...phone.call(), body: 'x'.repeat(5000) },
    ])
      expect(await tell('/phone/look', body)).toMatchObject({ status: 400, code: 'request_malformed' });
    for (const body of [{}, { ...phone.answer('c', 'deny'), decision: 'maybe' }, { ...phone.answer('c', 'deny'), number: 123456 }])
      expect(await tell('/phone/answer', body)).toMatchObject({ status: 400, code: 'request_malformed' });
    for (const body of [{}, { ...phone.pairing('ABCD1234'), token: 7 }, { ...phone.pairing('ABCD1234'), subscription: 'x' }])
      expect(await tell('/phone/pair', body)).toMatchObject({ status: 400, code: 'request_malformed' });
    expect(await tell('/phone/pair', phone.pairing('ABCD'))).toMatchObject({ status: 400, code: 'pairing_malformed' });
    const form = await house.broker.app.inject({
      method: 'POST',
      url: '/phone/look',
      headers: { host, origin, 'content-type': 'text/plain' },
      payload: JSON.stringify(phone.call()),
    });
    expect(form.statusCode).toBe(415);
    const broken = await house.broker.app.inject({
      method: 'POST',
      url: '/phone/look',
      headers: { host, origin, 'content-type': 'application/json' },
      payload: '{',
    });
    expect(broken.statusCode).toBe(400);
  });
});
