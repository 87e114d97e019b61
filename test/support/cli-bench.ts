import { stringify } from 'yaml';
import type { SignInTestView } from '#contract/rpc/sign-in-test';
import type { ConnectionTestResult } from '#contract/rpc/status';
import type { Settings } from '#contract/settings/snapshot';
import { createMasterKeys } from '../../broker/adapters/seal/master-keys.ts';
import { createKeyRotation } from '../../broker/adapters/seal/rotation/key-rotation.ts';
import { createSigningKeys } from '../../broker/adapters/seal/signing-keys.ts';
import { createCaptures } from '../../broker/audit/captures.ts';
import { toFile } from '../../broker/cli/config-file/export.ts';
import { fileSecrets } from '../../broker/cli/config-file/schema.ts';
import type { CliContext } from '../../broker/cli/context.ts';
import { runCli } from '../../broker/cli/run.ts';
import type { Config } from '../../broker/config/config.ts';
import type { ConfigReading } from '../../broker/config/read-config.ts';
import type { ConnectionAtHand, Connector } from '../../broker/domain/ports/connector.ts';
import { noPlaces, type Places } from '../../broker/domain/ports/places.ts';
import type { SenderParts } from '../../broker/domain/ports/sender-parts.ts';
import { Secret } from '../../broker/domain/secret.ts';
import { noSenders } from '../../broker/domain/senders.ts';
import { createFixedRandom } from './fixed-random.ts';
import { newPeopleWorld, peopleOver } from './people.ts';
import { openSettingsBench } from './settings-bench.ts';
import { testMasterKey } from './storage.ts';
import { tokensOver } from './tokens.ts';
import { upkeepOf } from './upkeep.ts';

export type CliBench = Awaited<ReturnType<typeof openCliBench>>;

const config: Config = {
  mode: 'production',
  baseUrl: 'https://help.example',
  listen: { host: '127.0.0.1', port: 0 },
  database: { kind: 'sqlite', path: 'gatehouse.sqlite' },
  masterKey: new Secret('the master key of this test'),
  masterKeyAlso: null,
  outboundAllow: [],
  forge: null,
  logLevel: 'silent',
  trustedProxies: [],
  signingKeyLifetimeMs: 365 * 86_400_000,
  metricsToken: null,
  mail: null,
  senders: noSenders,
  geoDatabase: null,
  webauthnMetadata: [],
};

const noPush: SenderParts['push'] = {
  applicationServerKey: async () => '',
  refusalOf: () => 'push.none',
  wake: async () => ({ sent: false, because: 'not-allowed' }),
};

/** The command in this process, over real storage that outlives its calls. */
export async function openCliBench(given: Parameters<typeof openSettingsBench>[0] = {}) {
  const bench = await openSettingsBench(given);
  const { storage, clock } = bench;
  const signingKeys = createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random: createFixedRandom('keys'), clock });
  const files = new Map<string, string>();
  const binaries = new Map<string, Uint8Array>();
  const env: Record<string, string> = {};
  const state = {
    reading: { ok: true, config } as ConfigReading,
    opened: 0,
    logs: [] as string[],
    closed: 0,
    listening: [] as unknown[],
    tested: [] as string[],
    testResult: {
      ok: true,
      checks: [{ name: 'reach', ok: true, text: 'The provider answered.' }],
    } as ConnectionTestResult,
    ready: { status: 200, text: '{"ok":true}' } as { status: number; text: string } | Error,
    asked: [] as string[],
    pausedMs: 0,
    /** What is to be seen of a test by a sign-in, look by look. */
    signInTest: [] as (SignInTestView | null)[],
    signInTestOf: [] as string[],
    /** Speaks to SAML providers, where a test has any. */
    saml: null as Connector | null,
    /** Through what people are reached; nothing unless a test sets it. */
    senders: { mailer: null, sms: null, otp: null, push: noPush } as SenderParts,
    /** Where addresses are; nobody knows unless a test says. */
    places: noPlaces as Places,
    people: newPeopleWorld(),
    masterKey: testMasterKey,
    masterKeyAlso: null as Uint8Array | null,
  };
  const connector = {
    protocol: 'oidc',
    async test({ connection }: ConnectionAtHand) {
      state.tested.push(connection.id);
      return state.testResult;
    },
  } as unknown as Connector;

  /** Runs the command; `out` and `err` are what it printed. */
  async function run(...argv: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const context: CliContext = {
      env,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      readConfig: () => state.reading,
      async open(_config, log) {
        state.opened += 1;
        state.logs.push(log);
        const random = createFixedRandom(`cli-${state.opened}`);
        return {
          ...bench,
          connectors: new Map([['oidc', connector]]),
          random,
          senders: state.senders,
          tokens: tokensOver(bench, random),
          places: state.places,
          people: peopleOver(bench, state.people),
          captures: createCaptures({ ...bench, captures: storage.captures, vault: storage.vault, random }),
          upkeep: upkeepOf(bench, new Map(state.saml === null ? [] : [['saml', state.saml]])),
          signInTests: {
            async start(tenant, { connection }) {
              state.signInTestOf.push(`${tenant.slug} ${connection.id}`);
              return { id: 'A'.repeat(22), url: `${tenant.loginOrigin}/test/the-ticket`, expiresAt: clock.now() + 300_000 };
            },
            result: async () => state.signInTest.shift() ?? null,
          },
          keyRotation: createKeyRotation({
            ...bench,
            masterKeys: createMasterKeys({ present: state.masterKey, also: state.masterKeyAlso }, random),
            keys: storage.tenantKeys,
            signingKeyStore: storage.signingKeys,
            signingKeys,
            rotation: storage.rotation,
            random,
          }),
          app: {
            async listen(at) {
              state.listening.push(at);
              return 'http://127.0.0.1:8080';
            },
          },
          async close() {
            state.closed += 1;
          },
        };
      },
      readFile: async (path) => files.get(path) ?? null,
      readBytes: async (path) => binaries.get(path) ?? (files.has(path) ? new TextEncoder().encode(files.get(path)) : null),
      async fetch(url) {
        state.asked.push(url);
        if (state.ready instanceof Error) throw state.ready;
        const { status, text } = state.ready;
        return { status, text: async () => text };
      },
      async pause(ms) {
        state.pausedMs += ms;
        bench.clock.advance({ ms });
      },
      untilStopped: async () => {},
    };
    const code = await runCli(argv, context);
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  return {
    ...bench,
    signingKeys,
    env,
    files,
    binaries,
    state,
    run,
    /** Writes settings as a file, with every secret in the environment. */
    write(path: string, settings: Settings, change: (text: string) => string = (text) => text) {
      const document = toFile(settings);
      for (const { secret } of fileSecrets(document)) if ('env' in secret) env[secret.env] = `value of ${secret.env}`;
      env.JIRA_API_TOKEN = 'value of the jira token';
      files.set(path, change(stringify(document)));
    },
  };
}
