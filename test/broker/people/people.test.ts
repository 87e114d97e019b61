import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PeopleFilter, PersonSummary } from '#contract/rpc/people';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { AccountId, FactorId, SessionId, SubjectKey } from '../../../broker/domain/brands.ts';
import type { Identity } from '../../../broker/domain/identity.ts';
import { personKeyOf } from '../../../broker/domain/person.ts';
import type { FactorKind } from '../../../broker/domain/ports/factor.ts';
import type { Doer, People, PeopleScene, Saying } from '../../../broker/domain/ports/people.ts';
import { organizationUserKeyOf, subjectKeyOf } from '../../../broker/domain/subject-key.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { createPersonRules } from '../../../broker/people/person-rules.ts';
import { brand } from '../../support/builders/brand.ts';
import { adaAsserted } from '../../support/builders/factor-scene.ts';
import { aStoredFactor } from '../../support/builders/stored-factor.ts';
import { aStoredBrokerSession } from '../../support/builders/stored-session.ts';
import { aJiraUser, newPeopleWorld, type PeopleWorld, peopleOver } from '../../support/people.ts';
import { aConnection, someSettings } from '../../support/settings.ts';
import { openSettingsBench, type SettingsBench } from '../../support/settings-bench.ts';

const day = 86_400_000;
const boss: Doer = { kind: 'administrator', accountId: brand<AccountId>('712020:boss') };
const operator: Doer = { kind: 'operator' };
const borealis = aConnection({
  id: 'borealis',
  issuer: 'https://idp.borealis.example',
  domains: { mode: 'list', list: ['borealis.example'] },
});
const required: Saying = { rule: 'required', until: null, reason: '' };

let bench: SettingsBench;
let world: PeopleWorld;
let people: People;
let at: PeopleScene;
beforeEach(async () => {
  bench = await openSettingsBench();
  const tenant = await bench.addTenant('acme');
  await bench.makeLive(tenant, 1, someSettings({ connections: [borealis] }));
  at = { tenant, snapshot: await bench.snapshots.live(tenant.id) };
  world = newPeopleWorld();
  world.users.push(aJiraUser('712020:boss', { accountType: 'atlassian', email: 'boss@acme.example' }));
  people = peopleOver(bench, world);
});
afterEach(() => bench.close());

const identityOf = (name: string): Identity => ({
  ...adaAsserted,
  subject: name,
  email: { address: `${name}@borealis.example`, verified: true },
});
const subjectOf = (name: string): Promise<SubjectKey> => subjectKeyOf(bench.storage.vault, at.tenant.id, identityOf(name));
const exempt = (more: Partial<Saying> = {}): Saying => ({ rule: 'exempt', until: bench.clock.now() + day, reason: 'lost phone', ...more });

/** As a sign-in does it. */
async function signIn(name: string, account: string | null = `qm:${name}`, as?: SubjectKey): Promise<SubjectKey> {
  const subject = await subjectOf(name);
  const { storage, clock } = bench;
  await createPersonRules({ storage, vault: storage.vault, clock }).ruleOf(at, { identity: identityOf(name), subject });
  const accountId = account === null ? null : brand<AccountId>(account);
  if (accountId !== null) {
    const address = await personKeyOf(storage.vault, at.tenant.id, `${name}@borealis.example`);
    const row = { tenant: at.tenant.id, connection: 'borealis', subject: as ?? subject, accountId, boundAt: clock.now() };
    await storage.bindings.bind(row, address);
    if (!world.users.some((user) => user.accountId === accountId))
      world.users.push(aJiraUser(accountId, { email: `${name}@borealis.example` }));
  }
  await storage.sessions.insertBroker(
    aStoredBrokerSession({
      tenant: at.tenant.id,
      id: brand<SessionId>(`session of ${name}`),
      tokenHash: `token of ${name}`,
      connection: 'borealis',
      subject,
      accountId,
      expiresAt: clock.now() + day,
    }),
  );
  return subject;
}

async function enrol(name: string, kind: FactorKind = 'totp'): Promise<void> {
  const whose = { tenant: at.tenant.id, id: brand<FactorId>(`${kind} of ${name}`), subject: await subjectOf(name), kind };
  const sealed = await createFactorSeal(bench.storage.vault).seal(whose, { label: `${name}'s own words`, data: {} });
  await bench.storage.factors.insert(aStoredFactor({ ...whose, state: 'active', sealed, createdAt: 7, lastUsedAt: 9, expiresAt: null }));
}
const wasSeen = (subject: SubjectKey) =>
  bench.storage.seenPlaces.note({ tenant: at.tenant.id, subject, country: 'NO', at: null, seenAt: bench.clock.now() });
const placesOf = async (subject: SubjectKey) =>
  (await bench.storage.seenPlaces.list(at.tenant.id, subject, 0)).map(({ country }) => country);
const voidAt = async (subject: SubjectKey) => (await bench.storage.factors.findSubject(at.tenant.id, subject))?.signInsVoidAt ?? null;
const isSignedIn = async (name: string) =>
  (await bench.storage.sessions.findBroker(at.tenant.id, `token of ${name}`, bench.clock.now(), 0)) !== null;

async function add(name: string, saying: Saying = required, by = boss) {
  const said = await people.say(at, by, { address: `${name}@borealis.example` }, saying);
  if (!said.ok) throw new Error(said.because);
  return said.card;
}
async function everybody(filter: PeopleFilter): Promise<PersonSummary[]> {
  const all: PersonSummary[] = [];
  let after: string | null = null;
  do {
    const page = await people.list(at, filter, after);
    all.push(...page.people);
    after = page.next;
  } while (after !== null);
  return all;
}

const byText = (a: unknown, b: unknown) => String(a).localeCompare(String(b));

describe('one person', () => {
  test('is added by their address, and known from their first sign-in on', async () => {
    const card = await add('ada');
    expect(card).toMatchObject({ address: 'ada@borealis.example', rule: 'required', known: false, accountId: null, self: false });
    await signIn('ada');
    await enrol('ada');
    expect(await people.open(at, boss, card.id)).toMatchObject({
      known: true,
      accountId: 'qm:ada',
      displayName: 'Name of qm:ada',
      methods: ['totp'],
      factors: [{ kind: 'totp', addedAt: 7, lastUsedAt: 9 }],
      acts: [{ act: 'rule', by: '712020:boss', reason: '' }],
    });
  });

  test('is shown without what they called their factors', async () => {
    await signIn('ada');
    await enrol('ada');
    expect(JSON.stringify(await people.find(at, boss, 'qm:ada'))).not.toContain('own words');
  });

  test('is found by the whole address or the whole account id, and by nothing less', async () => {
    const { id } = await add('ada');
    await signIn('ada');
    for (const text of ['ada@borealis.example', ' ADA@Borealis.example ', 'qm:ada'])
      expect((await people.find(at, boss, text))?.id).toBe(id);
    for (const text of [
      'ada',
      'ada@',
      '@borealis.example',
      'da@borealis.example',
      'ada@borealis',
      '%',
      'qm:',
      'qm:ad',
      "' or 1=1 --",
      '*@borealis.example',
    ])
      expect(await people.find(at, boss, text)).toBeNull();
  });

  test('whom nobody added is found by the account that Jira has for the address', async () => {
    await signIn('bo');
    await enrol('bo');
    expect(await people.find(at, boss, 'bo@borealis.example')).toMatchObject({ accountId: 'qm:bo', address: null, methods: ['totp'] });
    world.jiraIsDown = new AppError('jira_not_configured');
    expect(await people.find(at, boss, 'bo@borealis.example')).toBeNull();
    expect(await people.find(at, boss, 'qm:bo')).toMatchObject({ displayName: null, methods: ['totp'] });
    world.jiraIsDown = new AppError('jira_unavailable');
    await expect(people.find(at, boss, 'bo@borealis.example')).rejects.toMatchObject({ code: 'jira_unavailable' });
  });

  test.each<[string, Partial<Saying>, string]>([
    ['has no last day', { until: null }, 'person_until_invalid'],
    ['is over', { until: 0 }, 'person_until_invalid'],
    ['is for years', { until: 9e15 }, 'person_until_invalid'],
    ['has no reason', { reason: '  ' }, 'person_reason_missing'],
    ['has a formula for a reason', { reason: '==@' }, 'person_reason_missing'],
  ])('is not exempt where the exemption %s', async (_, more, code) => {
    expect(await people.say(at, boss, { address: 'ada@borealis.example' }, exempt(more))).toMatchObject({ ok: false, code });
    expect(await everybody('all')).toEqual([]);
  });

  test.each(['ada', 'a@b@c.example', 'ada@localhost', '"a b"@c.example', 'ada@bor\u200bealis.example'])(
    'is not added as %j',
    async (address) => {
      expect(await people.say(at, boss, { address }, required)).toMatchObject({ ok: false, code: 'person_address_invalid' });
    },
  );

  test('of whom more is asked than before is signed out, and of whom less is asked is not', async () => {
    const { id } = await add('ada', exempt());
    await signIn('ada');
    const say = (saying: Saying) => people.say(at, boss, { id }, saying);
    await say(exempt({ until: bench.clock.now() + 2 * day }));
    expect(await isSignedIn('ada')).toBe(true);
    await say({ rule: 'policy', until: null, reason: '' });
    expect(await isSignedIn('ada')).toBe(false);
    const noted = bench.log.lines.filter(({ event }) => event === 'people.rule');
    expect(noted.map(({ fields }) => [fields.by, fields.purpose])).toEqual([
      ['712020:boss', 'exempt'],
      ['712020:boss', 'exempt'],
      ['712020:boss', 'policy'],
    ]);
  });
});

describe('somebody who signed in before anything was said of them', () => {
  const row = (name: string) => ({ line: 1, address: `${name}@borealis.example`, ...required });
  const hides = () => world.users.splice(0, world.users.length, ...world.users.map((user) => ({ ...user, email: null })));

  test('is signed out when more is asked of their address, and is who was meant from then on', async () => {
    const subject = await signIn('ada');
    await signIn('bo');
    expect(await add('ada')).toMatchObject({ known: true, accountId: 'qm:ada', displayName: 'Name of qm:ada' });
    expect([await isSignedIn('ada'), await isSignedIn('bo')]).toEqual([false, true]);
    expect(await voidAt(subject)).toBe(bench.clock.now());
    expect((await people.find(at, boss, 'qm:ada'))?.address).toBe('ada@borealis.example');
  });

  test.each<[string, () => unknown]>([
    ['does not show addresses', hides],
    ['is not set up', () => (world.jiraIsDown = new AppError('jira_not_configured'))],
    ['is away', () => (world.jiraIsDown = new AppError('jira_unavailable'))],
  ])('is found by what they came with for their account where Jira %s', async (_, change) => {
    await signIn('ada');
    change();
    expect(await add('ada')).toMatchObject({ known: true, rule: 'required' });
    expect(await isSignedIn('ada')).toBe(false);
  });

  test('is signed out by a file as well, which asks Jira nothing', async () => {
    for (const name of ['ada', 'bo', 'cy']) await signIn(name);
    await add('cy', exempt());
    world.jiraIsDown = new Error('asked');
    await people.importRows(at, operator, [row('ada'), row('cy'), row('di')], true);
    expect(await isSignedIn('ada')).toBe(true);
    await people.importRows(at, operator, [row('ada'), row('cy'), row('di')], false);
    expect([await isSignedIn('ada'), await isSignedIn('bo'), await isSignedIn('cy')]).toEqual([false, true, false]);
    world.jiraIsDown = null;
    expect((await people.find(at, boss, 'ada@borealis.example'))?.accountId).toBe('qm:ada');
  });

  test('is whom Jira names, where the address went from one to another; both are signed out', async () => {
    await signIn('ada');
    await signIn('bo');
    world.users.splice(0, world.users.length, aJiraUser('qm:ada'), aJiraUser('qm:bo', { email: 'Ada@borealis.example' }));
    expect((await add('ada')).accountId).toBe('qm:bo');
    expect([await isSignedIn('ada'), await isSignedIn('bo')]).toEqual([false, false]);
  });

  test('is signed out as a user of the organization too, and named when they come again', async () => {
    const asUser = await organizationUserKeyOf(bench.storage.vault, at.tenant.id, identityOf('ada'));
    await signIn('ada', '712020:ada', asUser);
    expect(await add('ada')).toMatchObject({ known: false });
    expect(await isSignedIn('ada')).toBe(false);
    await signIn('ada', null);
    expect(await people.find(at, boss, 'ada@borealis.example')).toMatchObject({ known: true });
  });

  test('stays signed in where less is asked, and where they have no account by which they could be known', async () => {
    await signIn('ada');
    await add('ada', exempt());
    expect(await isSignedIn('ada')).toBe(true);
    await signIn('bo', null);
    expect(await add('bo')).toMatchObject({ known: false });
    expect(await isSignedIn('bo')).toBe(true);
  });
});

describe('what is done about somebody', () => {
  test.each<['reset' | 'endSessions' | 'forget']>([['reset'], ['endSessions'], ['forget']])(
    'ends what they have under way: %s',
    async (act) => {
      const { id } = await add('ada');
      const subject = await signIn('ada');
      await enrol('ada');
      expect(await voidAt(subject)).toBeNull();
      expect((await people[act](at, boss, id, 'stolen')).ok).toBe(true);
      expect(await voidAt(subject)).toBe(bench.clock.now());
    },
  );

  test('a reset takes everything, signs them out, tells them, and says who did it', async () => {
    const { id } = await add('ada');
    const subject = await signIn('ada');
    await enrol('ada');
    await enrol('ada', 'webauthn');
    await bench.storage.factors.replaceRecoveryCodes(at.tenant.id, subject, ['a', 'b']);
    const other = await signIn('bo');
    await enrol('bo');
    await wasSeen(subject);
    expect(await people.reset(at, boss, id, 'lost everything, HELP-7')).toEqual({ ok: true, factors: 2, sessions: 1, told: true });
    expect(await bench.storage.factors.list(at.tenant.id, subject)).toEqual([]);
    expect(await bench.storage.factors.countRecoveryCodes(at.tenant.id, subject)).toBe(0);
    expect([await isSignedIn('ada'), await isSignedIn('bo')]).toEqual([false, true]);
    expect(await bench.storage.factors.list(at.tenant.id, other)).toHaveLength(1);
    // Whoever resets somebody for a caller must not take away what would notice that the caller signs in from elsewhere.
    expect(await placesOf(subject)).toEqual(['NO']);
    expect(world.told).toMatchObject([{ to: { mailbox: { address: 'ada@borealis.example' } }, event: { kind: 'reset' } }]);
    expect((await people.open(at, boss, id))?.acts[0]).toMatchObject({
      act: 'reset',
      reason: 'lost everything, HELP-7',
      by: '712020:boss',
    });
    expect(bench.log.lines.at(-1)).toMatchObject({ event: 'people.reset', fields: { tenant: at.tenant.id, by: '712020:boss', count: 2 } });
  });

  test('a pass and the end of sessions are kept with their reasons', async () => {
    const { id } = await add('ada');
    const subject = await signIn('ada');
    expect(await people.issuePass(at, boss, id, 'no phone today')).toMatchObject({ ok: true, code: 'ABCD-EFGH-JKMN' });
    expect(await people.endSessions(at, boss, id, 'left a machine open')).toEqual({ ok: true, sessions: 1 });
    expect(world.passes).toEqual([`${subject} by 712020:boss`]);
    expect((await people.open(at, boss, id))?.acts.map(({ act, reason }) => [act, reason])).toEqual([
      ['sessions', 'left a machine open'],
      ['pass', 'no phone today'],
      ['rule', ''],
    ]);
    world.passesAreOn = false;
    expect(await people.issuePass(at, boss, id, 'again')).toMatchObject({ ok: false, code: 'person_pass_off' });
  });

  test('somebody whom nobody added gets a row with the first thing that is done about them', async () => {
    await signIn('bo');
    await enrol('bo');
    const found = await people.find(at, boss, 'qm:bo');
    expect(await people.reset(at, boss, found?.id ?? '', 'new phone')).toMatchObject({ ok: true, told: false });
    const after = await people.find(at, boss, 'qm:bo');
    expect(after).toMatchObject({ address: null, rule: 'policy', acts: [{ act: 'reset' }] });
    expect(after?.id).not.toBe(found?.id);
    expect((await people.say(at, boss, { id: found?.id ?? '' }, required)).ok).toBe(true);
    expect(await everybody('required')).toMatchObject([{ id: after?.id, accountId: 'qm:bo' }]);
  });

  test('needs somebody who has signed in, and a reason', async () => {
    const { id } = await add('ada');
    for (const act of [people.reset, people.issuePass, people.endSessions]) {
      expect(await act(at, boss, id, 'why not')).toMatchObject({ code: 'person_never_signed_in' });
      expect(await act(at, boss, id, ' ')).toMatchObject({ code: 'person_reason_missing' });
      expect(await act(at, boss, `a.${'A'.repeat(43)}`, 'why not')).toMatchObject({ code: 'person_unknown' });
      expect(await act(at, boss, 'no id at all', 'why not')).toMatchObject({ code: 'person_unknown' });
    }
  });

  test('whoever is forgotten is nowhere any more', async () => {
    const { id } = await add('ada');
    const subject = await signIn('ada');
    await enrol('ada');
    await wasSeen(subject);
    const other = await signIn('bo');
    await wasSeen(other);
    expect(await people.forget(at, boss, id)).toEqual({ ok: true });
    expect([await placesOf(subject), await placesOf(other)]).toEqual([[], ['NO']]);
    expect(await people.find(at, boss, 'ada@borealis.example')).toBeNull();
    expect(await people.find(at, boss, 'qm:ada')).toBeNull();
    expect(await bench.storage.factors.list(at.tenant.id, subject)).toEqual([]);
    expect(await isSignedIn('ada')).toBe(false);
    expect(await everybody('all')).toEqual([]);
    expect(await people.forget(at, boss, id)).toMatchObject({ code: 'person_unknown' });
  });
});

describe('the list', () => {
  test('shows those whom somebody added, the latest first, and behind them those who have a second factor', async () => {
    await add('ada', exempt());
    bench.clock.advance({ ms: 1 });
    await add('cy');
    for (const name of ['ada', 'bo', 'di']) await signIn(name, name === 'di' ? null : undefined);
    for (const name of ['ada', 'bo', 'di']) await enrol(name);
    const all = await everybody('all');
    expect(all.slice(0, 2).map(({ address, rule, known, methods }) => [address, rule, known, methods])).toEqual([
      ['cy@borealis.example', 'required', false, []],
      ['ada@borealis.example', 'exempt', true, ['totp']],
    ]);
    expect(
      all
        .slice(2)
        .map(({ address, accountId }) => [address, accountId])
        .toSorted(byText),
    ).toEqual(
      [
        [null, null],
        [null, 'qm:bo'],
      ].toSorted(byText),
    );
    expect((await everybody('exempt')).map(({ address }) => address)).toEqual(['ada@borealis.example']);
    expect((await everybody('required')).map(({ address }) => address)).toEqual(['cy@borealis.example']);
    expect((await everybody('enrolled')).map(({ accountId }) => accountId).toSorted(byText)).toEqual(
      ['qm:ada', 'qm:bo', null].toSorted(byText),
    );
    expect((await people.list(at, 'all', null)).counts).toEqual({ named: 2, required: 1, exempt: 1, enrolled: 3 });
  });

  test('comes in pages without losing or repeating anybody', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({ line: n + 1, address: `p${n}@borealis.example`, ...required }));
    await people.importRows(at, operator, rows, false);
    for (let n = 0; n < 60; n++) {
      await signIn(`e${n}`);
      await enrol(`e${n}`);
    }
    const all = await everybody('all');
    expect(all).toHaveLength(180);
    expect(new Set(all.map(({ id }) => id)).size).toBe(180);
    expect(await everybody('enrolled')).toHaveLength(60);
    for (const odd of ['', 'x', 'a.-1.k', `a.1.${'A'.repeat(42)}`, "s.'"])
      expect((await people.list(at, 'all', odd)).people.length).toBeGreaterThan(0);
  });
});

test('in the database, nobody is to be read: no address, no reason, no administrator of a reason', async () => {
  const { id } = await add('ada', exempt({ reason: 'secret illness' }));
  await signIn('ada');
  await people.reset(at, boss, id, 'another secret');
  const rows = await bench.storage.people.page(at.tenant.id, null, null, 10);
  const text = rows.map((row) => `${JSON.stringify({ ...row, sealed: '' })}${Buffer.from(row.sealed).toString('latin1')}`).join();
  for (const word of ['ada', 'borealis', 'illness', 'secret', 'boss', Buffer.from('ada@borealis').toString('base64').slice(0, 12)])
    expect(text).not.toContain(word);
  expect(JSON.stringify(bench.log.lines)).not.toMatch(/ada@|illness|another secret/);
});
