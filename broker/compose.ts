/** The parts list: every part of a broker, made once, given what it needs and nothing else. No decision is taken here. */
import { systemClock } from './adapters/clock/system-clock.ts';
import { systemRandom } from './adapters/clock/system-random.ts';
import { createResolver } from './adapters/dns/resolver.ts';
import { readFiles } from './adapters/files/read-files.ts';
import { openPlaces } from './adapters/geo/places.ts';
import { tellAge } from './adapters/geo/tell-age.ts';
import { createJiraSource } from './adapters/jira/source.ts';
import { createLog } from './adapters/log/log.ts';
import { createOutbound } from './adapters/net/outbound.ts';
import { createBrowserSeal } from './adapters/seal/browser-seal.ts';
import { assertMasterKeysFit, givenMasterKeys } from './adapters/seal/given-master-keys.ts';
import { createMarks } from './adapters/seal/marks.ts';
import { createKeyRotation } from './adapters/seal/rotation/key-rotation.ts';
import { createSigningKeys } from './adapters/seal/signing-keys.ts';
import { createVault } from './adapters/seal/vault.ts';
import { createSenders } from './adapters/senders.ts';

import { openStorage, type SqlStorage, type StorageOptions } from './adapters/sql/storage.ts';
import { createForgeKeys } from './admin/forge-keys.ts';
import { adminPlugin } from './admin/plugin.ts';
import { type App, buildApp } from './app.ts';
import { createCaptures } from './audit/captures.ts';
import { createRefusals } from './audit/refusals.ts';
import { createSignIns } from './audit/sign-ins.ts';
import type { Config } from './config.ts';
import { createEmailCodeConnector } from './connectors/email-code/connector.ts';
import { createOAuth2Connector } from './connectors/oauth2/connector.ts';
import { createOidcConnector } from './connectors/oidc/connector.ts';
import { createSamlConnector } from './connectors/saml/connector.ts';
import { createAdmission } from './customers/admission.ts';
import { createForesight } from './customers/foresight.ts';
import type { Captures } from './domain/ports/captures.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { Connectors } from './domain/ports/connector.ts';
import type { KeyRotation } from './domain/ports/key-rotation.ts';
import type { Log } from './domain/ports/log.ts';
import type { Notices } from './domain/ports/notices.ts';
import type { People } from './domain/ports/people.ts';
import type { Places } from './domain/ports/places.ts';
import type { Random } from './domain/ports/random.ts';
import type { Resolver } from './domain/ports/resolver.ts';
import type { SenderParts } from './domain/ports/sender-parts.ts';
import type { SignInTests } from './domain/ports/sign-in-tests.ts';
import type { Snapshots } from './domain/ports/snapshots.ts';
import type { TokenPool } from './domain/ports/token-pool.ts';
import type { Upkeep } from './domain/ports/upkeep.ts';
import { createFactors } from './factors/registry.ts';
import { loadModels } from './factors/webauthn/load-models.ts';
import { loadKeys } from './factors/yubico/load-keys.ts';
import { loginPlugin } from './http/login-plugin.ts';
import { metricsPlugin } from './http/metrics-plugin.ts';
import { createDomainWatch } from './jobs/domain-proof.ts';
import { expiryJob } from './jobs/expiry-job.ts';
import { keyJob } from './jobs/key-job.ts';
import { createMetadataWatch } from './jobs/metadata/watch.ts';
import { createNotify } from './jobs/notify.ts';
import { createJobs, type Jobs } from './jobs/runner.ts';
import { createSweeper } from './jobs/sweeper.ts';
import { createUpkeep } from './jobs/upkeep.ts';
import { watchJob } from './jobs/watch-job.ts';
import { lockUntil } from './login/attempts.ts';
import type { LoginDeps } from './login/deps.ts';
import { createLogouts } from './login/logouts.ts';
import { createSignInTests } from './login/sign-in-test/tickets.ts';
import { createTransactions } from './login/transactions.ts';
import { createNotices } from './notices/notices.ts';
import { createGivenAddresses } from './people/given-addresses.ts';
import { passesFrom } from './people/passes.ts';
import { createPeople } from './people/people.ts';
import { createPersonRules } from './people/person-rules.ts';
import { portalPlugin } from './portal/plugin.tsx';
import { createPortalSaml } from './portal/sign-in/create-portal-saml.ts';
import { createApplicationDesk } from './relying/application-desk.ts';
import { createRelying } from './relying/relying.ts';
import { readKeyContainer } from './saml/pskc/read.ts';
import { createBrokerSessions } from './sessions/broker-sessions.ts';
import { type Apply, createApply } from './settings/apply.ts';
import { createSnapshots } from './settings/snapshots.ts';

export interface Broker {
  readonly app: App;
  readonly storage: SqlStorage;
  readonly snapshots: Snapshots;
  readonly apply: Apply;
  readonly connectors: Connectors;
  readonly captures: Captures;
  readonly keyRotation: KeyRotation;
  readonly senders: SenderParts;
  readonly tokens: TokenPool;
  readonly places: Places;
  readonly notices: Notices;
  readonly people: People;
  readonly signInTests: SignInTests;
  readonly upkeep: Upkeep;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly random: Random;
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
}

/** What a test puts in the place of the machine's own. */
export interface World {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Log;
  readonly resolver?: Resolver;
  readonly places?: Places;
  readonly databasePatience?: Pick<StorageOptions, 'lockPatienceMs' | 'postgresLimits'>;
}

/** Makes a broker of a checked configuration. Opens the database; listens nowhere. Throws `database_unavailable`, `config_invalid`. */
export async function compose(config: Config, world: World = {}): Promise<Broker> {
  const clock = world.clock ?? systemClock;
  const random = world.random ?? systemRandom;
  const log = world.log ?? createLog({ clock, level: config.logLevel });

  const places = world.places ?? (await openPlaces(config.geoDatabase));
  tellAge(places, { clock, log });
  const metadata = readFiles(config.webauthnMetadata, { name: 'WEBAUTHN_METADATA', ending: '.json' });
  const models = await loadModels(metadata, { log, now: clock.now() });
  const masterKeys = givenMasterKeys({ present: config.masterKey, also: config.masterKeyAlso }, random);
  const storage = await openStorage(config.database, {
    clock,
    log,
    ...world.databasePatience,
    vault: (keys) => createVault({ masterKeys, keys, random, clock }),
  });
  const { vault } = storage;
  const seal = createBrowserSeal(random);
  const keys = createSigningKeys({ vault, keys: storage.signingKeys, random, clock });
  const keyRotation = createKeyRotation({
    masterKeys,
    keys: storage.tenantKeys,
    signingKeyStore: storage.signingKeys,
    signingKeys: keys,
    rotation: storage.rotation,
    random,
    clock,
    log,
  });
  await assertMasterKeysFit(keyRotation, log).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  const outbound = createOutbound({ allow: config.outboundAllow, mode: config.mode });

  const refusals = createRefusals({ traces: storage.traces, log, clock, random });
  const snapshots = createSnapshots({ storage });
  const jira = createJiraSource({ outbound, clock, random });
  const senders = createSenders(config, { outbound, keys, clock, random, log });
  const { mailer } = senders;
  const connectors: Connectors = new Map(
    [
      createOidcConnector({ keys, outbound, clock, random }),
      createSamlConnector({ keys, outbound, clock, random }),
      createOAuth2Connector({ outbound, random }),
      ...(mailer === null ? [] : [createEmailCodeConnector({ mailer, once: storage.once, rates: storage.rates, vault, clock, random })]),
    ].map((connector) => [connector.protocol, connector]),
  );
  const apply = createApply({ storage, speaks: (protocol) => connectors.has(protocol), clock, log });

  const relying = createRelying({ keys, vault, clock, random });
  const desk = createApplicationDesk({ keys, outbound, relying, vault, clock, random });
  const captures = createCaptures({ captures: storage.captures, vault, log, clock, random });
  const { watched, expiries, leases } = storage;
  const notify = createNotify({ snapshots, mailer });
  const givenAddresses = createGivenAddresses({ people: storage.people, vault });
  const notices = createNotices({ mailer, notify, givenAddresses, rates: storage.rates, places, clock, log });
  const watch = createMetadataWatch({ watched, notify, connectors, clock, random, log });
  const lookForProof = createDomainWatch({ watched, resolver: world.resolver ?? createResolver(), clock, log });
  const upkeep = createUpkeep({ watched, snapshots, watch, keyRotation, clock, log });
  const jobs = createJobs({
    jobs: [
      watchJob({
        watched,
        snapshots,
        looks: [
          (tenant, { settings }, still) => watch.look(tenant, settings.connections, still),
          (tenant, { settings }, still) => lookForProof(tenant, settings.connections, still),
        ],
        clock,
        log,
      }),
      keyJob({ tenants: storage.tenants, snapshots, keyRotation, lifetimeMs: config.signingKeyLifetimeMs, clock, log }),
      expiryJob({ tenants: storage.tenants, expiries, watched, snapshots, keyRotation, notify, clock, log }),
    ],
    leases,
    clock,
    random,
    log,
  });

  const foresight = createForesight({ jira, bindings: storage.bindings, vault });
  const yubicoKeys = loadKeys(readFiles(config.senders.yubicoKeyFiles, { name: 'YUBICO_KEY_FILES', ending: '.csv' }));
  const marks = createMarks(masterKeys);
  const factors = createFactors({
    storage,
    vault,
    marks,
    senders,
    notices,
    places,
    lockUntil,
    models,
    yubicoKeys,
    readKeyContainer,
    log,
    clock,
    random,
  });
  const people = createPeople({ storage, own: factors.own, makePass: passesFrom(factors.passes), jira, notices, vault, clock, log });
  const login: LoginDeps = {
    storage,
    places,
    transactions: createTransactions({ logins: storage.logins, seal, clock }),
    logouts: createLogouts({ logouts: storage.logouts, seal, clock }),
    sessions: createBrokerSessions({ sessions: storage.sessions, seal, vault, clock, random }),
    relying,
    signIns: createSignIns({ clock, random }),
    captures,
    admission: createAdmission({ jira, bindings: storage.bindings, vault, clock }),
    foresight,
    connectors,
    factors,
    notices,
    personRules: createPersonRules({ storage, vault, clock }),
    vault,
    clock,
    random,
  };
  const signInTest = {
    tests: storage.signInTests,
    watched: storage.watched,
    rates: storage.rates,
    vault,
    seal,
    connectors,
    foresight,
    clock,
    random,
  };
  const signInTests = createSignInTests(signInTest);
  const forge = config.forge && {
    appId: config.forge.appId,
    apiBase: config.forge.apiBase,
    keys: createForgeKeys({ url: config.forge.jwksUrl, outbound, clock }),
  };

  const app = await buildApp({
    storage,
    log,
    snapshots,
    refusals,
    baseHost: new URL(config.baseUrl).host,
    secure: config.baseUrl.startsWith('https:'),
    trustedProxies: config.trustedProxies,
    plugins: [
      (instance) => loginPlugin(instance, { login, signInTest, snapshots, seal, clock, refusals }),
      (instance) => metricsPlugin(instance, { token: config.metricsToken, expiries, leases, clock }),
      adminPlugin({
        forge,
        baseUrl: config.baseUrl,
        storage,
        snapshots,
        apply,
        jira,
        connectors,
        signInTests,
        captures,
        desk,
        upkeep,
        watched,
        factors,
        people,
        senders,
        marks,
        notices,
        places,
        refusals,
        clock,
        random,
        log,
      }),
      portalPlugin({
        storage,
        snapshots,
        jira,
        keys,
        vault,
        seal,
        refusals,
        clock,
        random,
        saml: createPortalSaml({ keys, clock, random }),
      }),
    ],
  });
  const sweeper = createSweeper({ storage, clock, log });
  app.addHook('onListen', async () => {
    sweeper.start();
    jobs.start();
  });

  return {
    app,
    storage,
    snapshots,
    apply,
    connectors,
    captures,
    keyRotation,
    senders,
    tokens: factors.tokens,
    places,
    notices,
    people,
    signInTests,
    upkeep,
    jobs,
    clock,
    random,
    async close() {
      await app.close();
      await jobs.stop();
      await sweeper.stop();
      await notices.settled();
      await senders.close();
      await outbound.close();
      await storage.close();
    },
  };
}
