/** What is kept of sign-ins is for the administrators of the tenant alone, and messages only of people who were told. */
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { traceRoutes } from '#contract/rpc/traces';
import type { CaptureId } from '../../../broker/domain/brands.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { loginHost } from '../../support/attacks/in-house.ts';
import type { BrowserPage, TestBrowser } from '../../support/browser.ts';
import { textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { arrive, departFor, portals, postAnswer } from '../../support/journey.ts';
import { activity, captureState, forgetCaptured, readCaptured, signIns, startCapture, stopCapture } from '../../support/trace-calls.ts';
import { codeOn, traceOf } from '../../support/traces.ts';

const { attack, honest } = casesOf('login.traces');
const hour = 3_600_000;

describe('support codes', () => {
  let house: House;
  let code: string;
  beforeAll(async () => {
    house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
    const browser = house.browser();
    const page = await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
    code = codeOn(page);
    expect(await traceOf(house, page)).not.toBeNull();
  });
  afterAll(() => house.close());

  const find = (tenant: House['acme'], supportCode: string) => house.broker.storage.traces.find(tenant.id, supportCode);

  attack('of another tenant open nothing', async () => {
    expect([await find(house.umbra, code), (await find(house.acme, code))?.supportCode]).toEqual([null, code]);
  });

  attack.each(Array.from({ length: 12 }, (_, place) => [place]))('with sign %i changed open nothing', async (place) => {
    const other = code[place] === '0' ? '1' : '0';
    expect(await find(house.acme, `${code.slice(0, place)}${other}${code.slice(place + 1)}`)).toBeNull();
  });

  attack.each([
    ['a part of it', (text: string) => text.slice(0, 11)],
    ['a pattern', (text: string) => `${text.slice(0, 11)}%`],
    ['a pattern for any sign', () => '____________'],
    ['a quotation mark', (text: string) => `${text.slice(0, 10)}'--`],
    ['nothing', () => ''],
    ['lower case, as it is not stored', (text: string) => text.toLowerCase()],
  ] as const)('are not found by %s', async (_name, bend) => {
    expect(await find(house.acme, bend(code))).toBeNull();
  });

  attack('are not given to whoever asks the sign-in host or the portal for one', async () => {
    for (const url of [`http://${loginHost}/traces/${code}`, `http://acme.localhost:8080/support/${code}`]) {
      const page = await house.browser().get(url);
      expect(textOf(page)).not.toContain('request.verified');
    }
  });

  honest('open the trace for their own tenant', async () => {
    expect(await find(house.acme, code)).toMatchObject({ outcome: 'signed-in', connection: 'borealis' });
  });
});

describe('the routes of an administrator', () => {
  let bench: AdminBench;
  beforeAll(async () => {
    bench = await openAdminBench();
    await bench.install();
  });
  afterAll(() => bench.close());

  const calls = [activity, signIns(), captureState(), startCapture(), stopCapture(), forgetCaptured(), readCaptured('a'.repeat(22))];
  const each = calls.map((call) => [call.url.slice('/forge/v1/'.length), call] as const);

  attack.each(each)('%s are not for people without Jira’s permission', async (_name, call) => {
    expect(await bench.code({ principal: '712020:agent' }, call)).toBe('not_administrator');
  });

  attack.each(each)('%s are not for the schedule', async (_name, call) => {
    expect(await bench.code({ module: 'heartbeat' }, call)).toBe('forge_module_not_allowed');
  });

  attack.each(each)('%s are not for whoever has no token', async (_name, call) => {
    expect(await bench.code({}, { ...call, token: null })).toBe('forge_token_missing');
  });

  attack.each(each)('%s are not there on a host of a tenant', async (_name, call) => {
    expect(await bench.code({}, { ...call, host: 'acme.help.example' })).toBe(404);
  });

  attack.each([
    ['an id with another sign', readCaptured(`${'a'.repeat(21)}%`)],
    ['an id that is too long', readCaptured('a'.repeat(23))],
    ['a connection with a quotation mark', startCapture("okta' or '1'='1")],
    ['a connection that is none', startCapture('')],
    ['something beside the connection', { ...startCapture(), body: { connection: 'okta', tenant: 'umbra' } }],
  ] as const)('%s is refused before anything is looked up', async (_name, call) => {
    expect([400, 422, 'request_malformed', 'settings_invalid']).toContain(await bench.code({}, call));
  });

  attack('a token that has switched it on once does not do so again', async () => {
    const token = await bench.signer.token({});
    const first = await bench.code({}, { ...stopCapture(), token });
    expect([first, await bench.code({}, { ...stopCapture(), token })]).toEqual([200, 'forge_token_replayed']);
  });

  honest('all of them are in the table', () => {
    expect(calls.map(({ url }) => url).toSorted()).toEqual(
      Object.values(traceRoutes)
        .map(({ path }) => path)
        .toSorted(),
    );
  });
});

describe('kept messages', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.broker.captures.stop(house.acme.id, 'borealis', 'admin');
    await house.broker.captures.forget(house.acme.id, 'borealis', 'admin');
    house.signsIn(house.borealis, people.ada);
  });

  const start = () => house.broker.captures.start(house.acme.id, { id: 'borealis', protocol: 'oidc' }, 'admin');
  const kept = () => house.broker.captures.list(house.acme.id, 'borealis');
  async function toProvider(browser: TestBrowser): Promise<string> {
    const note = await browser.get(portals);
    return /<a [^>]*href="([^"]+)"[^>]*>Go on to your company</.exec(note.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  }
  async function keepOne(): Promise<string> {
    await start();
    const browser = house.browser();
    await browser.get(house.borealis.authorize(await toProvider(browser)));
    const [one] = await kept();
    return one?.id ?? '';
  }

  attack('are not written again by a repeated answer', async () => {
    await start();
    const browser = house.browser();
    const back = house.borealis.authorize(await toProvider(browser));
    await browser.get(back);
    const pages: BrowserPage[] = [];
    for (let count = 0; count < 3; count += 1) pages.push(await browser.get(back));
    expect(pages.every(({ status }) => status >= 400)).toBe(true);
    expect(await kept()).toHaveLength(1);
  });

  attack('are not written for a browser that the login does not belong to', async () => {
    await start();
    const back = house.borealis.authorize(await toProvider(house.browser()));
    await house.browser().get(back);
    expect(await kept()).toEqual([]);
  });

  attack('are not written for answers of no login', async () => {
    await start();
    for (let count = 0; count < 3; count += 1) await house.browser().get(`http://${loginHost}/callback/borealis?state=x&code=x`);
    expect(await kept()).toEqual([]);
  });

  attack('are not written after the hour, for whoever was told within it', async () => {
    await start();
    const browser = house.browser();
    house.clock.advance(hour - 60_000);
    const url = await toProvider(browser);
    house.clock.advance(60_000);
    house.signsIn(house.borealis, people.ada);
    const page = await postAnswer(browser, await browser.get(house.borealis.authorize(url)));
    expect([page.url, await kept()]).toEqual([portals, []]);
  });

  attack('are not written for the next hour, of which the person was not told', async () => {
    await start();
    const browser = house.browser();
    const url = await toProvider(browser);
    await house.broker.captures.stop(house.acme.id, 'borealis', 'admin');
    await start();
    await browser.get(house.borealis.authorize(url));
    expect(await kept()).toEqual([]);
  });

  attack('are not crowded out of the limit by logins that are broken on purpose', async () => {
    await start();
    for (let count = 0; count < 55; count += 1) {
      const browser = house.browser();
      const back = new URL(house.borealis.authorize(await toProvider(browser)));
      back.searchParams.set('code', 'made-up');
      await browser.get(back.href);
    }
    expect((await kept()).length).toBeLessThanOrEqual(25);
    const browser = house.browser();
    await browser.get(house.borealis.authorize(await toProvider(browser)));
    expect((await kept()).filter(({ code }) => code === 'proven')).toHaveLength(1);
  });

  attack('are not read by another tenant', async () => {
    const id = await keepOne();
    expect(await house.broker.captures.read(house.umbra.id, id, 'admin')).toBeNull();
    expect(await house.broker.captures.list(house.umbra.id, 'borealis')).toEqual([]);
  });

  attack.each([['to another tenant'], ['to another row']])('that somebody copies %s in the database do not open', async (where) => {
    const id = await keepOne();
    const { captures } = house.broker.storage;
    const row = await captures.find(house.acme.id, id);
    if (row === null) throw new Error('nothing kept');
    const tenant = where === 'to another row' ? house.acme.id : house.umbra.id;
    const capture = `copy ${where}` as CaptureId;
    const now = house.clock.now();
    await captures.stop(tenant, 'borealis', now);
    await captures.start({ tenant, id: capture, connection: 'borealis', startedAt: now, startedBy: 'thief', endsAt: now + hour });
    const copy = { ...row, tenant, capture, id: where === 'to another row' ? 'copied-row' : id };
    expect(await captures.keep({ ...copy, at: now }, 50)).toBe(true);
    await expect(house.broker.captures.read(tenant, copy.id, 'thief')).rejects.toMatchObject({ code: expect.stringMatching(/sealed|key/) });
  });

  attack('do not stop somebody at a note who is signed in already', async () => {
    await start();
    // Nothing leaves for the provider.
    const browser = house.browser();
    await browser.get(house.borealis.authorize(await toProvider(browser)));
    const count = (await kept()).length;
    const again = await browser.get(portals);
    expect([textOf(again).includes('This sign-in is recorded'), (await kept()).length]).toEqual([false, count]);
  });

  honest('are there for their own administrators, for whoever was told and went on', async () => {
    const id = await keepOne();
    const read = await house.broker.captures.read(house.acme.id, id, 'admin');
    expect(JSON.stringify(read?.messages)).toContain(people.ada.email);
  });

  honest('do not stand in the way of a connection that nobody captures', async () => {
    const { url } = await departFor(house.browser(), 'borealis');
    expect(url).toContain(house.borealis.issuer);
  });
});
