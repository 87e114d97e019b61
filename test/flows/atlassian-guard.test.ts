/** A site that keeps Atlassian's own help centre, with this broker as the identity provider that Atlassian Guard knows. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { applicationPreset } from '#contract/presets/applications';
import type { Party } from '#contract/settings/party';
import type { Settings } from '#contract/settings/snapshot';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { createApplicationDesk } from '../../broker/relying/application-desk.ts';
import { createRelying } from '../../broker/relying/relying.ts';
import { lastRefusal } from '../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, codeOf, enrol, portals, postAnswer } from '../support/journey.ts';
import { keysOf } from '../support/party-request.ts';
import { createGuard } from '../support/saml/guard.ts';

const claim = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`;
let house: House;
let revision = 1;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
});
afterAll(() => house.close());

let guard: ReturnType<typeof createGuard>;
let party: Party;

/** Registers Guard here, and us there, as an administrator does: by the preset, and by copy and paste. */
async function setUp(preset: 'guard-customers' | 'guard-users', wish: Partial<Party> = {}, more: Partial<Settings> = {}): Promise<void> {
  revision += 1;
  guard = createGuard(`${preset}-${revision}`, house.clock.now);
  party = {
    id: 'guard',
    preset,
    name: 'Native help centre',
    enabled: true,
    ...applicationPreset(preset).defaults,
    entityId: guard.entityId,
    acs: [guard.acsUrl],
    connections: null,
    primaryConnection: null,
    policy: { preset: 'everybody' },
    ...wish,
  };
  await house.applySettings(house.acme, revision, { ...house.settingsOf('acme', ['borealis', 'kestrel']), parties: [party], ...more });
  const keys = keysOf(house);
  const { vault } = house.broker.storage;
  const relying = createRelying({ keys, vault, clock: house.clock, random: systemRandom });
  const outbound = { refusalOf: () => null, send: async () => Promise.reject(new Error('nothing is read here')) };
  const desk = createApplicationDesk({ keys, outbound, relying, vault, clock: house.clock, random: systemRandom });
  const scene = { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) };
  const { certificates } = await desk.values(scene, { id: 'guard', algorithm: party.algorithm });
  const login = house.acme.loginOrigin;
  const certificate = certificates.find(({ role }) => role === 'signs')?.pem ?? '';
  guard.paste({ entityId: `${login}/saml/metadata`, ssoUrl: `${login}/saml/sso`, certificate });
}

/** From Guard's request through the company's provider, to the page that comes then. */
async function through(
  browser: TestBrowser,
  connection: 'borealis' | 'kestrel',
  person: TestPerson,
  state = 'state',
): Promise<BrowserPage> {
  const page = await browser.get(guard.ask(state));
  const choice = [...page.body.matchAll(/href="([^"]*connection=[^"]*)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .find((href) => href.endsWith(`connection=${connection}`));
  if (choice === undefined) throw new Error(`no choice on ${page.url} (${page.status}): ${textOf(page)}`);
  const gone = await browser.get(new URL(choice, page.url).href);
  house.signsIn(house[connection], person);
  return browser.get(house[connection].authorize(gone.headers.location ?? ''));
}

const taken = (page: BrowserPage) => {
  const { action, fields } = formOn(page);
  return guard.take(action, fields);
};

/** Addresses of everybody whom acme's Jira knows. */
const accounts = () => [...(house.jira.sites.get('acme')?.users.values() ?? [])];

describe('portal-only customers', () => {
  beforeEach(() => setUp('guard-customers'));

  test('of two companies sign in to the native help centre, each with a second factor', async () => {
    for (const [connection, email] of [
      ['borealis', 'gull@borealis.example'],
      ['kestrel', 'hawk@kestrel.example'],
    ] as const) {
      const browser = house.browser();
      const first = await through(browser, connection, { sub: email, email, name: 'Gull Grey' }, `state of ${email}`);
      expect(first.body).not.toContain('SAMLResponse');
      const { answered } = await enrol(house, browser, first);
      const person = taken(answered);
      expect(person.email).toBe(email);
      expect(person.attributes).toMatchObject({ [claim('givenname')]: 'Gull', [claim('surname')]: 'Grey' });
      expect(person.attributes[claim('name')]).not.toBe(email);
    }
  });

  test('get in again by the code alone, under the same stable name, and the portal-only account is made once', async () => {
    const tern = { sub: 'b-tern', email: 'tern@borealis.example', name: 'Tern Teal' };
    const browser = house.browser();
    const { answered, key } = await enrol(house, browser, await through(browser, 'borealis', tern));
    const first = taken(answered);
    expect(accounts().filter(({ email }) => email === tern.email)).toEqual([expect.objectContaining({ accountType: 'customer' })]);
    house.clock.advance(60_000);
    const other = house.browser();
    const again = taken(await answer(other, await through(other, 'borealis', tern), { answer: codeOf(house, key) }));
    expect(again).toEqual(first);
    expect(accounts().filter(({ email }) => email === tern.email)).toHaveLength(1);
  });

  test('are not asked for a second factor where the application says never, and are not let through by a session without one later', async () => {
    const ibis = { sub: 'b-ibis', email: 'ibis@borealis.example', name: 'Ibis Iron' };
    await setUp('guard-customers', { policy: { preset: 'nobody' } });
    const browser = house.browser();
    expect(taken(await through(browser, 'borealis', ibis)).email).toBe(ibis.email);
    await setUp('guard-customers');
    expect(textOf(await browser.get(guard.ask('x')))).toContain('Set up');
  });

  test('enter the portal in the same session with the account that was bound', async () => {
    const knot = { sub: 'b-knot', email: 'knot@borealis.example', name: 'Knot Kite' };
    const browser = house.browser();
    const { answered } = await enrol(house, browser, await through(browser, 'borealis', knot));
    taken(answered);
    expect((await postAnswer(browser, await browser.get(portals))).url).toBe(portals);
  });

  test('whose company may not speak for their address are not let in, and Atlassian is told nothing', async () => {
    await setUp('guard-customers', { policy: { preset: 'nobody' } });
    const page = await through(house.browser(), 'kestrel', { sub: 'k-mallory', email: 'ada@borealis.example', name: 'Mallory' });
    expect([page.status, page.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([403, false, 'customer_email_domain_refused']);
  });

  test('without an address are not let in', async () => {
    await setUp('guard-customers', { policy: { preset: 'nobody' } });
    const page = await through(house.browser(), 'borealis', { sub: 'b-none', email: '', name: 'Nobody' });
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
  });

  test('do not come through a provider that may speak for anybody', async () => {
    const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
    const connections = settings.connections.map((each) =>
      each.id === 'kestrel' ? { ...each, domains: { mode: 'any-unclaimed' as const } } : each,
    );
    await setUp('guard-customers', {}, { connections });
    const page = await house.browser().get(guard.ask('x'));
    // With one company left nobody is asked.
    expect(page.headers.location).toContain(house.borealis.issuer);
  });

  test('are not agents: an account that works in Jira is not opened from here', async () => {
    await agentsComeThroughBorealis('guard-customers');
    const page = await through(house.browser(), 'borealis', nora);
    expect([page.status, lastRefusal(house)]).toEqual([403, 'customer_is_staff']);
  });

  test('get an answer that counts once, for this Guard and for nobody else', async () => {
    const rook = { sub: 'b-rook', email: 'rook@borealis.example', name: 'Rook Rust' };
    const browser = house.browser();
    const { answered } = await enrol(house, browser, await through(browser, 'borealis', rook, 'of rook'));
    const { action, fields } = formOn(answered);
    expect(fields.RelayState).toBe('of rook');
    expect(guard.take(action, fields).email).toBe(rook.email);
    expect(() => guard.take(action, fields)).toThrow('nobody asked');
    const stranger = createGuard('stranger', house.clock.now);
    stranger.paste({ entityId: 'https://other.example', ssoUrl: 'https://other.example', certificate: '' });
    expect(() => stranger.take(action, fields)).toThrow('posted elsewhere');
  });
});

const nora = { sub: 'b-nora', email: 'nora@acme.example', name: 'Nora Nilsen' };

/** The agents of the site itself sign in through borealis' provider. */
async function agentsComeThroughBorealis(preset: 'guard-customers' | 'guard-users'): Promise<void> {
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  const connections = settings.connections.map((each) =>
    each.id === 'borealis' ? { ...each, domains: { mode: 'list' as const, list: ['borealis.example', 'acme.example'] } } : each,
  );
  await setUp(preset, { policy: { preset: 'nobody' } }, { connections });
}

describe('users of the organization', () => {
  beforeEach(() => agentsComeThroughBorealis('guard-users'));

  test('sign in also when they work in Jira, and no customer is made of anybody', async () => {
    const before = accounts().length;
    expect(taken(await through(house.browser(), 'borealis', nora)).email).toBe(nora.email);
    expect(accounts()).toHaveLength(before);
  });

  test('do not enter the portal by that: the session names no account, and an account that works in Jira is not opened', async () => {
    const browser = house.browser();
    taken(await through(browser, 'borealis', nora));
    const page = await browser.get(portals);
    expect([page.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([false, 'customer_is_staff']);
    // Nothing was bound on the way: at Guard nora is who she was.
    expect(taken(await browser.get(guard.ask('x'))).email).toBe(nora.email);
  });

  test('have to be there: customers and strangers are refused, and nobody is made', async () => {
    const before = accounts().length;
    for (const email of ['wren@borealis.example', 'ada@borealis.example']) {
      const page = await through(house.browser(), 'borealis', { sub: email, email, name: 'W' });
      expect([page.status, lastRefusal(house)]).toEqual([403, 'organization_user_missing']);
    }
    expect(accounts()).toHaveLength(before);
  });
});
