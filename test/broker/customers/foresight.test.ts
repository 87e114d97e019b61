import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAdmission } from '../../../broker/customers/admission.ts';
import { createForesight } from '../../../broker/customers/foresight.ts';
import type { Identity } from '../../../broker/domain/identity.ts';
import type { Whom } from '../../../broker/domain/ports/admission.ts';
import type { Foresight } from '../../../broker/domain/ports/foresight.ts';
import type { Snapshot } from '../../../broker/domain/snapshot.ts';
import { addUser } from '../../../sandbox/jira/builders.ts';
import { aConnection } from '../../support/settings.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';
import { type JiraBench, openJiraBench } from '../adapters/jira/harness.ts';

const borealis = aConnection({ id: 'borealis', domains: { mode: 'list', list: ['borealis.example'] } });
const kestrel = aConnection({ id: 'kestrel', domains: { mode: 'list', list: ['kestrel.example'] } });
const acmeStaff = aConnection({ id: 'acme', domains: { mode: 'list', list: ['acme.example'] } });

let bench: JiraBench;
let storage: TestStorage;
let foresight: Foresight;

beforeEach(async () => {
  bench = await openJiraBench();
  storage = await openTestStorage({ clock: bench.clock });
  foresight = createForesight({ jira: bench.source, bindings: storage.bindings, vault: storage.vault });
});
afterEach(async () => {
  await storage.close();
  await bench.close();
});

function aSnapshot(wish: Parameters<JiraBench['snapshot']>[0] = {}): Snapshot {
  const snapshot = bench.snapshot(wish);
  return { ...snapshot, settings: { ...snapshot.settings, connections: [borealis, kestrel, acmeStaff] } };
}

function anIdentity(wish: Partial<Identity> & { address?: string } = {}): Identity {
  const { address = 'ada@borealis.example', ...rest } = wish;
  return {
    connection: 'borealis',
    issuer: `https://${rest.connection ?? 'borealis'}.example`,
    subject: `subject of ${address}`,
    email: { address, verified: true },
    firstName: 'Ada',
    lastName: 'Aalto',
    displayName: null,
    groups: null,
    attributes: {},
    assurance: { acr: null, amr: [], authTime: null },
    upstreamSession: { sid: null, idToken: null, nameId: null },
    ...rest,
  };
}

const admit = (identity: Identity, whom: Whom = 'customers') =>
  createAdmission({ jira: bench.source, bindings: storage.bindings, vault: storage.vault, clock: bench.clock }).admit({
    snapshot: aSnapshot(),
    identity,
    whom,
  });
const foresee = (identity: Identity, snapshot = aSnapshot()) => foresight.foresee({ snapshot, identity });
const users = () => bench.acme.users.size;

describe('what is foreseen of a sign-in', () => {
  test.each<[string, Parameters<typeof anIdentity>[0], string]>([
    ['a customer who is there already', {}, 'would-bind'],
    ['somebody new', { address: 'zoe@borealis.example' }, 'would-create'],
    ['somebody without an address', { email: null }, 'refused'],
    ['somebody with an unverified address', { email: { address: 'ada@borealis.example', verified: false } }, 'refused'],
    ['somebody of another domain', { address: 'dev@kestrel.example' }, 'refused'],
    ['somebody who works in Jira', { address: 'admin@acme.example', connection: 'acme' }, 'refused'],
    ['somebody of another provider', { issuer: 'https://elsewhere.example' }, 'refused'],
  ])('is what happens, and nothing of it has happened yet: %s', async (_who, wish, outcome) => {
    const identity = anIdentity(wish);
    const before = users();
    const foreseen = await foresee(identity);
    expect([foreseen.outcome, users()]).toEqual([outcome, before]);
    expect(bench.sent.every(({ request }) => request.method === 'GET' || request.url.includes('/permissions/check'))).toBe(true);

    const admitted = await admit(identity);
    if (foreseen.outcome === 'refused') expect(admitted).toMatchObject({ ok: false, code: foreseen.code, because: foreseen.because });
    else expect(admitted).toMatchObject({ ok: true });
    if (foreseen.outcome === 'would-bind')
      expect(admitted).toMatchObject({ accountId: foreseen.accountId, because: expect.stringContaining(foreseen.because) });
    expect(users()).toBe(foreseen.outcome === 'would-create' ? before + 1 : before);
  });

  test('of somebody who has signed in before is the account that is bound', async () => {
    const admitted = await admit(anIdentity());
    expect(await foresee(anIdentity())).toMatchObject({ outcome: 'bound', accountId: admitted.ok ? admitted.accountId : '' });
  });

  test('of somebody else with the address of a bound account is a refusal', async () => {
    await admit(anIdentity());
    expect(await foresee(anIdentity({ subject: 'another' }))).toMatchObject({ outcome: 'refused', code: 'account_already_linked' });
  });

  test('of somebody who holds the account as a user of the organization already is what is done then', async () => {
    addUser(bench.acme, { email: 'olaf@borealis.example' });
    const olaf = anIdentity({ address: 'olaf@borealis.example' });
    await admit(olaf, 'users');
    expect(await foresee({ ...olaf, subject: 'another' })).toMatchObject({ outcome: 'refused', code: 'account_already_linked' });
    expect(await foresee(olaf)).toMatchObject({ outcome: 'would-bind' });
    expect(await admit(olaf)).toMatchObject({ ok: true });
  });

  test('without a credential of Jira is a refusal, and while Jira is away nobody knows', async () => {
    const { settings, ...snapshot } = aSnapshot();
    expect(await foresee(anIdentity(), { ...snapshot, settings: { ...settings, jira: null } })).toMatchObject({
      outcome: 'refused',
      code: 'jira_not_configured',
    });
    await bench.close();
    expect(await foresee(anIdentity())).toMatchObject({ outcome: 'unknown' });
    expect(await foresight.organizationsOf(aSnapshot(), bench.account('ada@borealis.example'))).toBeNull();
    bench = await openJiraBench();
  });

  test('names the organizations of today', async () => {
    const names = await foresight.organizationsOf(aSnapshot(), bench.account('ada@borealis.example'));
    expect(names?.length).toBeGreaterThan(0);
  });
});
