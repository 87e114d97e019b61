import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { everydayPerson, preparedPeople } from '#contract/presets/described-people';
import { type DescribedPerson, type Foreseen, type PolicyDraft, secondFactorRoutes } from '#contract/rpc/second-factor';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { Settings } from '#contract/settings/snapshot';
import type { Mail, MailOutcome } from '../../../broker/domain/ports/mailer.ts';
import type { SenderParts } from '../../../broker/domain/ports/sender-parts.ts';
import type { Sms, SmsOutcome } from '../../../broker/domain/ports/sms-sender.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { aParty } from '../../support/connections.ts';
import { someSettings } from '../../support/settings.ts';

let bench: AdminBench;
let settings: Settings;
let mails: Mail[];
let messages: Sms[];
let mailOutcome: MailOutcome;
let smsOutcome: SmsOutcome;

const senders: SenderParts = {
  mailer: {
    deliver() {},
    async send(mail) {
      mails.push(mail);
      return mailOutcome;
    },
    problem: async () => null,
    close: async () => undefined,
  },
  sms: {
    async send(sms) {
      messages.push(sms);
      return smsOutcome;
    },
    problem: async () => null,
    close: async () => undefined,
  },
  otp: null,
  push: undefined as never,
};

/** Messages go to Norway, a hundred a day. */
const { secondFactor: plain } = someSettings({});
const sendingTo = (countries: string[], perDay = 100) => ({
  ...plain,
  methods: { ...plain.methods, 'sms-code': { ...plain.methods['sms-code'], countries, perDay } },
});
const withNorway = sendingTo(['NO']);

async function open(given: SenderParts = senders): Promise<void> {
  bench = await openAdminBench({ senders: given });
  await bench.install();
  const tenant = (await bench.storage.tenants.findBySlug('acme')) as Tenant;
  settings = someSettings({
    policy: { preset: 'recommended' },
    secondFactor: withNorway,
    parties: [aParty({ id: 'wiki', policy: { preset: 'nobody' } })],
  });
  await bench.makeLive(tenant, 1, settings);
}

beforeEach(async () => {
  mails = [];
  messages = [];
  mailOutcome = { sent: true };
  smsOutcome = { sent: true, id: 'm-1' };
  await open();
});
afterEach(() => bench.close());

const call = (route: keyof typeof secondFactorRoutes, body?: unknown, as = {}) =>
  bench.call(as, { method: secondFactorRoutes[route].method, url: secondFactorRoutes[route].path, body });

const everyday = everydayPerson('borealis', 'borealis.example', 'portal');

async function foreseen(person: Partial<DescribedPerson>, draft: PolicyDraft | null = null): Promise<Foreseen> {
  const { status, body } = await call('foresee', { person: { ...everyday, ...person }, draft });
  expect(status).toBe(200);
  return body as Foreseen;
}

const draftWith = (when: PolicyCondition, networks: Settings['secondFactor']['networks'] = []): PolicyDraft => ({
  policy: {
    preset: 'own',
    rules: { deny: [{ name: 'Not from there', when }], list: [], otherwise: { ask: 'nothing' }, raise: [] },
  },
  secondFactor: { ...settings.secondFactor, networks },
});

describe('what would happen', () => {
  test.each(preparedPeople.map((each) => [each.label, each.person] as const))(
    'is told of a prepared person: %s',
    async (_label, person) => {
      const { steps, demands, because, policy } = await foreseen(person);
      expect(steps.at(-1)).toEqual({ kind: 'enter' });
      expect(demands.length).toBeGreaterThan(0);
      expect(because).not.toBe('');
      expect(policy).toEqual({ preset: 'recommended' });
    },
  );

  test('goes by the policy of the application that is entered', async () => {
    expect((await foreseen({ application: 'wiki' })).policy).toEqual({ preset: 'nobody' });
    expect((await foreseen({ application: 'wiki' })).steps).toEqual([{ kind: 'enter' }]);
    expect((await foreseen({ application: 'not-live-yet' })).policy).toEqual({ preset: 'recommended' });
  });

  test('goes by rules that are not saved, and saves nothing', async () => {
    const denied = await foreseen({ country: 'NO' }, draftWith({ countries: ['NO'] }));
    expect(denied).toMatchObject({ denied: { index: 0, name: 'Not from there' }, steps: [{ kind: 'deny' }] });
    expect((await foreseen({ country: 'NO' })).denied).toBeNull();
  });

  test('finds the named networks of an address', async () => {
    const draft = draftWith({ networks: ['offices'] }, [{ id: 'offices', name: 'Offices', ranges: ['203.0.113.0/24'] }]);
    expect(await foreseen({ address: '203.0.113.9' }, draft)).toMatchObject({ networks: ['offices'], denied: { index: 0 } });
    expect(await foreseen({ address: '203.0.114.9' }, draft)).toMatchObject({ networks: [], denied: null });
  });

  test('offers what is switched on alone, and codes by e-mail to whoever has an address', async () => {
    const secondFactor = structuredClone(settings.secondFactor);
    secondFactor.methods.totp.enabled = false;
    secondFactor.methods['email-code'].enabled = true;
    const draft = { policy: { preset: 'everybody' } as const, secondFactor };
    expect((await foreseen({ factors: ['totp'] }, draft)).steps[0]).toEqual({ kind: 'challenge', methods: ['email-code'] });
    expect((await foreseen({ factors: ['totp'], email: null }, draft)).steps[0]).toMatchObject({ kind: 'enrol', methods: ['webauthn'] });
  });

  test('a browser is remembered only where the tenant remembers any', async () => {
    const draft = { policy: { preset: 'recommended' } as const, secondFactor: { ...settings.secondFactor, rememberDays: 0 } };
    expect((await foreseen({ rememberedBrowser: true, factors: ['totp'] })).steps).toEqual([{ kind: 'enter' }]);
    expect((await foreseen({ rememberedBrowser: true, factors: ['totp'] }, draft)).steps[0]?.kind).toBe('challenge');
  });

  test.each([
    ['a zone that nobody knows', { person: everyday, draft: 'zone' }, 422, '/policy/rules/deny/0/when/times/zone'],
    ['a range that is none', { person: everyday, draft: 'range' }, 422, '/secondFactor/networks/0/ranges/0'],
    ['an address that is none', { person: { ...everyday, address: '203.0.113.256' }, draft: null }, 422, '/person/address'],
    ['a range instead of an address', { person: { ...everyday, address: '203.0.113.0/24' }, draft: null }, 422, '/person/address'],
  ])('is refused with its place for %s', async (_what, { person, draft }, status, path) => {
    const times = { days: ['mon' as const], from: '08:00', to: '18:00', zone: 'Middle/Earth' };
    const drafts = {
      zone: draftWith({ times }),
      range: draftWith({}, [{ id: 'offices', name: 'Offices', ranges: ['203.0.113.0/33'] }]),
    };
    const answer = await call('foresee', { person, draft: draft === null ? null : drafts[draft as 'zone' | 'range'] });
    expect(answer).toMatchObject({ status, body: { error: { code: 'settings_invalid', problems: [{ path }] } } });
  });

  test.each([
    ['a person of another shape', { person: { ...everyday, country: 'Norway' }, draft: null }],
    ['a policy of another shape', { person: everyday, draft: { policy: { preset: 'some' }, secondFactor: {} } }],
    ['more than is asked', { person: { ...everyday, isAdmin: true }, draft: null }],
  ])('takes no %s', async (_what, body) => {
    expect(await call('foresee', body)).toMatchObject({ status: 400, body: { error: { code: 'request_malformed' } } });
  });
});

describe('a test message', () => {
  const mail = (to: string) => call('sendTest', { way: 'mail', to });
  const sms = (to: string) => call('sendTest', { way: 'sms', to });

  test('by e-mail goes to the one address that was typed', async () => {
    expect(await mail(' ada@acme.example ')).toMatchObject({ status: 200, body: { sent: true, text: expect.stringContaining('') } });
    expect(mails).toEqual([{ to: 'ada@acme.example', subject: 'Gatehouse: test', text: expect.stringContaining('test of Gatehouse') }]);
    for (const to of ['ada@acme.example, bea@acme.example', 'Ada <ada@acme.example>', 'ada'])
      expect((await mail(to)).body).toMatchObject({ sent: false });
    expect(mails).toHaveLength(1);
  });

  test('by SMS goes to a mobile number of the countries of the settings', async () => {
    expect((await sms('+47 406 12 345')).body).toMatchObject({ sent: true });
    expect(messages).toEqual([{ to: '+4740612345', text: expect.stringContaining('test of Gatehouse') }]);
    expect((await sms('+46 70 123 45 67')).body).toMatchObject({ sent: false, text: expect.stringContaining('not of a country') });
    expect((await sms('+47 820 12 345')).body).toMatchObject({ sent: false });
    expect(messages).toHaveLength(1);
  });

  test('by SMS goes nowhere while no country is live', async () => {
    const tenant = (await bench.storage.tenants.findBySlug('acme')) as Tenant;
    await bench.makeLive(tenant, 2, { ...settings, secondFactor: sendingTo([]) });
    expect((await sms('+47 406 12 345')).body).toMatchObject({ sent: false, text: expect.stringContaining('not of a country') });
    expect(messages).toEqual([]);
  });

  test('by SMS is counted among the messages that people get', async () => {
    const limited = { sent: false, text: expect.stringContaining('A limit for text messages') };
    for (let count = 0; count < 3; count++) expect((await sms('+47 406 12 345')).body).toMatchObject({ sent: true });
    expect((await sms('+47 406 12 345')).body).toMatchObject(limited);
    for (const other of ['+47 406 12 346', '+47 406 12 347']) expect((await sms(other)).body).toMatchObject({ sent: true });
    expect((await sms('+47 406 12 348')).body).toMatchObject(limited);
    const tenant = (await bench.storage.tenants.findBySlug('acme')) as Tenant;
    await bench.makeLive(tenant, 2, { ...settings, secondFactor: sendingTo(['NO'], 5) });
    bench.clock.advance({ hours: 1 });
    expect((await sms('+47 406 12 349')).body).toMatchObject(limited);
    expect(messages).toHaveLength(5);
  });

  test('that the service does not take is told in words', async () => {
    mailOutcome = { sent: false, because: 'throttled' };
    smsOutcome = { sent: false, because: 'opted-out' };
    for (const answer of [await mail('ada@acme.example'), await sms('+47 406 12 345')])
      expect(answer.body).toMatchObject({ sent: false, text: expect.stringMatching(/\w+\.$/) });
  });

  test('is sent ten times an hour, and twenty times a day', async () => {
    for (let count = 0; count < 10; count++) expect((await mail('ada@acme.example')).body).toMatchObject({ sent: true });
    expect((await mail('ada@acme.example')).body).toMatchObject({ sent: false, text: expect.stringContaining('ten in an hour') });
    expect((await sms('+47 406 12 345')).body).toMatchObject({ sent: false });
    expect([mails.length, messages.length]).toEqual([10, 0]);
    bench.clock.advance({ hours: 1 });
    for (let count = 0; count < 10; count++) await mail('ada@acme.example');
    bench.clock.advance({ hours: 1 });
    expect((await mail('ada@acme.example')).body).toMatchObject({ sent: false });
    bench.clock.advance({ hours: 24 });
    expect((await mail('ada@acme.example')).body).toMatchObject({ sent: true });
    expect(mails).toHaveLength(21);
  });

  test('leaves a line in the log that names the administrator, and nobody who got it', async () => {
    await mail('ada@acme.example');
    const lines = JSON.stringify(bench.log.lines);
    expect(lines).toContain('712020:admin');
    expect(lines).not.toContain('ada@acme');
  });

  test('of a broker without senders says what its operator can do', async () => {
    await bench.close();
    await open({ mailer: null, sms: null, otp: null, push: undefined as never });
    expect((await mail('ada@acme.example')).body).toMatchObject({ sent: false, text: expect.stringContaining('SMTP_URL') });
    expect((await sms('+47 406 12 345')).body).toMatchObject({ sent: false, text: expect.stringContaining('SMS_VIA') });
    expect((await call('state')).body).toMatchObject({ senders: { mail: false, sms: false, otp: false } });
  });

  test.each([
    ['countries of one’s own', { way: 'sms', to: '+4740612345', countries: ['NO'] }],
    ['another way', { way: 'push', to: 'x@y.example' }],
    ['a text of one’s own', { way: 'mail', to: 'x@y.example', text: 'You won' }],
  ])('is refused with %s', async (_what, body) => {
    expect((await call('sendTest', body)).status).toBe(400);
  });
});

test('the page learns which methods would work, switched on or not, and what the operator has set up', async () => {
  expect(await call('state')).toMatchObject({
    status: 200,
    body: { ready: ['webauthn', 'totp', 'email-code', 'recovery-code'], senders: { mail: true, sms: true, otp: false } },
  });
});

test.each(['state', 'foresee', 'sendTest'] as const)('%s is for administrators alone', async (route) => {
  const body = { state: undefined, foresee: { person: everyday, draft: null }, sendTest: { way: 'mail', to: 'a@b.example' } }[route];
  expect((await call(route, body, { module: 'heartbeat' })).status).toBe(403);
  expect((await call(route, body, { principal: '712020:somebody' })).status).toBe(403);
  const { method, path } = secondFactorRoutes[route];
  expect((await bench.call({}, { method, url: path, body, token: null })).status).toBe(401);
  expect(mails).toEqual([]);
});
