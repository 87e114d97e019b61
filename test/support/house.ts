import { secretRefs } from '#contract/settings/secrets';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { compose, type World } from '../../broker/compose.ts';
import type { Config } from '../../broker/config/config.ts';
import type { TenantId } from '../../broker/domain/brands.ts';
import type { DatabasePlace } from '../../broker/domain/ports/database-place.ts';
import { Secret } from '../../broker/domain/secret.ts';
import { noSenders } from '../../broker/domain/senders.ts';
import type { Tenant } from '../../broker/domain/tenant.ts';
import { settingsToParts } from '../../broker/settings/to-parts.ts';
import { demoTokens } from '../../sandbox/jira/seed/acme-people.ts';
import { demoSites } from '../../sandbox/jira/seed.ts';
import { createJiraSimulator } from '../../sandbox/jira/simulator.ts';
import { createTestBrowser, type TestBrowser } from './browser.ts';
import { type Behaviour, startProvider, type TestProvider } from './oidc/provider.ts';
import { aClock } from './oidc/sign-in.ts';
import { freshDatabase, placeOf, sharedPostgres } from './postgres.ts';
import { createRecordedLog } from './recorded-log.ts';
import { aConnection, secretId } from './settings.ts';

/** A person as a test provider tells of them. */
export interface TestPerson {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
}

export const people = {
  ada: { sub: 'b-ada', email: 'ada@borealis.example', name: 'Ada Aalto' },
  bo: { sub: 'b-bo', email: 'bo@borealis.example', name: 'Bo Berg' },
  dev: { sub: 'k-dev', email: 'dev@kestrel.example', name: 'Dev Desai' },
} as const satisfies Record<string, TestPerson>;

export interface HouseWish {
  readonly policy?: Exclude<Settings['policy']['preset'], 'own'>;
  readonly secondFactor?: Settings['secondFactor'];
  readonly connections?: readonly string[];
  /** Secrets of connections by the word they are named with. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly mail?: Config['mail'];
  readonly senders?: Config['senders'];
  /** A fresh one of a kind, SQLite unless told; or one that is there, which must be empty. */
  readonly database?: 'sqlite' | 'postgres' | DatabasePlace;
  /** Further origins that the brokers may call. */
  readonly outbound?: readonly string[];
  readonly resolver?: World['resolver'];
  readonly places?: World['places'];
  /** How many brokers share the database; one unless told. */
  readonly brokers?: 1 | 2;
  /** The port by which browsers know it; 8080 unless told. Real ones need it to listen there (`broker.app.listen`). */
  readonly port?: number;
  /** How long a broker waits for its database. */
  readonly databasePatience?: World['databasePatience'];
}

async function openDatabase(wish: HouseWish['database'] = 'sqlite'): Promise<{ place: DatabasePlace; remove(): Promise<void> }> {
  if (wish === 'sqlite') return { place: { kind: 'sqlite', path: ':memory:' }, remove: async () => {} };
  if (wish !== 'postgres') return { place: wish, remove: async () => {} };
  const server = await sharedPostgres();
  const database = await freshDatabase(server.url);
  return {
    place: placeOf(database.url),
    async remove() {
      await database.remove();
      await server.stop();
    },
  };
}

/** An authenticator app and recovery codes: with one way there is no page that asks which. */
const appAlone: Settings['secondFactor'] = {
  ...emptySettings.secondFactor,
  methods: {
    ...emptySettings.secondFactor.methods,
    webauthn: { ...emptySettings.secondFactor.methods.webauthn, enabled: false },
    push: { ...emptySettings.secondFactor.methods.push, enabled: false },
  },
};

/**
 * A whole broker of real parts with two tenants (`acme`, `umbra`), two companies' providers and a simulated Jira, nothing
 * listening but the neighbours. Browsers speak to it by host, as real ones do. Close it after the tests.
 */
export async function openHouse(wish: HouseWish = {}) {
  const database = await openDatabase(wish.database);
  const publicPort = wish.port ?? 8080;
  const clock = aClock();
  const log = createRecordedLog();
  const borealis = await startProvider();
  const kestrel = await startProvider({ key: borealis.key });
  const sites = demoSites(Date.now());
  const jira = createJiraSimulator({ sites });
  const { port } = await jira.listen(0);
  const jiraUrl = (site: string) => `http://${site}-jira.localhost:${port}`;
  const config: Config = {
    mode: 'development',
    baseUrl: `http://localhost:${publicPort}`,
    listen: { host: '127.0.0.1', port: 0 },
    database: database.place,
    masterKey: new Secret(Buffer.from(systemRandom.bytes(32)).toString('base64')),
    masterKeyAlso: null,
    outboundAllow: [borealis.issuer, kestrel.issuer, jiraUrl('acme'), jiraUrl('umbra'), ...(wish.outbound ?? [])],
    forge: null,
    logLevel: 'silent',
    trustedProxies: [],
    signingKeyLifetimeMs: 365 * 86_400_000,
    metricsToken: null,
    mail: wish.mail ?? null,
    senders: wish.senders ?? noSenders,
    geoDatabase: null,
    webauthnMetadata: [],
  };
  const world = {
    clock,
    log,
    ...(wish.resolver && { resolver: wish.resolver }),
    ...(wish.places && { places: wish.places }),
    ...(wish.databasePatience && { databasePatience: wish.databasePatience }),
  };
  const broker = await compose(config, world);
  const others = wish.brokers === 2 ? [await compose(config, world)] : [];
  const brokers = [broker, ...others];
  const providers: Record<string, TestProvider> = { borealis, kestrel };
  const settingsOf = (site: 'acme' | 'umbra', connections: readonly string[]): Settings => ({
    connections: connections.map((id) =>
      aConnection({ id, name: id, issuer: providers[id]?.issuer ?? '', mapping: { ...aConnection().mapping, groups: 'groups' } }),
    ),
    parties: [],
    policy: { preset: wish.policy ?? 'everybody' },
    secondFactor: wish.secondFactor ?? appAlone,
    portal: { ...emptySettings.portal, name: `${site} help`, contact: 'the service desk' },
    jira: {
      kind: 'api-token',
      siteUrl: jiraUrl(site),
      email: `admin@${site}.example`,
      token: { secret: secretId(`jira${site}`), setAt: 1 },
      expiresOn: null,
    },
  });
  const secretFor = (id: string) => {
    const own = Object.entries(wish.secrets ?? {}).find(([word]) => secretId(word) === id)?.[1];
    if (own !== undefined) return { id, salt: 'salt-of-twenty-two-chars', value: own };
    const value = id.startsWith('sec_jira') ? demoTokens[id.includes('acme') ? 'acmeAdmin' : 'umbraAdmin'] : borealis.clientSecret;
    return { id, salt: 'salt-of-twenty-two-chars', value };
  };

  async function applySettings(tenant: Tenant, revision: number, settings: Settings): Promise<void> {
    const ids = secretRefs(settings).map(({ ref }) => ref.secret);
    const { parts, refs } = settingsToParts(settings, new Map(ids.map((id) => [id, secretFor(id)])));
    for (const part of parts) await broker.apply.putPart(tenant, part, 'file');
    await broker.apply.activate(tenant, { epoch: 1, manifest: { revision, parts: [...refs] } }, 'file');
  }

  async function addTenant(slug: 'acme' | 'umbra'): Promise<Tenant> {
    const id = `ten_${slug}` as TenantId;
    await broker.storage.tenants.insert({
      id,
      slug,
      managedBy: 'file',
      portalOrigin: `http://${slug}.localhost:${publicPort}`,
      loginOrigin: `http://${slug}-login.localhost:${publicPort}`,
      cloudId: null,
      home: null,
      installationId: null,
      createdAt: clock.now(),
    });
    const tenant = await broker.storage.tenants.find(id);
    if (tenant === null) throw new Error(`no tenant ${slug}`);
    await applySettings(tenant, 1, settingsOf(slug, wish.connections ?? ['borealis', 'kestrel']));
    return tenant;
  }

  const acme = await addTenant('acme');
  const umbra = await addTenant('umbra');
  let browsers = 0;

  return {
    broker,
    brokers,
    config,
    clock,
    log,
    jira,
    borealis,
    kestrel,
    acme,
    umbra,
    settingsOf,
    applySettings,
    /** A browser with an empty cookie jar. Where there are two brokers, its requests go to them in turns. */
    browser: (first = 0): TestBrowser => {
      const appFor = (request: number) => (brokers[(first + request) % brokers.length] ?? broker).app;
      return createTestBrowser(appFor, `browser-${++browsers}`);
    },
    /** From now on the provider speaks of this person. */
    signsIn(provider: TestProvider, person: TestPerson, { claims: told, ...more }: Behaviour = {}): void {
      const [given_name = '', family_name = ''] = person.name.split(' ');
      // Its clock goes with the broker's, so that tests may move both.
      provider.behave({
        ...more,
        claims: (claims) => {
          const iat = Math.floor(clock.now() / 1000);
          const again = 'auth_time' in claims && { auth_time: iat };
          const own = {
            ...claims,
            ...again,
            iat,
            exp: iat + 300,
            sub: person.sub,
            email: person.email,
            name: person.name,
            given_name,
            family_name,
          };
          return told ? told(own) : own;
        },
      });
    },
    async close(): Promise<void> {
      for (const each of brokers) await each.close();
      await database.remove();
      await Promise.all([borealis.close(), kestrel.close(), jira.close()]);
    },
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;
