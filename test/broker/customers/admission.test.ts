import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAdmission } from '../../../broker/customers/admission.ts';
import type { Identity } from '../../../broker/domain/identity.ts';
import type { Admission } from '../../../broker/domain/ports/admission.ts';
import type { Snapshot } from '../../../broker/domain/snapshot.ts';
import { subjectKeyOf } from '../../../broker/domain/subject-key.ts';
import { addUser } from '../../../sandbox/jira/builders.ts';
import type { User } from '../../../sandbox/jira/model.ts';
import { demoTokens } from '../../../sandbox/jira/seed/acme-people.ts';
import { aConnection } from '../../support/settings.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';
import { type JiraBench, openJiraBench } from '../adapters/jira/harness.ts';

const borealis = aConnection({ id: 'borealis', domains: { mode: 'list', list: ['borealis.example'] } });
const kestrel = aConnection({ id: 'kestrel', domains: { mode: 'list', list: ['kestrel.example'] } });
const acmeStaff = aConnection({ id: 'acme', domains: { mode: 'list', list: ['acme.example'] } });
const google = aConnection({ id: 'google', domains: { mode: 'any-unclaimed' } });
const off = aConnection({ id: 'off', enabled: false, domains: { mode: 'list', list: ['off.example'] } });

let bench: JiraBench;
let storage: TestStorage;
let admission: Admission;

beforeEach(async () => {
  bench = await openJiraBench();
  storage = await openTestStorage({ clock: bench.clock });
  admission = anAdmission();
});
afterEach(async () => {
  await storage.close();
  await bench.close();
});

const anAdmission = () => createAdmission({ jira: bench.source, bindings: storage.bindings, vault: storage.vault, clock: bench.clock });

function aSnapshot(wish: Parameters<JiraBench['snapshot']>[0] = {}): Snapshot {
  const snapshot = bench.snapshot(wish);
  return { ...snapshot, settings: { ...snapshot.settings, connections: [borealis, kestrel, acmeStaff, google, off] } };
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

const admit = (identity: Identity, snapshot = aSnapshot()) => admission.admit({ snapshot, identity });
const userOf = (email: string): User => {
  const user = [...bench.acme.users.values()].find((candidate) => candidate.email === email);
  if (!user) throw new Error(`nobody is called ${email}`);
  return user;
};
const made = () =>
  bench.sent.filter(({ request }) => request.method === 'POST' && request.url.includes('/rest/servicedeskapi/customer')).length;

test('nobody is admitted on the word of a provider to which the connection does not lead', async () => {
  const refused = await admit(anIdentity({ issuer: 'https://kestrel.example' }));
  expect(refused).toEqual({ ok: false, code: 'login_connection_unknown', because: 'connection.of-another-provider' });
  expect(await admit(anIdentity({ issuer: 'https://borealis.example/' }))).toMatchObject({ ok: true });
});

describe('a first sign-in', () => {
  test('is bound to the customer whose address it is', async () => {
    expect(await admit(anIdentity())).toEqual({
      ok: true,
      accountId: bench.account('ada@borealis.example'),
      displayName: 'Ada Aalto',
      address: 'own',
      because: 'binding.new, email.verified, domain.listed, match.customer',
    });
    expect(made()).toBe(0);
  });

  test('makes the customer where there is none, under the name that the provider gave', async () => {
    const admitted = await admit(anIdentity({ address: 'Zoe@Borealis.example', displayName: 'Zoë Zander' }));
    const zoe = userOf('Zoe@borealis.example');
    expect(admitted).toMatchObject({
      ok: true,
      accountId: zoe.accountId,
      displayName: 'Zoë Zander',
      because: expect.stringContaining('binding.new'),
    });
    expect(zoe).toMatchObject({ accountType: 'customer', displayName: 'Zoë Zander' });
    expect(made()).toBe(1);
  });

  test('keeps nothing of the address: the binding knows account and pseudonym alone', async () => {
    await admit(anIdentity());
    const subject = await subjectKeyOf(storage.vault, bench.snapshot().tenant, anIdentity());
    const binding = await storage.bindings.find(bench.snapshot().tenant, 'borealis', subject);
    expect(binding).toMatchObject({ accountId: bench.account('ada@borealis.example') });
    expect(JSON.stringify(binding)).not.toMatch(/ada|borealis\.example/);
  });

  test.each<[string, Partial<Identity> & { address?: string }, string]>([
    ['without an address', { email: null }, 'customer_email_missing'],
    ['with an address that is none', { email: { address: 'ada', verified: true } }, 'customer_email_unusable'],
    ['with an unverified address', { email: { address: 'ada@borealis.example', verified: false } }, 'customer_email_unverified'],
    ['for the domain of another company', { address: 'dev@kestrel.example' }, 'customer_email_domain_refused'],
    ['for a claimed domain, by a provider for everybody', { connection: 'google' }, 'customer_email_domain_refused'],
    ['by a connection that is off', { connection: 'off', address: 'a@off.example' }, 'login_connection_unknown'],
    ['by a connection that is not there', { connection: 'nobody' }, 'login_connection_unknown'],
  ])('%s is refused before Jira is asked anything', async (_, wish, code) => {
    expect(await admit(anIdentity(wish))).toMatchObject({ ok: false, code });
    expect(bench.sent).toHaveLength(0);
  });

  test('by a provider for everybody takes addresses that nobody claims', async () => {
    expect(await admit(anIdentity({ connection: 'google', address: 'gil@mail.example' }))).toMatchObject({ ok: true });
    expect(userOf('gil@mail.example').accountType).toBe('customer');
  });

  test('with the address of an agent or administrator is refused: this is no way into staff accounts', async () => {
    for (const address of ['nora@acme.example', 'admin@acme.example'])
      expect(await admit(anIdentity({ connection: 'acme', address }))).toMatchObject({ ok: false, code: 'customer_is_staff' });
    expect(made()).toBe(0);
  });

  test('with an Atlassian account that holds no right in Jira is bound to it', async () => {
    const user = addUser(bench.acme, { email: 'olaf@borealis.example', displayName: 'Olaf' });
    expect(await admit(anIdentity({ address: 'olaf@borealis.example' }))).toMatchObject({ ok: true, accountId: user.accountId });
  });

  test('with two accounts of one address is refused, and none is chosen', async () => {
    addUser(bench.acme, { email: 'ada@borealis.example', displayName: 'Ada of Atlassian' });
    expect(await admit(anIdentity())).toEqual({ ok: false, code: 'customer_ambiguous', because: 'match.several:2' });
  });

  test('with an account that Jira hides or has switched off is refused by name, and no second one is made', async () => {
    userOf('bo@borealis.example').emailHidden = true;
    userOf('cleo@borealis.example').active = false;
    const before = bench.acme.users.size;
    for (const address of ['bo@borealis.example', 'cleo@borealis.example'])
      expect(await admit(anIdentity({ address }))).toEqual({ ok: false, code: 'customer_unidentifiable', because: 'match.hidden' });
    expect(bench.acme.users.size).toBe(before);
  });

  test('with an account that the user search does not show yet finds it among the customers of the desks', async () => {
    const ada = bench.account('ada@borealis.example');
    const real = bench.source.of(aSnapshot());
    admission = createAdmission({
      jira: { of: () => ({ ...real, findUsersByEmail: async () => [] }) },
      bindings: storage.bindings,
      vault: storage.vault,
      clock: bench.clock,
    });
    expect(await admit(anIdentity())).toMatchObject({ ok: true, accountId: ada });
    expect(made()).toBe(1);
  });

  test('with an account that another sign-in holds is refused', async () => {
    await admit(anIdentity());
    expect(await admit(anIdentity({ subject: 'somebody else' }))).toEqual({
      ok: false,
      code: 'account_already_linked',
      because: 'binding.account-taken',
    });
    const again = aSnapshot();
    const both = { ...again, settings: { ...again.settings, connections: [borealis, { ...borealis, id: 'borealis-2' }] } };
    expect(await admit(anIdentity({ connection: 'borealis-2', issuer: borealis.issuer }), both)).toMatchObject({
      code: 'account_already_linked',
    });
  });

  test('while Jira is away fails, and binds nothing', async () => {
    bench.simulator.faults.add({ kind: 'drop', times: 9 });
    await expect(admit(anIdentity())).rejects.toMatchObject({ code: 'jira_unavailable' });
    bench.simulator.faults.clear();
    bench.clock.advance({ seconds: 10 });
    expect(await admit(anIdentity())).toMatchObject({ ok: true });
  });

  test('whose new account was made but whose answer was lost finds that account the next time', async () => {
    bench.simulator.faults.add({ kind: 'drop', method: 'POST', path: '/customer' });
    await expect(admit(anIdentity({ address: 'lost@borealis.example' }))).rejects.toMatchObject({ code: 'jira_unavailable' });
    const before = bench.acme.users.size;
    expect(await admit(anIdentity({ address: 'lost@borealis.example' }))).toMatchObject({
      ok: true,
      accountId: userOf('lost@borealis.example').accountId,
    });
    expect(bench.acme.users.size).toBe(before);
  });
});

describe('two first sign-ins at once', () => {
  test('of one person end with one account and one binding', async () => {
    const before = bench.acme.users.size;
    const brokers = [admission, anAdmission(), anAdmission(), admission];
    const outcomes = await Promise.all(
      brokers.map((broker) => broker.admit({ snapshot: aSnapshot(), identity: anIdentity({ address: 'new@borealis.example' }) })),
    );
    const account = userOf('new@borealis.example').accountId;
    expect(outcomes.map((outcome) => outcome.ok && outcome.accountId)).toEqual(brokers.map(() => account));
    expect(bench.acme.users.size).toBe(before + 1);
    expect(outcomes.filter(({ because }) => because.startsWith('binding.new'))).toHaveLength(1);
  });

  test('of two people for one account end with one of them in', async () => {
    const outcomes = await Promise.all([admit(anIdentity({ subject: 'one' })), admit(anIdentity({ subject: 'two' }))]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: 'account_already_linked' });
  });

  test('where Jira shows the winner’s new account to nobody yet end with both in', async () => {
    const real = bench.source.of(aSnapshot());
    const blind = { ...real, findUsersByEmail: async () => [], findDeskCustomersByEmail: async () => [] };
    const late = createAdmission({
      jira: {
        of: () => ({
          ...blind,
          createCustomer: async (customer) => {
            // The other sign-in gets there first and is done before Jira answers this one.
            await admit(anIdentity({ address: 'new@borealis.example' }));
            return real.createCustomer(customer);
          },
        }),
      },
      bindings: storage.bindings,
      vault: storage.vault,
      clock: bench.clock,
    });
    const outcome = await late.admit({ snapshot: aSnapshot(), identity: anIdentity({ address: 'new@borealis.example' }) });
    expect(outcome).toMatchObject({
      ok: true,
      accountId: userOf('new@borealis.example').accountId,
      because: 'binding.known, account.active',
    });
  });
});

describe('a later sign-in', () => {
  beforeEach(async () => {
    await admit(anIdentity());
    bench.clock.advance({ minutes: 5 });
    bench.sent.length = 0;
  });

  test('gets the bound account, asked about once a minute', async () => {
    const ada = bench.account('ada@borealis.example');
    expect(await admit(anIdentity())).toEqual({
      ok: true,
      accountId: ada,
      displayName: 'Ada Aalto',
      address: 'unchecked',
      because: 'binding.known, account.active',
    });
    bench.clock.advance({ seconds: 59 });
    await admit(anIdentity());
    expect(bench.sent).toHaveLength(1);
    bench.clock.advance({ seconds: 1 });
    await admit(anIdentity());
    expect(bench.sent).toHaveLength(2);
  });

  test.each<[string, Identity['email']]>([
    ['another address', { address: 'bo@borealis.example', verified: true }],
    ['an address of another company', { address: 'dev@kestrel.example', verified: true }],
    ['no address', null],
    ['an unverified one', { address: 'admin@acme.example', verified: false }],
  ])('with %s keeps its account: later changes never rebind', async (_, email) => {
    expect(await admit(anIdentity({ email }))).toMatchObject({ ok: true, accountId: bench.account('ada@borealis.example') });
  });

  test('is refused within a minute after the account was switched off, and let in again after that', async () => {
    await admit(anIdentity());
    userOf('ada@borealis.example').active = false;
    bench.clock.advance({ seconds: 60 });
    expect(await admit(anIdentity())).toEqual({ ok: false, code: 'customer_inactive', because: 'account.inactive' });
    userOf('ada@borealis.example').active = true;
    bench.clock.advance({ seconds: 60 });
    expect(await admit(anIdentity())).toMatchObject({ ok: true });
  });

  test('is refused when the account is gone, and no new one is made', async () => {
    bench.acme.users.delete(bench.account('ada@borealis.example'));
    expect(await admit(anIdentity())).toEqual({ ok: false, code: 'customer_gone', because: 'account.gone' });
    expect(made()).toBe(0);
  });

  test('is refused when a bound Atlassian account has become an agent’s', async () => {
    const user = addUser(bench.acme, { email: 'olaf@borealis.example' });
    const olaf = anIdentity({ address: 'olaf@borealis.example' });
    expect(await admit(olaf)).toMatchObject({ ok: true });
    bench.acme.desks.get('1')?.agents.add(user.accountId);
    bench.clock.advance({ minutes: 2 });
    expect(await admit(olaf)).toEqual({ ok: false, code: 'customer_is_staff', because: 'account.staff' });
  });

  test('comes in while Jira is away, saying so', async () => {
    bench.simulator.faults.add({ kind: 'drop', times: 99 });
    expect(await admit(anIdentity({ displayName: 'Ada at home' }))).toEqual({
      ok: true,
      accountId: bench.account('ada@borealis.example'),
      displayName: 'Ada at home',
      address: 'unchecked',
      because: 'binding.known, account.unchecked:jira_unavailable',
    });
    bench.simulator.faults.clear();
    bench.clock.advance({ seconds: 10 });
    expect(await admit(anIdentity())).toMatchObject({ because: 'binding.known, account.active' });
    bench.clock.advance({ minutes: 2 });
    bench.simulator.faults.add({ kind: 'limited', times: 99, retryAfterSeconds: 60 });
    expect(await admit(anIdentity())).toMatchObject({ displayName: 'Ada Aalto', because: 'binding.known, account.unchecked:jira_busy' });
  });

  test('stays out while Jira is away when it was refused before', async () => {
    userOf('ada@borealis.example').active = false;
    await admit(anIdentity());
    bench.clock.advance({ minutes: 10 });
    bench.simulator.faults.add({ kind: 'drop', times: 99 });
    expect(await admit(anIdentity())).toMatchObject({ ok: false, code: 'customer_inactive' });
  });

  test('fails with the reason when Jira refuses the credential: that does not pass by itself', async () => {
    const token = bench.acme.tokens.find(({ secret }) => secret === demoTokens.acmeAdmin);
    if (token) token.revoked = true;
    await expect(admit(anIdentity())).rejects.toMatchObject({ code: 'jira_credential_rejected' });
  });

  test('of another tenant knows nothing of it', async () => {
    const elsewhere = aSnapshot({
      tenant: 'tenant-umbra',
      siteUrl: bench.urlOf('umbra'),
      email: 'admin@umbra.example',
      token: demoTokens.umbraAdmin,
    });
    const outcome = await admit(anIdentity(), elsewhere);
    expect(outcome).toMatchObject({ ok: true, because: expect.stringContaining('binding.new') });
    expect(outcome.ok && outcome.accountId).not.toBe(bench.account('ada@borealis.example'));
  });
});

describe('the address of somebody who comes again, where the application is told it', () => {
  const told = (address: string, jira = bench.source.of(aSnapshot())) =>
    createAdmission({ jira: { of: () => jira }, bindings: storage.bindings, vault: storage.vault, clock: bench.clock }).admit({
      snapshot: aSnapshot(),
      identity: anIdentity({ subject: 'Ada', address }),
      tellsAddress: true,
    });
  beforeEach(async () => {
    await told('ada@borealis.example');
    bench.clock.advance({ minutes: 5 });
    bench.sent.length = 0;
  });

  test.each<[string, string]>([
    ['own', 'ADA@borealis.example'],
    ['differs', 'bo@borealis.example'],
    ['differs', 'nobody@borealis.example'],
  ])('is %s: %s', async (address, given) => {
    expect(await told(given)).toMatchObject({
      ok: true,
      accountId: bench.account('ada@borealis.example'),
      address,
      because: `binding.known, account.active, address.${address}`,
    });
  });

  test('that the connection may not say is not asked about', async () => {
    expect(await told('dev@kestrel.example')).toMatchObject({ ok: true, address: 'unchecked', because: 'binding.known, account.active' });
    expect(bench.sent).toHaveLength(1);
  });

  test('is asked about once a minute, by one call', async () => {
    const again = () => admission.admit({ snapshot: aSnapshot(), identity: anIdentity({ subject: 'Ada' }), tellsAddress: true });
    await again();
    // The other one asks whether the account may come in.
    expect(bench.sent).toHaveLength(2);
    await again();
    expect(bench.sent).toHaveLength(2);
    bench.clock.advance({ minutes: 1 });
    await again();
    expect(bench.sent).toHaveLength(4);
  });

  test('is looked for among the customers of the desks where the account does not show it', async () => {
    const real = bench.source.of(aSnapshot());
    const hiding = {
      ...real,
      findUser: async (id: Parameters<typeof real.findUser>[0]) => ((user) => user && { ...user, email: null })(await real.findUser(id)),
      findUsersByEmail: async () => [],
    };
    expect(await told('ada@borealis.example', hiding)).toMatchObject({ address: 'own' });
    expect(await told('bo@borealis.example', hiding)).toMatchObject({ address: 'differs' });
  });

  test('is unchecked while Jira is away, and the person gets in all the same', async () => {
    bench.simulator.faults.add({ kind: 'drop', times: 99 });
    expect(await told('ada@borealis.example')).toMatchObject({ ok: true, address: 'unchecked' });
  });
});

describe('a user of the organization', () => {
  const asUser = (wish: Parameters<typeof anIdentity>[0] = {}) =>
    admission.admit({ snapshot: aSnapshot(), identity: anIdentity({ address: 'olaf@borealis.example', ...wish }), whom: 'users' });
  const asCustomer = (wish: Parameters<typeof anIdentity>[0] = {}) => admit(anIdentity({ address: 'olaf@borealis.example', ...wish }));
  let olaf: User;
  beforeEach(() => {
    olaf = addUser(bench.acme, { email: 'olaf@borealis.example' });
  });

  test('holds the account from the first time on', async () => {
    expect(await asUser()).toMatchObject({
      ok: true,
      accountId: olaf.accountId,
      address: 'own',
      because: expect.stringMatching(/^binding.new, /),
    });
    expect(await asUser()).toMatchObject({ ok: true, accountId: olaf.accountId, because: expect.stringMatching(/^binding.known, /) });
    expect(await asUser({ subject: 'another' })).toMatchObject({ ok: false, code: 'account_already_linked' });
    expect(await asCustomer({ subject: 'another' })).toMatchObject({ ok: false, code: 'account_already_linked' });
  });

  test('does not get another account by another address, and keeps it when Jira has the new one', async () => {
    await asUser();
    addUser(bench.acme, { email: 'olga@borealis.example' });
    const subject = anIdentity({ address: 'olaf@borealis.example' }).subject;
    expect(await asUser({ subject, address: 'olga@borealis.example' })).toMatchObject({ ok: false, code: 'account_address_differs' });
    olaf.email = 'olaf.berg@borealis.example';
    expect(await asUser({ subject, address: 'olaf.berg@borealis.example' })).toMatchObject({ ok: true, accountId: olaf.accountId });
  });

  test('may be a customer by the same account, which is bound as theirs from then on', async () => {
    await asUser();
    expect(await asCustomer()).toMatchObject({ ok: true, accountId: olaf.accountId, because: expect.stringContaining('binding.new') });
    expect(await asCustomer()).toMatchObject({ ok: true, because: expect.stringContaining('binding.known') });
    expect(await asUser()).toMatchObject({ ok: true, because: expect.stringContaining('binding.known') });
    for (const enter of [asUser, asCustomer])
      expect(await enter({ subject: 'another' })).toMatchObject({ ok: false, code: 'account_already_linked' });
  });

  test('may be a customer by another account, and has one of each', async () => {
    expect(await admit(anIdentity())).toMatchObject({ ok: true, accountId: bench.account('ada@borealis.example') });
    const own = addUser(bench.acme, { email: 'ada@borealis.example' });
    const asAda = () => admission.admit({ snapshot: aSnapshot(), identity: anIdentity(), whom: 'users' });
    for (let time = 0; time < 2; time += 1) expect(await asAda()).toMatchObject({ ok: true, accountId: own.accountId });
    expect(await admit(anIdentity())).toMatchObject({ ok: true, accountId: bench.account('ada@borealis.example') });
  });

  test('has one winner among two that come at once', async () => {
    const outcomes = await Promise.all([asUser(), asUser({ subject: 'another' }), asUser()]);
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    const refused = outcomes.filter(({ ok }) => !ok);
    for (const outcome of refused) expect(outcome).toMatchObject({ code: 'account_already_linked' });
    expect(refused.length).toBeGreaterThan(0);
  });
});
