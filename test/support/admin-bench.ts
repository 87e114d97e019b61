import Fastify, { type FastifyInstance } from 'fastify';
import type { BrokerError } from '#contract/rpc/broker';
import { createBrowserSeal } from '../../broker/adapters/seal/browser-seal.ts';
import { createMarks } from '../../broker/adapters/seal/marks.ts';
import { createMasterKeys } from '../../broker/adapters/seal/master-keys.ts';
import { createSigningKeys } from '../../broker/adapters/seal/signing-keys.ts';
import { type AdminDeps, adminPlugin } from '../../broker/admin/plugin.ts';
import { createCaptures } from '../../broker/audit/captures.ts';
import { createSamlConnector } from '../../broker/connectors/saml/connector.ts';
import { createForesight } from '../../broker/customers/foresight.ts';
import type { AccountId } from '../../broker/domain/brands.ts';
import type { ConnectionAtHand, Connector } from '../../broker/domain/ports/connector.ts';
import type { Factors } from '../../broker/domain/ports/factor.ts';
import type { Jira, JiraSource } from '../../broker/domain/ports/jira.ts';
import type { Outbound } from '../../broker/domain/ports/outbound.ts';
import { noPlaces, type Places } from '../../broker/domain/ports/places.ts';
import type { SenderParts } from '../../broker/domain/ports/sender-parts.ts';
import { createSignInTests } from '../../broker/login/sign-in-test/tickets.ts';
import { createApplicationDesk } from '../../broker/relying/application-desk.ts';
import { createRelying } from '../../broker/relying/relying.ts';
import { createFixedRandom } from './fixed-random.ts';
import { createForgeSigner, newKeyPair, type TokenWish, testApiBase, testAppId } from './forge-token.ts';
import { newPeopleWorld, peopleOver } from './people.ts';
import { plainFactors } from './plain-factors.ts';
import { openSettingsBench } from './settings-bench.ts';
import { testMasterKey } from './storage.ts';
import { upkeepOf } from './upkeep.ts';

export type AdminBench = Awaited<ReturnType<typeof openAdminBench>>;

let sharedPair: ReturnType<typeof newKeyPair> | null = null;

function keyPair(): ReturnType<typeof newKeyPair> {
  sharedPair ??= newKeyPair();
  return sharedPair;
}

/** What a call says besides its token. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly body?: unknown;
  /** The `x-forge-oauth-system` header; null leaves it out. */
  readonly appToken?: string | null;
  readonly token?: string | null;
  readonly host?: string;
}

/** Jira as the administrator check sees it: who is an administrator, and which app tokens work. */
function createFakeJira() {
  const state = {
    administrators: new Set<string>(['712020:admin']),
    goodTokens: new Set<string>(['app-token']),
    remembered: [] as { tenant: string; token: string; apiBaseUrl: string }[],
    checks: [] as string[],
    tested: [] as unknown[],
    down: false,
  };
  const latest = new Map<string, string>();
  const jiraWith = (token: string) =>
    ({
      async isAdministrator(account: AccountId) {
        state.checks.push(account);
        if (state.down || !state.goodTokens.has(token)) throw new Error('Jira says 401');
        return state.administrators.has(account);
      },
    }) as Jira;
  const source: JiraSource = {
    of: () => jiraWith('app-token'),
    rememberAppToken(tenant, token, apiBaseUrl) {
      state.remembered.push({ tenant, token: token.reveal(), apiBaseUrl });
      latest.set(tenant, token.reveal());
    },
    ofApp(tenant) {
      const token = latest.get(tenant);
      return token === undefined ? null : jiraWith(token);
    },
    async test(credential) {
      state.tested.push({ ...credential, token: credential.token.reveal() });
      return { ok: true, account: null, checks: [] };
    },
    async testLive(snapshot) {
      state.tested.push(snapshot.revision);
      return { ok: true, account: null, checks: [] };
    },
  };
  return { state, source };
}

/** The admin plugin over real storage and real tokens, with a fake Jira behind the port. */
export async function openAdminBench(
  wish: { forge?: AdminDeps['forge']; saml?: Connector; factors?: Factors; senders?: SenderParts; places?: Places } = {},
) {
  const bench = await openSettingsBench(wish.saml === undefined ? {} : { speaks: ['oidc', 'saml'] });
  const { clock, log, storage, apply, snapshots } = bench;
  const signer = await createForgeSigner(clock.now, keyPair());
  const jira = createFakeJira();
  const recorded: { tenant: string | null; code: string; because: string; step: string }[] = [];
  const tested: unknown[] = [];
  const connector = {
    protocol: 'oidc',
    async test({ connection, secrets, addresses }: ConnectionAtHand) {
      const secret = 'clientSecret' in connection ? connection.clientSecret?.secret : undefined;
      tested.push({ id: connection.id, callback: addresses.redirectUri, secret: secret && secrets.get(secret)?.reveal() });
      return { ok: true, checks: [] };
    },
  } as unknown as Connector;
  const keys = createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random: createFixedRandom('keys'), clock });
  const relying = createRelying({ keys, vault: storage.vault, clock, random: createFixedRandom('relying') });
  const pages = new Map<string, string>();
  const outbound: Outbound = {
    refusalOf: () => null,
    async send({ url }) {
      const page = pages.get(url);
      return { status: page === undefined ? 404 : 200, headers: {}, body: Buffer.from(page ?? '') };
    },
  };
  const world = newPeopleWorld();
  const deps: AdminDeps = {
    forge: wish.forge === undefined ? { appId: testAppId, apiBase: testApiBase, keys: signer.keys } : wish.forge,
    baseUrl: 'https://help.example',
    storage,
    snapshots,
    apply,
    jira: jira.source,
    // The one of SAML is real: it reads and writes metadata, and needs nothing outside for that but the pages.
    connectors: new Map([
      ['oidc', connector],
      ['saml', createSamlConnector({ keys, outbound, clock, random: createFixedRandom('saml') })],
    ]),
    desk: createApplicationDesk({ keys, outbound, relying, vault: storage.vault, clock, random: createFixedRandom('desk') }),
    captures: createCaptures({ captures: storage.captures, vault: storage.vault, log, clock, random: createFixedRandom('captures') }),
    refusals: {
      async record({ tenant, code, because, step }) {
        recorded.push({ tenant, code, because, step });
        return 'ABCD1234EFGH';
      },
    },
    upkeep: upkeepOf(bench, new Map(wish.saml === undefined ? [] : [['saml', wish.saml]])),
    watched: storage.watched,
    signInTests: createSignInTests({
      tests: storage.signInTests,
      watched: storage.watched,
      rates: storage.rates,
      vault: storage.vault,
      seal: createBrowserSeal(createFixedRandom('seal')),
      connectors: new Map([['oidc', connector]]),
      foresight: createForesight({ jira: jira.source, bindings: storage.bindings, vault: storage.vault }),
      clock,
      random: createFixedRandom('sign-in-tests'),
    }),
    people: peopleOver(bench, world),
    places: wish.places ?? noPlaces,
    factors: wish.factors ?? plainFactors(['webauthn', 'totp', 'email-code', 'recovery-code']),
    marks: createMarks(createMasterKeys({ present: testMasterKey }, createFixedRandom('marks'))),
    notices: { tellPerson: () => undefined, tellAdministrators: () => undefined, settled: async () => undefined },
    senders: wish.senders ?? { mailer: null, sms: null, otp: null, push: undefined as never },
    clock,
    random: createFixedRandom('admin'),
    log,
  };
  const app: FastifyInstance = Fastify({ routerOptions: { constraints: { face: faceByHost } } } as object);
  await app.register(adminPlugin(deps));

  async function call(wishes: TokenWish, { method, url, body, appToken, token, host }: Call) {
    const bearer = token === undefined ? await signer.token(wishes) : token;
    const response = await app.inject({
      method,
      url,
      headers: {
        host: host ?? 'help.example',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(appToken === null ? {} : { 'x-forge-oauth-system': appToken ?? 'app-token' }),
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.body === '' ? null : response.json() };
  }

  return {
    ...bench,
    app,
    signer,
    jira: jira.state,
    people: { world, room: deps.people },
    recorded,
    tested,
    /** What stands on the internet, by its address. */
    pages,
    keys,
    call,
    /** The error's code, or the status where there is none. */
    async code(wishes: TokenWish, request: Call): Promise<string | number> {
      const { status, body } = await call(wishes, request);
      return (body as BrokerError | null)?.error?.code ?? status;
    },
    install: (wishes: TokenWish = {}) =>
      call({ ...wishes, module: 'lifecycle' }, { method: 'POST', url: '/forge/v1/lifecycle', body: { event: 'installed' } }),
    async close() {
      await app.close();
      await bench.close();
    },
  };
}

const faceByHost = {
  name: 'face',
  storage: () => {
    const routes = new Map<string, unknown>();
    return { get: (face: string) => routes.get(face) ?? null, set: (face: string, route: unknown) => routes.set(face, route) };
  },
  deriveConstraint: (request: { headers: { host?: string } }) => (request.headers.host?.endsWith('.help.example') ? 'portal' : 'broker'),
  mustMatchWhenDerived: true,
};
