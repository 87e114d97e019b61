import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Value } from 'typebox/value';
import { RevisionManifest } from '#contract/settings/parts';
import { emptySettings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { joinParts, type PlainPart } from '../../src/parts/split';
import { aDraft, type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  site = await startForgeSite();
});
afterEach(() => site.close());

test('a site that nobody has set up shows empty settings, nothing live and the addresses', async () => {
  const overview = await site.value('ada', 'overview.load', {});
  expect(overview.saved).toEqual({ revision: 0, at: null, by: null });
  expect(overview.live).toEqual({ epoch: 1, revision: null, activatedAt: null });
  expect(overview.liveProblem).toBeNull();
  expect(overview.connections).toEqual([]);
  expect(overview.policy).toEqual({ preset: 'recommended' });
  expect(overview.jira).toBeNull();
  expect(overview.siteUrl).toBe('https://acme.atlassian.net');
  expect(overview.addresses?.loginOrigin).toBe('https://acme-login.example');
});

test('a saved connection is stored, sent in parts and made live', async () => {
  const overview = await site.add();
  expect(overview.saved).toMatchObject({ revision: 1, by: 'Ada Admin' });
  expect(overview.live?.revision).toBe(1);
  expect(overview.liveProblem).toBeNull();
  expect(site.broker.calls.map(({ route }) => route)).toEqual([
    'status',
    'checkSettings',
    'status',
    'missingParts',
    'putPart',
    'putPart',
    'putPart',
    'putPart',
    'putPart',
    'activate',
  ]);
  expect(Value.Check(RevisionManifest, site.broker.manifest)).toBe(true);
  expect(site.broker.manifest?.parts.map(({ name }) => name.replace(/sec_.*/, 'sec'))).toEqual([
    'policy',
    'second-factor',
    'portal',
    'connection:borealis',
    'secret:sec',
  ]);
});

test('the parts on the broker make a valid document and hold the secret with a salt', async () => {
  await site.add();
  const parts = [...site.broker.parts.values()];
  const plain = parts.filter(({ name }) => !name.startsWith('secret:')) as PlainPart[];
  expect(settingsProblems(joinParts(plain))).toEqual([]);
  const secret = parts.find(({ name }) => name.startsWith('secret:'));
  expect(JSON.parse(secret?.content ?? '')).toMatchObject({ value: 'first-client-secret', salt: expect.stringMatching(/^[\w-]{22}$/) });
});

test('a second save sends only what changed', async () => {
  await site.add();
  site.broker.calls.length = 0;
  const overview = await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'nobody' } });
  expect(overview.live?.revision).toBe(2);
  expect(site.broker.calls.filter(({ route }) => route === 'putPart').map(({ body }) => (body as { name: string }).name)).toEqual([
    'policy',
  ]);
});

test('connections keep their order, an edited one its place', async () => {
  await site.add();
  await site.add({ id: 'cirrus', name: 'Cirrus', domains: { mode: 'list', list: ['cirrus.example'] } });
  const overview = await site.value('ada', 'connection.save', {
    expectRevision: 2,
    create: false,
    connection: aDraft({ name: 'Borealis renamed', newClientSecret: null }),
  });
  expect(overview.connections.map(({ name }) => name)).toEqual(['Borealis renamed', 'Cirrus']);
});

test('portal and policy are saved each by its own call', async () => {
  await site.value('ada', 'portal.save', {
    expectRevision: 0,
    portal: { ...emptySettings.portal, name: 'Acme help', contact: 'it@acme.example' },
  });
  const overview = await site.value('bea', 'policy.save', { expectRevision: 1, policy: { preset: 'nobody' } });
  expect(overview.portal.name).toBe('Acme help');
  expect(overview.policy.preset).toBe('nobody');
  expect(overview.saved).toMatchObject({ revision: 2, by: 'Bea Admin' });
});

test('a portal that would send people to a connection that is not there is refused', async () => {
  const portal = { ...emptySettings.portal, primaryConnection: 'gone' };
  const error = await site.refused('ada', 'portal.save', { expectRevision: 0, portal });
  expect(error.problems).toEqual([{ path: '/portal/primaryConnection', message: 'there is no connection "gone"' }]);
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(0);
});

test('every mistake of a connection comes back with its path, and nothing is saved', async () => {
  const error = await site.refused('ada', 'connection.save', {
    expectRevision: 0,
    create: true,
    connection: { ...aDraft(), name: ' ', issuer: 'nonsense', scopes: [] },
  });
  expect(error.code).toBe('settings_invalid');
  expect(error.problems.map(({ path }) => path)).toEqual(['/connection/issuer', '/connection/name', '/connection/scopes']);
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(0);
});

test('a rule that spans connections names the field of the form', async () => {
  await site.add();
  const error = await site.refused('ada', 'connection.save', { expectRevision: 1, create: true, connection: aDraft({ id: 'second' }) });
  expect(error.problems).toEqual([{ path: '/connection/domains/list/0', message: expect.stringContaining('borealis') }]);
});

test('a taken short name and an unknown connection are refused', async () => {
  await site.add();
  expect((await site.refused('ada', 'connection.save', { expectRevision: 1, create: true, connection: aDraft() })).code).toBe(
    'connection_exists',
  );
  const unknown = { expectRevision: 1, create: false, connection: aDraft({ id: 'ghost' }) };
  expect((await site.refused('ada', 'connection.save', unknown)).code).toBe('connection_unknown');
  expect((await site.refused('ada', 'connection.remove', { expectRevision: 1, id: 'ghost' })).code).toBe('connection_unknown');
});

test('the longest list of domains fits into one entry of the storage, and a name beyond all measure is refused', async () => {
  const label = 'a'.repeat(60);
  const list = Array.from({ length: 200 }, (_, index) => `${label}.${label}.${label}.d${index}.example`);
  await site.add({ domains: { mode: 'list', list } });
  expect((await site.value('ada', 'overview.load', {})).connections[0]?.domains).toMatchObject({ mode: 'list', list });
  const connection = aDraft({ id: 'big', name: 'x'.repeat(300_000) });
  const error = await site.refused('ada', 'connection.save', { expectRevision: 1, create: true, connection });
  expect(error.problems.map(({ path }) => path)).toEqual(['/connection/name']);
});

test('payloads that are no payload at all are refused in words', async () => {
  for (const payload of [
    undefined,
    {},
    { expectRevision: 'x' },
    { expectRevision: 0, create: true, connection: null },
    { expectRevision: 0, create: true, connection: [] },
  ]) {
    expect((await site.refused('ada', 'connection.save', payload)).code).toBe('settings_invalid');
  }
  expect((await site.refused('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'some' } })).problems[0]?.path).toBe(
    '/policy/preset',
  );
  expect(
    (await site.refused('ada', 'portal.save', { expectRevision: 0, portal: { ...emptySettings.portal, name: '', accentColor: 'red' } }))
      .problems,
  ).toHaveLength(2);
  expect((await site.refused('ada', 'support.find', { supportCode: 'x'.repeat(41) })).code).toBe('settings_invalid');
});
