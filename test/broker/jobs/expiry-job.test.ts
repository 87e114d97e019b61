import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Settings } from '#contract/settings/snapshot';
import { certificateFacts } from '../../../broker/domain/certificates.ts';
import { emptyState } from '../../../broker/domain/metadata/state.ts';
import type { Mail } from '../../../broker/domain/ports/mailer.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { expiryJob } from '../../../broker/jobs/expiry-job.ts';
import { createNotify } from '../../../broker/jobs/notify.ts';
import { aParty, aSamlConnection } from '../../support/connections.ts';
import { certificateOf } from '../../support/saml/connection.ts';
import { otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import { secretId, someSettings } from '../../support/settings.ts';
import { openSettingsBench, type SettingsBench } from '../../support/settings-bench.ts';

const day = 86_400_000;
let bench: SettingsBench;
let acme: Tenant;
let mails: Mail[];

beforeEach(async () => {
  bench = await openSettingsBench({ speaks: ['oidc', 'saml'] });
  acme = await bench.addTenant('acme');
  mails = [];
});
afterEach(() => bench.close());

const job = (signing: Awaited<ReturnType<Parameters<typeof expiryJob>[0]['keyRotation']['list']>>['signing'] = []) =>
  expiryJob({
    tenants: bench.storage.tenants,
    expiries: bench.storage.expiries,
    watched: bench.storage.watched,
    snapshots: bench.snapshots,
    keyRotation: { list: async () => ({ signing, data: [], peppers: [] }) },
    notify: createNotify({
      snapshots: bench.snapshots,
      mailer: {
        deliver: (mail) => void mails.push(mail),
        send: async () => ({ sent: true }),
        problem: async () => null,
        close: async () => {},
      },
    }),
    clock: bench.clock,
    log: bench.log,
  });
const run = async (which = job()) => which.run(async () => true);

function live(revision: number, more: Partial<Settings>): Promise<unknown> {
  return bench.makeLive(acme, revision, someSettings({ notifications: { emails: ['admin@acme.example'] }, ...more }));
}
const jira = (expiresOn: string | null): Settings['jira'] => ({
  kind: 'api-token',
  siteUrl: 'https://acme.atlassian.net',
  email: 'bot@acme.example',
  token: { secret: secretId('jira'), setAt: 1 },
  expiresOn,
});
const dayFrom = (days: number) => new Date(bench.clock.now() + days * day).toISOString().slice(0, 10);
const told = () =>
  bench.log.lines.filter(({ event }) => /^(expiry|job)\./.test(event)).map(({ event, fields }) => [event, fields.purpose, fields.count]);

describe('what ends', () => {
  test('is told at 60, 30, 7 and 1 days and when it has passed, once each, whichever broker looks', async () => {
    await live(1, { jira: jira(dayFrom(61)) });
    for (const days of [0, 1, 1, 29, 1, 22, 1, 5, 1, 1, 5]) {
      bench.clock.advance({ days });
      await run();
      await run();
    }
    expect(told()).toEqual([
      ['expiry.near', 'jira-token', 59],
      ['expiry.near', 'jira-token', 29],
      ['expiry.near', 'jira-token', 6],
      ['expiry.near', 'jira-token', 0],
      ['expiry.passed', 'jira-token', -1],
    ]);
    expect(mails.map(({ to, subject }) => [to, subject.includes('API token'.toLowerCase())])).toEqual(
      Array.from({ length: 5 }, () => ['admin@acme.example', true]),
    );
    expect(mails.at(-1)?.text).toContain('The API token for Jira (api-token) has ended.');
  });

  test('is told anew when a new end comes near, and not while it is far away', async () => {
    await live(1, { jira: jira(dayFrom(5)) });
    await run();
    await live(2, { jira: jira(dayFrom(300)) });
    await run();
    bench.clock.advance({ days: 294 });
    await run();
    expect(told().map(([event]) => event)).toEqual(['expiry.near', 'expiry.near']);
  });

  test('is told of codes by SMS as well, while they are on', async () => {
    const { methods, ...rest } = someSettings().secondFactor;
    const ends = (enabled: boolean) => ({
      secondFactor: {
        ...rest,
        methods: { ...methods, 'sms-code': { ...methods['sms-code'], enabled, countries: ['NO'], endsOn: dayFrom(30) } },
      },
    });
    await live(1, ends(false));
    await run();
    expect(told()).toEqual([]);
    await live(2, ends(true));
    await run();
    expect(told()).toEqual([['expiry.near', 'sms-code', 29]]);
    expect(mails[0]?.text).toContain('The code by text message, as a second step (sms-code) ends in 29 days.');
  });

  test('is told in one message for all of a tenant, in the log only where nobody gave an address', async () => {
    const kestrel = aSamlConnection({ certificates: [certificateOf(rsaKeys(), 6 * day)] });
    const wiki = aParty({ certificates: [certificateOf(otherRsaKeys(), 6 * day)] });
    const [borealis] = someSettings().connections;
    const oidc = { ...borealis, clientSecretExpiresOn: dayFrom(20) } as Settings['connections'][number];
    await live(1, { connections: [oidc, kestrel], parties: [wiki] });
    await run();
    expect(told().map(([, purpose]) => purpose)).toEqual(['client-secret', 'provider-certificate', 'party-certificate']);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toMatch(/3 things end/);
    await live(2, { connections: [oidc, kestrel], parties: [wiki], notifications: { emails: [] } });
    bench.clock.advance({ days: 10 });
    await run();
    expect([told().length > 3, mails.length]).toEqual([true, 1]);
  });

  test('is told of what a provider has given up as what it is; of what is off, and of metadata that can be read, it is not', async () => {
    const metadata = { url: 'https://id.kestrel.example/m', takeOver: 'certificates', signedBy: null } as const;
    const ending = certificateOf(rsaKeys(), 6 * day);
    const facts = certificateFacts(ending);
    const kestrel = aSamlConnection({ certificates: [ending], metadata });
    const published = { kind: 'saml', entityId: kestrel.entityId, signOn: [], logout: [], certificates: [], cacheMs: null } as const;
    const state = {
      ...emptyState(kestrel),
      published: { ...published, validUntil: bench.clock.now() + day },
      certificates: facts === null ? [] : [{ ...facts, goneSince: bench.clock.now() - day, retired: false }],
    };
    await bench.storage.watched.save({ tenant: acme.id, kind: 'metadata', name: 'kestrel', version: 0, nextAt: 0, state }, { live: false });
    await live(1, { connections: [kestrel, aSamlConnection({ id: 'off', enabled: false, certificates: [ending] })] });
    await run();
    expect(told().map(([, purpose, days]) => [purpose, days])).toEqual([['retiring-certificate', 6]]);
    const fault = { code: 'import_timeout', because: 'x', since: 1 };
    const broken = { ...state, fault };
    await bench.storage.watched.save(
      { tenant: acme.id, kind: 'metadata', name: 'kestrel', version: 1, nextAt: 0, state: broken },
      { live: false },
    );
    await run();
    expect(told().map(([, purpose]) => purpose)).toEqual(['retiring-certificate', 'metadata']);
  });

  test('is a key of ours as well, from when its successor is published', async () => {
    const now = bench.clock.now();
    const key = {
      id: 'a',
      purpose: 'login',
      algorithm: 'rsa-2048',
      createdAt: now - 340 * day,
      signsFrom: 0,
      trustedUntil: now + 37 * day,
    } as const;
    const next = { ...key, id: 'b', createdAt: now, signsFrom: now + 30 * day, trustedUntil: null };
    await live(1, { parties: [aParty()] });
    await run(job([key, next]));
    expect(told()).toContainEqual(['expiry.near', 'own-key', 30]);
    expect((await bench.storage.expiries.all()).map(({ kind, name }) => [kind, name])).toContainEqual([
      'own-certificate',
      'login (rsa-2048)',
    ]);
  });

  test('of one tenant does not depend on another whose settings cannot be read', async () => {
    const other = await bench.addTenant('aaa');
    await bench.makeLive(other, 1, someSettings());
    await live(1, { jira: jira(dayFrom(5)) });
    const snapshots = {
      ...bench.snapshots,
      live: (tenant: typeof acme.id) => (tenant === other.id ? Promise.reject(new Error('unreadable')) : bench.snapshots.live(tenant)),
    };
    const half = expiryJob({
      tenants: bench.storage.tenants,
      expiries: bench.storage.expiries,
      watched: bench.storage.watched,
      snapshots,
      keyRotation: { list: async () => ({ signing: [], data: [], peppers: [] }) },
      notify: createNotify({ snapshots, mailer: null }),
      clock: bench.clock,
      log: bench.log,
    });
    await run(half);
    expect(
      told()
        .map(([event]) => event)
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(['expiry.near', 'job.tenant_failed']);
  });
});
