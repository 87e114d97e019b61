import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from '#contract/settings/connection';
import { AppError } from '../../../broker/domain/app-error.ts';
import { certificateFacts } from '../../../broker/domain/certificates.ts';
import type { Published, PublishedProvider } from '../../../broker/domain/metadata/published.ts';
import type { Connector } from '../../../broker/domain/ports/connector.ts';
import type { WatchStore } from '../../../broker/domain/ports/stores/watch-store.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { createMetadataWatch } from '../../../broker/jobs/metadata/watch.ts';
import { type Look, watchJob } from '../../../broker/jobs/watch-job.ts';
import { aCertificate, anotherCertificate } from '../../support/certificate.ts';
import { aSamlConnection } from '../../support/connections.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { someSettings } from '../../support/settings.ts';
import { openSettingsBench, type SettingsBench } from '../../support/settings-bench.ts';

const metadata = { url: 'https://id.kestrel.example/m', takeOver: 'certificates', signedBy: null } as const;
const kestrel = aSamlConnection({ metadata });
const hour = 3_600_000;
const moved = { url: 'https://new.kestrel.example/sso', binding: 'redirect' } as const;

let bench: SettingsBench;
let acme: Tenant;
let published: Published | AppError;
let read: string[];
let mails: string[];
let revision: number;

beforeEach(async () => {
  bench = await openSettingsBench({ speaks: ['oidc', 'saml'] });
  acme = await bench.addTenant('acme');
  published = provider();
  read = [];
  mails = [];
  revision = 0;
});
afterEach(() => bench.close());

function provider(more: Partial<PublishedProvider> = {}, ...texts: readonly string[]): PublishedProvider {
  const certificates = [aCertificate, ...texts].flatMap((text) => {
    const facts = certificateFacts(text);
    return facts === null ? [] : [{ ...facts, usable: true }];
  });
  return {
    kind: 'saml',
    entityId: kestrel.entityId,
    signOn: [kestrel.signOn],
    logout: [],
    certificates,
    validUntil: null,
    cacheMs: null,
    ...more,
  };
}

function watchOver(watched: WatchStore = bench.storage.watched) {
  const connector = {
    async published({ connection }: { connection: Connection }) {
      read.push(connection.id);
      if (published instanceof Error) throw published;
      return published;
    },
  } as unknown as Connector;
  return createMetadataWatch({
    watched,
    notify: async (_tenant, words) => void mails.push(words('Acme help').subject),
    connectors: new Map([['saml', connector]]),
    clock: bench.clock,
    random: createFixedRandom('watch'),
    log: bench.log,
  });
}
/** What the job does, with these connections live. */
async function run(): Promise<void> {
  const { storage, snapshots, clock, log } = bench;
  const look = watchOver();
  const looks: Look[] = [(tenant, { settings }, still) => look.look(tenant, settings.connections, still)];
  await watchJob({ watched: storage.watched, snapshots, looks, clock, log }).run(async () => true);
}
const live = (...connections: Connection[]) => bench.makeLive(acme, ++revision, someSettings({ connections }));
const rows = async () => (await bench.storage.watched.list(acme.id)).map(({ name, nextAt }) => [name, nextAt - bench.clock.now()] as const);
const overlay = async () => (await bench.storage.tenants.siteOfHost('acme.help.example'))?.overlay;
const events = () => bench.log.lines.map(({ event }) => event).filter((event) => event.startsWith('metadata.'));

describe('metadata', () => {
  test('is read as soon as a connection is live, then every few hours, as its provider says', async () => {
    await live(kestrel);
    await run();
    await run();
    expect(read).toEqual(['kestrel']);
    const first = (await rows())[0]?.[1] ?? 0;
    expect([first > 5 * hour, first <= 6 * hour]).toEqual([true, true]);
    published = provider({ cacheMs: 60_000 });
    bench.clock.advance({ hours: 6 });
    await run();
    const second = (await rows())[0]?.[1] ?? 0;
    expect([read.length, second > 0.8 * hour, second <= hour]).toEqual([2, true, true]);
  });

  test('of new settings is not read again where nothing about its source has changed', async () => {
    await live(kestrel);
    await run();
    await live({ ...kestrel, name: 'Kestrel Air' });
    await run();
    expect(read).toHaveLength(1);
    await live({ ...kestrel, metadata: { ...metadata, url: 'https://id.kestrel.example/other' } });
    await run();
    expect(read).toHaveLength(2);
  });

  test('that cannot be read is read again an hour later, told once, and told when it can', async () => {
    await live(kestrel);
    published = new AppError('import_timeout');
    await run();
    expect(await rows()).toEqual([['kestrel', hour]]);
    bench.clock.advance({ hours: 1 });
    await run();
    expect(events()).toEqual(['metadata.refused']);
    published = provider();
    bench.clock.advance({ hours: 1 });
    await run();
    expect(events().at(-1)).toBe('metadata.read_again');
  });

  test('changes the number that brokers look at only where they have to do something else', async () => {
    await live(kestrel);
    await run();
    expect(await overlay()).toBe(1);
    for (const [next, number] of [
      [provider(), 1],
      [provider({}, anotherCertificate), 2],
      [new AppError('import_timeout'), 2],
      [provider({ signOn: [moved] }, anotherCertificate), 2],
    ] as const) {
      published = next;
      bench.clock.advance({ hours: 24 });
      await run();
      expect(await overlay()).toBe(number);
    }
    expect([events().at(-1), mails]).toEqual(['metadata.waits_for_approval', ['Acme help: kestrel has published new sign-in addresses']]);
    bench.clock.advance({ hours: 24 });
    await run();
    expect(mails).toHaveLength(1);
  });

  test('of a connection that is off is kept and left alone, and read when it is on again', async () => {
    await live(kestrel);
    published = provider({}, anotherCertificate);
    await run();
    await live({ ...kestrel, enabled: false });
    await run();
    bench.clock.advance({ days: 30 });
    await run();
    expect([read.length, (await rows()).length]).toEqual([1, 1]);
    await live(kestrel);
    await run();
    expect(read).toHaveLength(2);
  });

  test('of a connection that is gone, or entered by hand, is forgotten, and brokers are told', async () => {
    await live(kestrel);
    published = provider({}, anotherCertificate);
    await run();
    const before = await overlay();
    await live({ ...kestrel, metadata: null });
    await run();
    expect([await rows(), await overlay()]).toEqual([[], (before ?? 0) + 1]);
  });

  test('that two brokers read at once is written down by both, one after the other', async () => {
    await live(kestrel);
    const { watched } = bench.storage;
    let first = true;
    const racing: WatchStore = {
      ...watched,
      async save(row, change) {
        // Another broker comes in between, once.
        if (first) {
          first = false;
          await watchOver(watched).refresh(acme.id, kestrel);
        }
        return watched.save(row, change);
      },
    };
    published = provider({}, anotherCertificate);
    const status = await watchOver(racing).refresh(acme.id, kestrel);
    expect([status.changes.length, (await watched.find(acme.id, 'metadata', 'kestrel'))?.version]).toEqual([1, 2]);
  });

  test('is not read for one who asks where nothing is published', async () => {
    for (const connection of [
      { ...kestrel, metadata: null },
      { ...kestrel, enabled: false },
    ])
      await expect(watchOver().refresh(acme.id, connection)).rejects.toMatchObject({ code: 'metadata_not_watched' });
    expect(read).toEqual([]);
  });

  test('of one tenant that cannot be looked at does not keep others from theirs', async () => {
    const umbra = await bench.addTenant('umbra');
    await bench.makeLive(umbra, 1, someSettings({ connections: [kestrel] }));
    await live(kestrel);
    const { storage, clock, log } = bench;
    const looks: Look[] = [
      async (tenant, _snapshot, still) => {
        if (tenant === acme.id) throw new Error('away');
        return watchOver().look(tenant, [kestrel], still);
      },
    ];
    await watchJob({ watched: storage.watched, snapshots: bench.snapshots, looks, clock, log }).run(async () => true);
    expect([read, await storage.watched.due(clock.now(), 9)]).toEqual([['kestrel'], [acme.id]]);
  });

  test('is left to the next round when the broker stops', async () => {
    await live(kestrel);
    const { storage, snapshots, clock, log } = bench;
    const looks: Look[] = [(tenant, _snapshot, still) => watchOver().look(tenant, [kestrel, { ...kestrel, id: 'second' }], still)];
    const job = watchJob({ watched: storage.watched, snapshots, looks, clock, log });
    await job.run(async () => false);
    expect([read, await storage.watched.due(clock.now(), 9)]).toEqual([[], [acme.id]]);
    // Half way through a tenant: what is left of it is not forgotten.
    let asked = 0;
    await job.run(async () => {
      asked += 1;
      return asked <= 2;
    });
    expect([read, await storage.watched.due(clock.now(), 9)]).toEqual([['kestrel'], [acme.id]]);
    await job.run(async () => true);
    expect([read, await storage.watched.due(clock.now(), 9)]).toEqual([['kestrel', 'second'], []]);
  });
});
