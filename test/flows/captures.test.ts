import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { CaptureId } from '../../broker/domain/brands.ts';
import { type BrowserPage, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { departFor, portals, postAnswer } from '../support/journey.ts';
import { createSamlProvider, type SamlAnswer, type SamlPerson, type SamlProvider } from '../support/saml/provider.ts';
import { codeOn, traceOf } from '../support/traces.ts';

const hour = 3_600_000;
const told = 'This sign-in is recorded';
const ada: SamlPerson = { nameId: 'ada-1', attributes: { email: ['ada@aurora.example'], displayName: ['Ada'], groups: ['crew'] } };

let house: House;
let provider: SamlProvider;
beforeEach(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  provider = createSamlProvider({ entityId: 'https://idp.aurora.example/metadata', clock: house.clock });
  const settings = house.settingsOf('acme', ['borealis']);
  const aurora = provider.connection({ id: 'aurora', name: 'Aurora', domains: { mode: 'list', list: ['aurora.example'] } });
  await house.applySettings(house.acme, 2, { ...settings, connections: [...settings.connections, aurora] });
});
afterEach(() => house.close());

const captures = () => house.broker.captures;
const kept = (connection: string) => captures().list(house.acme.id, connection);
const start = (connection: string) => captures().start(house.acme.id, { id: connection, protocol: 'saml' }, 'admin-1');

/** The address of the provider, where a note with a link stands before it. */
function linkOn(page: BrowserPage): string {
  const href = /<a [^>]*href="([^"]+)"[^>]*>Go on to your company</.exec(page.body)?.[1] ?? '';
  return href.replaceAll('&amp;', '&');
}

/** To the note, by the chooser. */
async function toNote(browser: TestBrowser, connection: string): Promise<BrowserPage> {
  const page = await browser.get(portals);
  const choice = [...page.body.matchAll(/href="([^"]*connection=[^"]*)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'));
  const wanted = choice.find((href) => href.endsWith(`connection=${connection}`)) ?? '';
  return browser.get(new URL(wanted, page.url).href);
}

function deliver(browser: TestBrowser, { action, fields }: SamlAnswer): Promise<BrowserPage> {
  return browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });
}

test('while it is on, people are told before they leave, and what their provider says is kept', async () => {
  await start('aurora');
  const browser = house.browser();
  const note = await toNote(browser, 'aurora');
  expect(textOf(note)).toContain(told);
  // Nothing goes on by itself.
  expect(note.body).not.toMatch(/http-equiv="refresh"|data-auto-submit/);
  const page = await postAnswer(browser, await deliver(browser, provider.answer(linkOn(note), ada)));
  expect(page.url).toBe(portals);

  const [one, ...more] = await kept('aurora');
  expect([one?.code, more]).toEqual(['proven', []]);
  const trace = await traceOf(house, page);
  expect(trace?.kept).toBe(one?.id);
  const read = await captures().read(house.acme.id, one?.id ?? '', 'admin-1');
  const texts = read?.messages.map(({ kind, text }) => `${kind} ${text}`).join('\n') ?? '';
  expect(texts).toContain('saml-response');
  expect(texts).toContain('ada@aurora.example');
  expect(texts).not.toMatch(/<ds:SignatureValue>(?!\[masked)|<ds:X509Certificate>(?!\[masked)/);
  expect(house.log.lines.filter(({ event }) => event.startsWith('capture.')).map(({ event, fields }) => [event, fields.by])).toEqual([
    ['capture.started', 'admin-1'],
    ['capture.read', 'admin-1'],
  ]);
});

test('the messages of OpenID Connect are kept without the tokens they came in', async () => {
  await start('borealis');
  const browser = house.browser();
  const note = await toNote(browser, 'borealis');
  expect(textOf(note)).toContain(told);
  house.signsIn(house.borealis, people.ada);
  await postAnswer(browser, await browser.get(house.borealis.authorize(linkOn(note))));
  const [one] = await kept('borealis');
  const read = await captures().read(house.acme.id, one?.id ?? '', 'admin-1');
  expect(read?.messages.map(({ kind }) => kind)).toContain('id-token');
  const texts = JSON.stringify(read?.messages);
  expect(texts).toContain('ada@borealis.example');
  expect(texts).not.toMatch(/ey[A-Za-z0-9_-]{10,}\./);
});

test('a refused answer is kept too, under its refusal', async () => {
  await start('aurora');
  const browser = house.browser();
  const note = await toNote(browser, 'aurora');
  const page = await deliver(
    browser,
    provider.answer(linkOn(note), ada, { change: (xml) => xml.replaceAll(provider.entityId, 'https://elsewhere.example') }),
  );
  expect(await kept('aurora')).toEqual([expect.objectContaining({ code: 'saml_issuer_mismatch' })]);
  expect((await traceOf(house, page))?.kept).toBe((await kept('aurora'))[0]?.id);
});

test('a form to the provider does not send itself', async () => {
  const settings = house.settingsOf('acme', ['borealis']);
  const aurora = provider.connection({ id: 'aurora', name: 'Aurora', domains: { mode: 'list', list: ['aurora.example'] } });
  const posting = { ...aurora, signOn: { ...aurora.signOn, binding: 'post' as const } };
  await house.applySettings(house.acme, 3, { ...settings, connections: [...settings.connections, posting] });
  await start('aurora');
  const note = await toNote(house.browser(), 'aurora');
  expect(textOf(note)).toContain(told);
  expect(note.body).not.toContain('data-auto-submit');
});

test('other connections, and other tenants, are not touched by it', async () => {
  await start('aurora');
  const browser = house.browser();
  const { url } = await departFor(browser, 'borealis');
  expect(url).toContain(house.borealis.issuer);
  expect(await captures().allRunning(house.umbra.id)).toEqual([]);
});

test('whoever left before it was switched on is not recorded', async () => {
  const browser = house.browser();
  const { url } = await departFor(browser, 'aurora');
  await start('aurora');
  await postAnswer(browser, await deliver(browser, provider.answer(url, ada)));
  expect(await kept('aurora')).toEqual([]);
});

test('after it was stopped, nobody is told and nothing is kept, not even of those who are at the provider', async () => {
  await start('aurora');
  const browser = house.browser();
  const note = await toNote(browser, 'aurora');
  expect(await captures().stop(house.acme.id, 'aurora', 'admin-1')).toBe(true);
  const page = await postAnswer(browser, await deliver(browser, provider.answer(linkOn(note), ada)));
  expect(page.url).toBe(portals);
  expect(await kept('aurora')).toEqual([]);
  expect((await departFor(house.browser(), 'aurora')).url).toContain('https://idp.example/sso?');
});

test('after an hour it is over by itself', async () => {
  await start('aurora');
  house.clock.advance(hour - 5_000);
  expect(textOf(await toNote(house.browser(), 'aurora'))).toContain(told);
  house.clock.advance(5_000);
  expect((await departFor(house.browser(), 'aurora')).url).toContain('https://idp.example/sso?');
});

test('reloading the note keeps it, and the same sign-in goes on', async () => {
  await start('aurora');
  const browser = house.browser();
  const note = await toNote(browser, 'aurora');
  const again = await browser.get(note.url);
  expect(textOf(again)).toContain(told);
  await deliver(browser, provider.answer(linkOn(again), ada));
  expect(await kept('aurora')).toHaveLength(1);
});

test('what is kept is gone when an administrator says so', async () => {
  const started = await start('aurora');
  expect(started.ok).toBe(true);
  const browser = house.browser();
  const page = await postAnswer(browser, await deliver(browser, provider.answer(linkOn(await toNote(browser, 'aurora')), ada)));
  const [one] = await kept('aurora');
  expect(await captures().forget(house.acme.id, 'aurora', 'admin-1')).toBe(1);
  expect([await kept('aurora'), await captures().read(house.acme.id, one?.id ?? '', 'admin-1')]).toEqual([[], null]);
  expect(codeOn(page)).not.toBe('');
});

test('it does not start twice, and takes fifty sign-ins at most', async () => {
  const started = await start('aurora');
  expect(await start('aurora')).toMatchObject({ ok: false, code: 'capture_running' });
  const capture = started.ok ? started.capture.id : ('' as CaptureId);
  const { storage } = house.broker;
  for (let count = 0; count < 50; count += 1)
    await storage.captures.keep(
      {
        tenant: house.acme.id,
        id: `m-${count}`,
        capture,
        connection: 'aurora',
        at: house.clock.now(),
        code: 'proven',
        sealed: new Uint8Array(1),
      },
      50,
    );
  const browser = house.browser();
  const page = await postAnswer(browser, await deliver(browser, provider.answer(linkOn(await toNote(browser, 'aurora')), ada)));
  expect([page.url, (await kept('aurora')).length]).toEqual([portals, 50]);
});
