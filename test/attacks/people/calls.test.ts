import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { peopleRoutes as routes } from '#contract/rpc/people';
import type { AccountId, SessionId, SubjectKey } from '../../../broker/domain/brands.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { type AdminBench, type Call, openAdminBench } from '../../support/admin-bench.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { brand } from '../../support/builders/brand.ts';
import { aStoredBrokerSession } from '../../support/builders/stored-session.ts';
import { activate, pushAll, settings } from '../../support/forge-calls.ts';
import type { TokenWish } from '../../support/forge-token.ts';
import { aJiraUser } from '../../support/people.ts';

const connection = settings.connections[0]?.id ?? '';
const day = 86_400_000;
const me = '712020:admin';
let bench: AdminBench;
let acme: Tenant;
const bound: AccountId[] = [];
const there: TokenWish = {
  cloudId: '00000000-59a5-4e0d-8f4b-1f9b0f6f2a22',
  installation: 'ari:cloud:ecosystem::installation/two',
  siteUrl: 'https://umbra.atlassian.net',
};
beforeAll(async () => {
  bench = await openAdminBench();
  await bench.install();
  await pushAll(bench);
  await bench.call({}, activate());
  await bench.install(there);
  acme = (await bench.storage.tenants.findBySlug('acme')) as Tenant;
});
beforeEach(() => {
  const { world } = bench.people;
  world.jiraIsDown = null;
  world.passes.length = 0;
  world.users.splice(0, world.users.length, aJiraUser(me, { accountType: 'atlassian', email: 'Admin@acme.example' }));
});
afterEach(async () => {
  const { people, bindings, sessions } = bench.storage;
  for (const { tenant, key } of await people.page(acme.id, null, null, 100)) await people.remove(tenant, key);
  for (const accountId of bound.splice(0)) {
    const binding = await bindings.ofAccount(acme.id, accountId);
    if (binding !== null) await bindings.unbind(acme.id, binding.connection, binding.subject);
  }
  await sessions.endOtherConnections(acme.id, []);
  // The limits are for tests of their own.
  bench.clock.advance({ ms: 61 * 60_000 });
});
afterAll(() => bench.close());

const call = ({ method, path }: { method: 'POST'; path: string }, body: object): Call => ({ method, url: path, body });
const exempt = () => ({ rule: 'exempt', until: bench.clock.now() + day, reason: 'lost phone' });
const required = { rule: 'required', until: null, reason: '' };
const save = (address: string, saying: object = required) => call(routes.save, { whom: { address }, ...saying });
const change = (id: string, saying: object) => call(routes.save, { whom: { id }, ...saying });

async function added(address: string, wish: TokenWish = {}): Promise<string> {
  const { body, status } = await bench.call(wish, save(address));
  expect(status).toBe(200);
  return (body as { person: { id: string } }).person.id;
}

/** Somebody who has signed in: their address led to them, and to an account. */
async function known(address: string, accountId: string, tenant = acme): Promise<string> {
  const id = await added(address);
  const subject = brand<SubjectKey>(`${accountId.replace(/\W/g, '_')}${'0'.repeat(43)}`.slice(0, 43));
  await bench.storage.people.link(tenant.id, brand(id.slice(2)), subject);
  bound.push(brand(accountId));
  await bench.storage.bindings.bind({ tenant: tenant.id, connection, subject, accountId: brand<AccountId>(accountId), boundAt: 1 });
  await bench.storage.sessions.insertBroker(
    aStoredBrokerSession({
      tenant: tenant.id,
      id: brand<SessionId>(`session of ${accountId}`),
      tokenHash: `token of ${accountId}`,
      connection,
      subject,
      expiresAt: bench.clock.now() + day,
    }),
  );
  return id;
}

const everyRoute = (id: string): [string, Call][] => [
  ['list', call(routes.list, { filter: 'all', after: null })],
  ['find', call(routes.find, { text: 'ada@okta.example' })],
  ['open', call(routes.open, { id })],
  ['save', change(id, exempt())],
  ['import', call(routes.import, { rows: [{ line: 1, address: 'ada@okta.example', ...exempt() }], dryRun: false })],
  ['reset', call(routes.reset, { id, reason: 'why not' })],
  ['pass', call(routes.pass, { id, reason: 'why not' })],
  ['end-sessions', call(routes.endSessions, { id, reason: 'why not' })],
  ['forget', call(routes.forget, { id })],
];
const names = everyRouteNames();
function everyRouteNames(): string[] {
  return Object.keys(routes);
}
const namedCall = (name: string, id: string): Call => {
  const index = names.indexOf(name);
  return (everyRoute(id)[index] ?? ['', call(routes.list, {})])[1];
};
const unchanged = async (id: string) => {
  const { body } = await bench.call({}, call(routes.open, { id }));
  expect(body).toMatchObject({ person: { rule: 'required', acts: [{ act: 'rule' }] } });
};

describe('whoever is no administrator of the tenant', () => {
  const { attack, honest } = casesOf('people.callers');

  honest('is somebody else than the administrator, who gets in', async () => {
    const id = await known('ada@okta.example', 'qm:ada');
    for (const name of names) expect(await bench.code({}, namedCall(name, id))).toBe(200);
  });

  attack.each(names)('does not get in by a person of Jira without that right: %s', async (name) => {
    const id = await known('ada@okta.example', 'qm:ada');
    expect(await bench.code({ principal: '712020:uma' }, namedCall(name, id))).toBe('not_administrator');
    await unchanged(id);
  });

  attack.each(names)('does not get in by another module of the app: %s', async (name) => {
    const id = await known('ada@okta.example', 'qm:ada');
    for (const module of ['heartbeat', 'lifecycle'] as const)
      expect(await bench.code({ module }, namedCall(name, id))).toBe('forge_module_not_allowed');
    await unchanged(id);
  });

  attack.each(names)('does not get in without a token, nor with a module that names nobody: %s', async (name) => {
    const id = await known('ada@okta.example', 'qm:ada');
    expect(await bench.code({}, { ...namedCall(name, id), token: null })).toBe('forge_token_missing');
    expect(await bench.code({ principal: null }, namedCall(name, id))).toBe('not_administrator');
    await unchanged(id);
  });
});

describe('the administrator of another tenant', () => {
  const { attack } = casesOf('people.tenants');
  const actions = ['open', 'save', 'reset', 'pass', 'endSessions', 'forget'] as const;

  attack.each(actions)('is told of nobody by an id of ours: %s', async (name) => {
    const id = await known('ada@okta.example', 'qm:ada');
    const { status, body } = await bench.call(there, namedCall(name, id));
    if (name === 'open') expect(body).toEqual({ person: null });
    else expect([status, (body as { error: { code: string } }).error.code]).toEqual([404, 'person_unknown']);
    await unchanged(id);
    expect(await bench.storage.sessions.findBroker(acme.id, 'token of qm:ada', bench.clock.now(), 0)).not.toBeNull();
  });

  attack('finds nobody of ours, by address or account, and lists nobody', async () => {
    await known('ada@okta.example', 'qm:ada');
    for (const text of ['ada@okta.example', 'qm:ada'])
      expect((await bench.call(there, call(routes.find, { text }))).body).toEqual({ person: null });
    for (const filter of ['all', 'required', 'exempt', 'enrolled'])
      expect((await bench.call(there, call(routes.list, { filter, after: null }))).body).toMatchObject({ people: [], next: null });
  });

  attack('who adds the same address has a row of their own, under another name', async () => {
    const id = await known('ada@okta.example', 'qm:ada');
    const { body } = await bench.call(there, save('ada@okta.example', exempt()));
    expect((body as { person?: { id: string } }).person?.id ?? 'refused').not.toBe(id);
    await unchanged(id);
  });
});

describe('an administrator', () => {
  const { attack, honest } = casesOf('people.self');

  honest('may ask more of themselves, and end their own sessions', async () => {
    const id = await known('admin@acme.example', me);
    expect(await bench.code({}, change(id, required))).toBe(200);
    expect(await bench.code({}, call(routes.endSessions, { id, reason: 'a shared machine' }))).toBe(200);
  });

  attack.each([
    ['an exemption', () => exempt()],
    ['less than is required of them', () => ({ rule: 'policy', until: null, reason: '' })],
  ])('does not give themselves %s, whichever way they name themselves', async (_, saying) => {
    const id = await known('admin@acme.example', me);
    expect(await bench.code({}, change(id, saying()))).toBe('person_is_self');
    for (const address of ['admin@acme.example', 'ADMIN@acme.example', ' Admin@ACME.example '])
      expect(await bench.code({}, save(address, saying()))).toBe('person_is_self');
    await unchanged(id);
  });

  attack.each([
    ['a pass', routes.pass],
    ['a reset', routes.reset],
  ])('does not give themselves %s, found by the account or by the address', async (_, route) => {
    const byAccount = await known('somebody@okta.example', me);
    expect(await bench.code({}, call(route, { id: byAccount, reason: 'why not' }))).toBe('person_is_self');
    const byAddress = await known('admin@acme.example', 'qm:a-portal-account');
    expect(await bench.code({}, call(route, { id: byAddress, reason: 'why not' }))).toBe('person_is_self');
    expect(bench.people.world.passes).toEqual([]);
  });

  attack('does not forget themselves, to begin anew with the password alone', async () => {
    const id = await known('admin@acme.example', me);
    expect(await bench.code({}, call(routes.forget, { id }))).toBe('person_is_self');
    await unchanged(id);
  });

  attack('does not slip their own address into a file', async () => {
    const rows = ['ada@okta.example', 'ADMIN@acme.example'].map((address, index) => ({ line: index + 1, address, ...exempt() }));
    for (const dryRun of [true, false])
      expect((await bench.call({}, call(routes.import, { rows, dryRun }))).body).toMatchObject({
        rows: [{ outcome: 'added' }, { outcome: 'refused', problem: 'self' }],
      });
    expect((await bench.call({}, call(routes.find, { text: 'admin@acme.example' }))).body).toEqual({ person: null });
  });

  attack('whose own address Jira does not show loosens nothing by a file, and nobody unnamed by hand', async () => {
    bench.people.world.users.splice(0, 1, aJiraUser(me, { accountType: 'atlassian', email: null }));
    const rows = [{ line: 1, address: 'ada@okta.example', ...exempt() }];
    expect((await bench.call({}, call(routes.import, { rows, dryRun: false }))).body).toMatchObject({
      rows: [{ problem: 'self-unknown' }],
    });
  });

  attack('is refused while Jira cannot tell who they are', async () => {
    const id = await known('ada@okta.example', 'qm:ada');
    bench.people.world.users.length = 0;
    expect(await bench.code({}, change(id, exempt()))).toBe('person_self_unknown');
    bench.people.world.jiraIsDown = new Error('away');
    expect(await bench.code({}, change(id, exempt()))).toBe('internal');
    bench.people.world.jiraIsDown = null;
    await unchanged(id);
  });

  attack('does not name another as the one who did it', async () => {
    const body = { whom: { address: 'ada@okta.example' }, ...required, by: '712020:other', accountId: '712020:other' };
    expect(await bench.code({}, call(routes.save, body))).toBe('request_malformed');
    const id = await added('ada@okta.example');
    expect((await bench.call({}, call(routes.open, { id }))).body).toMatchObject({ person: { acts: [{ by: me }] } });
  });

  attack('does not do a thing twice with one token', async () => {
    const id = await known('ada@okta.example', 'qm:ada');
    const token = await bench.signer.token({});
    const pass = { ...call(routes.pass, { id, reason: 'no phone' }), token };
    expect(await bench.code({}, pass)).toBe(200);
    expect(await bench.code({}, pass)).toBe('forge_token_replayed');
    expect(bench.people.world.passes).toHaveLength(1);
  });
});

describe('a list of addresses', () => {
  const { attack } = casesOf('people.enumeration');

  attack('is not gone through one by one, even by an administrator', async () => {
    await known('ada@okta.example', 'qm:ada');
    const codes: (string | number)[] = [];
    for (let n = 0; n < 65; n++) codes.push(await bench.code({}, call(routes.find, { text: `p${n}@okta.example` })));
    expect(codes.filter((code) => code === 200)).toHaveLength(60);
    expect(codes.at(-1)).toBe('too_many_requests');
  });

  attack.each([
    'ada',
    'okta.example',
    '@okta.example',
    'ad%@okta.example',
    'ad_@okta.example',
    '*',
    '%',
    'qm:',
    'qm:ad',
    "qm:ada' --",
    'ada@okta.example\u0000',
  ])('does not open with a part or a pattern: %j', async (text) => {
    await known('ada@okta.example', 'qm:ada');
    expect((await bench.call({}, call(routes.find, { text }))).body).toEqual({ person: null });
  });

  attack('passes are not made by the hundred', async () => {
    const id = await known('ada@okta.example', 'qm:ada');
    const codes: (string | number)[] = [];
    for (let n = 0; n < 32; n++) codes.push(await bench.code({}, call(routes.pass, { id, reason: `number ${n}` })));
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(2);
  });

  attack('ids of nobody, of another form or too long tell nothing', async () => {
    for (const id of [`a.${'A'.repeat(43)}`, `s.${'A'.repeat(43)}`])
      expect((await bench.call({}, call(routes.open, { id }))).body).toEqual({ person: null });
    for (const id of ['', 'a', `b.${'A'.repeat(43)}`, `a.${'A'.repeat(44)}`, `a.${'A'.repeat(42)}'`])
      expect(await bench.code({}, call(routes.open, { id }))).toBe('request_malformed');
  });
});
