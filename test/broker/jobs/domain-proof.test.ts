import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from '#contract/settings/connection';
import { decideEmail } from '../../../broker/domain/account-binding.ts';
import { recordFor } from '../../../broker/domain/domain-proof.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { createDomainWatch, domainStatuses } from '../../../broker/jobs/domain-proof.ts';
import { anOAuth2Connection, aSamlConnection } from '../../support/connections.ts';
import { someSettings } from '../../support/settings.ts';
import { openSettingsBench, type SettingsBench } from '../../support/settings-bench.ts';

const domain = 'kestrel.example';
let bench: SettingsBench;
let acme: Tenant;
let kestrel: Connection;
/** The records of the world; an error: nobody can tell. */
let records: Map<string, readonly string[]> | Error;
let asked: string[];
let revision: number;

beforeEach(async () => {
  bench = await openSettingsBench({ speaks: ['oidc', 'saml', 'oauth2'] });
  acme = await bench.addTenant('acme');
  kestrel = aSamlConnection({ domains: { mode: 'list', list: [domain], proof: 'dns' } });
  records = new Map();
  asked = [];
  revision = 0;
});
afterEach(() => bench.close());

async function look(connections: readonly Connection[] = [kestrel]): Promise<void> {
  const resolver = {
    async texts(name: string) {
      asked.push(name);
      if (records instanceof Error) throw records;
      return records.get(name) ?? [];
    },
  };
  await createDomainWatch({ watched: bench.storage.watched, resolver, clock: bench.clock, log: bench.log })(
    acme.id,
    connections,
    async () => true,
  );
}
const statuses = async () => domainStatuses(acme.id, [kestrel], await bench.storage.watched.list(acme.id));
/** May it be believed about an address of the domain? And may another, who speaks for all that nobody claims? */
async function speaksFor(): Promise<string> {
  const others = anOAuth2Connection({ domains: { mode: 'any-unclaimed' } });
  await bench.makeLive(acme, ++revision, someSettings({ connections: [kestrel, others] }));
  const site = await bench.storage.tenants.siteOfHost('acme.help.example');
  const { connections } = (await bench.snapshots.at(acme.id, 1, revision, site?.overlay ?? 0)).settings;
  const [own, other] = connections.map((connection) => decideEmail(connection, connections, { address: `ada@${domain}`, verified: true }));
  expect(other).toMatchObject({ ok: false, because: 'domain.claimed-by:kestrel' });
  return own?.because ?? '';
}
const events = () => bench.log.lines.map(({ event }) => event).filter((event) => event.startsWith('domain.'));
const counts = 'email.verified, domain.listed';
const no = 'domain.not-proven';

describe('a domain that is to be proven by a record', () => {
  test('counts once the record is found, and is looked for every hour until then', async () => {
    await look();
    expect([await statuses(), await speaksFor(), events()]).toEqual([
      [
        {
          connection: 'kestrel',
          domain,
          record: recordFor(acme.id, domain),
          checkedAt: bench.clock.now(),
          provenAt: null,
          missingSince: bench.clock.now(),
        },
      ],
      no,
      ['domain.not_proven'],
    ]);
    bench.clock.advance({ minutes: 59 });
    await look();
    expect(asked).toHaveLength(1);
    records = new Map([[domain, ['v=spf1 -all', recordFor(acme.id, domain)]]]);
    bench.clock.advance({ minutes: 1 });
    await look();
    expect([await speaksFor(), events().at(-1)]).toEqual([counts, 'domain.proven']);
  });

  test('goes on counting when the record is gone, and somebody is told', async () => {
    records = new Map([[domain, [recordFor(acme.id, domain)]]]);
    await look();
    bench.clock.advance({ days: 6 });
    await look();
    expect(asked).toHaveLength(1);
    records = new Map();
    bench.clock.advance({ days: 1 });
    await look();
    expect([await speaksFor(), (await statuses())[0]?.missingSince, events()]).toEqual([counts, bench.clock.now(), ['domain.not_proven']]);
  });

  test('is as it was while nobody can tell', async () => {
    records = new Error('SERVFAIL');
    await look();
    expect([(await statuses())[0]?.checkedAt, await speaksFor(), events()]).toEqual([null, no, ['domain.not_checked']]);
    records = new Map([[domain, [recordFor(acme.id, domain)]]]);
    bench.clock.advance({ hours: 1 });
    await look();
    records = new Error('SERVFAIL');
    bench.clock.advance({ days: 8 });
    await look();
    expect([(await statuses())[0]?.missingSince, await speaksFor()]).toEqual([null, counts]);
  });

  test.each([
    ['another tenant', () => recordFor('ten_umbra' as Tenant['id'], domain)],
    ['another domain', () => recordFor(acme.id, 'other.example')],
    ['nobody', () => 'gatehouse-domain='],
    ['somebody with more behind it', () => `${recordFor(acme.id, domain)} x`],
  ])('is not proven by the record of %s', async (_whose, text) => {
    records = new Map([[domain, [text()]]]);
    await look();
    expect(await speaksFor()).toEqual(no);
  });

  test('is forgotten with its connection, and has to be proven again', async () => {
    records = new Map([[domain, [recordFor(acme.id, domain)]]]);
    await look();
    await look([]);
    expect([await bench.storage.watched.list(acme.id), await speaksFor()]).toEqual([[], no]);
  });

  test('is not looked for where an administrator has given their word', async () => {
    kestrel = aSamlConnection();
    await look();
    expect([asked, await speaksFor()]).toEqual([[], counts]);
  });
});
