import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aParty } from '../support/connections.ts';
import { type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  site = await startForgeSite();
});
afterEach(() => site.close());

const save = (party: unknown, expectRevision: number, create: boolean) => ({ expectRevision, create, party });

test('an application is saved, sent as a part of its own and changed in its place', async () => {
  await site.value('ada', 'party.save', { expectRevision: 0, create: true, party: aParty() });
  await site.value('ada', 'party.save', { expectRevision: 1, create: true, party: aParty({ id: 'crm' }) });
  const overview = await site.value('bea', 'party.save', { expectRevision: 2, create: false, party: aParty({ name: 'The wiki' }) });
  expect(overview.parties).toEqual([aParty({ name: 'The wiki' }), aParty({ id: 'crm' })]);
  expect(overview.liveProblem).toBeNull();
  expect(site.broker.manifest?.parts.map(({ name }) => name)).toEqual(['policy', 'second-factor', 'portal', 'party:wiki', 'party:crm']);
  expect((await site.value('ada', 'overview.load', {})).parties).toEqual(overview.parties);
});

test('mistakes come back with their paths, and nothing is saved', async () => {
  expect((await site.refused('ada', 'party.save', save({ ...aParty(), acs: ['nowhere'] }, 0, true))).problems[0]?.path).toBe(
    '/party/acs/0',
  );
  const unsigned = aParty({ signedRequests: true });
  expect((await site.refused('ada', 'party.save', save(unsigned, 0, true))).problems[0]?.path).toBe('/party/certificates');
  expect((await site.refused('ada', 'party.save', save('?', 0, true))).code).toBe('settings_invalid');
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(0);
});

test('a name is taken once, and only what is there is changed', async () => {
  await site.value('ada', 'party.save', { expectRevision: 0, create: true, party: aParty() });
  expect((await site.refused('ada', 'party.save', save(aParty({ entityId: 'https://other.example' }), 1, true))).code).toBe('party_exists');
  expect((await site.refused('ada', 'party.save', save(aParty({ id: 'crm' }), 1, false))).code).toBe('party_unknown');
  expect((await site.refused('ada', 'party.remove', { expectRevision: 1, id: 'crm' })).code).toBe('party_unknown');
  expect((await site.refused('ada', 'party.restore', { expectRevision: 1, id: 'wiki' })).code).toBe('party_unknown');
});

test('a deleted application is gone from the broker and can be brought back, whatever a connection of that name does', async () => {
  await site.add({ id: 'wiki' });
  await site.value('ada', 'party.save', { expectRevision: 1, create: true, party: aParty() });
  await site.value('ada', 'connection.remove', { expectRevision: 2, id: 'wiki' });
  const removed = await site.value('ada', 'party.remove', { expectRevision: 3, id: 'wiki' });
  expect(removed.parties).toEqual([]);
  expect(removed.deleted.map(({ kind, id }) => [kind, id])).toEqual([
    ['connection', 'wiki'],
    ['party', 'wiki'],
  ]);
  expect(site.broker.manifest?.parts.map(({ name }) => name)).toEqual(['policy', 'second-factor', 'portal']);
  const restored = await site.value('bea', 'party.restore', { expectRevision: 4, id: 'wiki' });
  expect(restored.parties).toEqual([aParty()]);
  expect(restored.deleted.map(({ kind }) => kind)).toEqual(['connection']);
  expect((await site.value('ada', 'connection.restore', { expectRevision: 5, id: 'wiki' })).connections).toHaveLength(1);
});

test('it is not brought back over another one of the same name, nor next to one that took its entity ID', async () => {
  await site.value('ada', 'party.save', { expectRevision: 0, create: true, party: aParty() });
  await site.value('ada', 'party.remove', { expectRevision: 1, id: 'wiki' });
  await site.value('ada', 'party.save', { expectRevision: 2, create: true, party: aParty({ name: 'another' }) });
  expect((await site.refused('ada', 'party.restore', { expectRevision: 3, id: 'wiki' })).code).toBe('party_exists');
  await site.value('ada', 'party.save', { expectRevision: 3, create: true, party: aParty({ id: 'crm' }) });
  await site.value('ada', 'party.remove', { expectRevision: 4, id: 'crm' });
  await site.value('ada', 'party.save', {
    expectRevision: 5,
    create: true,
    party: aParty({ id: 'new', entityId: aParty({ id: 'crm' }).entityId }),
  });
  expect((await site.refused('ada', 'party.restore', { expectRevision: 6, id: 'crm' })).problems[0]?.path).toBe('/parties/2/entityId');
});
