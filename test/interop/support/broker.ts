import type { Connection } from '#contract/settings/connection';
import type { Party } from '#contract/settings/party';
import { secretRefs } from '#contract/settings/secrets';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { freePort } from '../../../bench/broker-under-test.ts';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { compose } from '../../../broker/compose.ts';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { noSenders } from '../../../broker/domain/senders.ts';
import { settingsToParts } from '../../../broker/settings/to-parts.ts';
import { demoTokens } from '../../../sandbox/jira/seed/acme-people.ts';
import { demoSites } from '../../../sandbox/jira/seed.ts';
import { createJiraSimulator } from '../../../sandbox/jira/simulator.ts';
import { createTestBrowser, type TestBrowser } from '../../support/browser.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { secretId } from '../../support/settings.ts';
import { overTheWire } from './way.ts';

/** What a test sets up: who signs people in, and who is told of them. */
interface Neighbours {
  readonly connections?: readonly Connection[];
  readonly parties?: readonly Party[];
  /** Where people of the portal are sent without being asked. */
  readonly primaryConnection?: string | null;
}

export interface BrokerWish {
  /** Origins of peers that the broker calls itself. */
  readonly outboundAllow?: readonly string[];
  /** Secrets of connections by the word they are named with. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/**
 * A broker as it runs: real parts, the machine's own clock, listening on loopback; one tenant, `acme`, whose Jira is
 * simulated.
 */
export async function openBroker(wish: BrokerWish = {}) {
  const port = await freePort();
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  };
  try {
    return { ...(await build(wish, port, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Puts what it has opened on the list as it goes. */
async function build(wish: BrokerWish, port: number, opened: { close(): Promise<void> }[]) {
  const log = createRecordedLog();
  const jira = createJiraSimulator({ sites: demoSites(Date.now()) });
  opened.push(jira);
  const siteUrl = `http://acme-jira.localhost:${(await jira.listen(0)).port}`;
  const broker = await compose(
    {
      mode: 'development',
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { kind: 'sqlite', path: ':memory:' },
      masterKey: new Secret(Buffer.from(systemRandom.bytes(32)).toString('base64')),
      masterKeyAlso: null,
      outboundAllow: [siteUrl, ...(wish.outboundAllow ?? [])],
      forge: null,
      logLevel: 'silent',
      trustedProxies: [],
      signingKeyLifetimeMs: 365 * 86_400_000,
      metricsToken: null,
      mail: null,
      senders: noSenders,
      geoDatabase: null,
      webauthnMetadata: [],
    },
    { log },
  );
  opened.push(broker);
  await broker.app.listen({ host: '127.0.0.1', port });

  const [portal, login] = [`http://acme.localhost:${port}`, `http://acme-login.localhost:${port}`];
  const id = 'ten_acme' as TenantId;
  const names = { id, slug: 'acme', managedBy: 'file' as const, portalOrigin: portal, loginOrigin: login };
  await broker.storage.tenants.insert({ ...names, cloudId: null, home: null, installationId: null, createdAt: Date.now() });
  const tenant = await broker.storage.tenants.find(id);
  if (tenant === null) throw new Error('no tenant acme');
  const secretOf = (ref: string) =>
    Object.entries(wish.secrets ?? {}).find(([word]) => secretId(word) === ref)?.[1] ?? demoTokens.acmeAdmin;
  let revision = 0;
  let browsers = 0;

  return {
    portal,
    login,
    log,
    /** Makes these the connections and applications of the tenant. */
    async apply({ connections = [], parties = [], primaryConnection = null }: Neighbours): Promise<void> {
      revision += 1;
      const settings: Settings = {
        connections: [...connections],
        parties: [...parties],
        policy: { preset: 'nobody' },
        secondFactor: emptySettings.secondFactor,
        portal: { ...emptySettings.portal, name: 'Acme help', contact: 'the service desk', primaryConnection },
        jira: {
          kind: 'api-token',
          siteUrl,
          email: 'admin@acme.example',
          token: { secret: secretId('jiraacme'), setAt: 1 },
          expiresOn: null,
        },
      };
      const ids = secretRefs(settings).map(({ ref }) => ref.secret);
      const contents = new Map(ids.map((ref) => [ref, { id: ref, salt: 'salt-of-twenty-two-chars', value: secretOf(ref) }]));
      const { parts, refs } = settingsToParts(settings, contents);
      for (const part of parts) await broker.apply.putPart(tenant, part, 'file');
      await broker.apply.activate(tenant, { epoch: 1, manifest: { revision, parts: [...refs] } }, 'file');
    },
    /** An empty cookie jar; it goes wherever a name below `.localhost` leads. */
    browser: (): TestBrowser => createTestBrowser(() => overTheWire, `interop-${++browsers}`),
  };
}

export type InteropBroker = Awaited<ReturnType<typeof openBroker>>;
