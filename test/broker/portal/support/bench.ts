import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { createBrowserSeal } from '../../../../broker/adapters/seal/browser-seal.ts';
import { createSigningKeys } from '../../../../broker/adapters/seal/signing-keys.ts';
import { buildApp } from '../../../../broker/app.ts';
import { type Refusal, refuse } from '../../../../broker/domain/app-error.ts';
import type { AccountId, SessionId, SubjectKey, TenantId } from '../../../../broker/domain/brands.ts';
import type { JiraSource } from '../../../../broker/domain/ports/jira.ts';
import type { SigningKeys } from '../../../../broker/domain/ports/signing-keys.ts';
import type { Tenant } from '../../../../broker/domain/tenant.ts';
import { portalPlugin } from '../../../../broker/portal/plugin.tsx';
import type { Admitted, PortalSaml } from '../../../../broker/portal/sign-in/portal-saml.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';
import { openTestStorage, type TestStorage } from '../../../support/storage.ts';

interface Recorded {
  readonly code: string;
  readonly because: string;
  readonly step: string;
}

/** The real application with the portal alone, on a real database in memory, and a browser for each person. */
export interface Bench {
  app: FastifyInstance;
  storage: TestStorage;
  clock: FakeClock;
  keys: SigningKeys;
  refusals: Recorded[];
  settings: Settings;
  addTenant(slug: string): Promise<Tenant>;
  /** An empty browser at the portal of a tenant. */
  browser(slug?: string): Browser;
  /** A browser with a session of its own, made the way the login makes it: broker session, answer, ACS. */
  signedIn(accountId: AccountId, more?: { slug?: string; displayName?: string }): Promise<Browser>;
  close(): Promise<void>;
}

export interface Browser {
  readonly origin: string;
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A form from a page of the portal itself, unless the headers say otherwise. */
  post(path: string, form: Record<string, string | string[]>, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  send(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export async function openBench(options: {
  jira: JiraSource /** `fake` unless told: a login host that answers in JSON. `real`: the portal's own SAML. */;
  saml?: 'fake' | 'real';
  settings?: Partial<Settings>;
}): Promise<Bench> {
  const clock = createFakeClock();
  const random = createFixedRandom('portal');
  const storage = await openTestStorage({ clock });
  const keys = createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random, clock });
  const refusals: Recorded[] = [];
  const settings: Settings = { ...emptySettings, portal: { ...emptySettings.portal, name: 'Acme Help' }, ...options.settings };
  const snapshotAt = async (tenant: TenantId, epoch: number, revision: number | null) => ({
    tenant,
    epoch,
    revision,
    settings,
    secrets: new Map(),
  });
  const recorder = {
    record: async (refusal: Recorded) => {
      refusals.push({ code: refusal.code, because: refusal.because, step: refusal.step });
      return `CODE${String(refusals.length).padStart(8, '0')}`;
    },
  };
  const snapshots = { at: snapshotAt, live: (tenant: TenantId) => snapshotAt(tenant, 1, 1) };
  const seal = createBrowserSeal(random);
  const plugin = portalPlugin({
    storage,
    snapshots,
    jira: options.jira,
    keys,
    vault: storage.vault,
    seal,
    refusals: recorder,
    clock,
    random,
    ...(options.saml === 'real' ? {} : { saml: fakeSaml() }),
  });
  const app = await buildApp({
    storage,
    log: createRecordedLog(),
    snapshots,
    refusals: recorder,
    baseHost: 'localhost:8080',
    secure: false,
    trustedProxies: [],
    plugins: [plugin],
  });
  let people = 0;

  const addTenant = async (slug: string): Promise<Tenant> => {
    const id = `tenant-${slug}` as TenantId;
    await storage.tenants.insert({
      id,
      slug,
      managedBy: 'file',
      portalOrigin: `http://${slug}.localhost:8080`,
      loginOrigin: `http://${slug}-login.localhost:8080`,
      cloudId: null,
      home: null,
      installationId: null,
      createdAt: clock.now(),
    });
    const tenant = await storage.tenants.find(id);
    if (tenant === null) throw new Error(`tenant ${slug} was not stored`);
    return tenant;
  };

  const browser = (slug = 'acme'): Browser => {
    const origin = `http://${slug}.localhost:8080`;
    const cookies = new Map<string, string>();
    const send = async (request: InjectOptions) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await app.inject({
        ...request,
        headers: { host: new URL(origin).host, ...(cookie === '' ? {} : { cookie }), ...request.headers },
      });
      for (const set of response.cookies) {
        if (set.maxAge === 0 || (set.expires !== undefined && set.expires.getTime() <= 0)) cookies.delete(set.name);
        else cookies.set(set.name, set.value);
      }
      return response;
    };
    return {
      origin,
      cookies,
      send,
      get: (path, headers = {}) => send({ method: 'GET', url: path, headers }),
      post: (path, form, headers = {}) => {
        const body = new URLSearchParams();
        for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
        return send({
          method: 'POST',
          url: path,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin,
            'sec-fetch-site': 'same-origin',
            ...headers,
          },
          payload: body.toString(),
        });
      },
    };
  };

  return {
    app,
    storage,
    clock,
    keys,
    refusals,
    settings,
    addTenant,
    browser,
    async signedIn(accountId, more = {}) {
      const slug = more.slug ?? 'acme';
      const tenant = `tenant-${slug}` as TenantId;
      people += 1;
      const brokerSession = `broker-session-${people}` as SessionId;
      await openBrokerSession(storage, clock.now(), { tenant, id: brokerSession, accountId });
      const one = browser(slug);
      await one.get('/servicedesk/customer/portals');
      const requestId = lastRequestId();
      const answer = {
        requestId,
        accountId,
        brokerSession,
        displayName: more.displayName ?? 'Ada Adams',
        assertionId: `assertion-${people}`,
      };
      await one.post('/saml/acs', { SAMLResponse: JSON.stringify(answer) }, { origin: 'null', 'sec-fetch-site': 'cross-site' });
      if (!one.cookies.has('__Host-session')) throw new Error('nobody was signed in');
      return one;
    },
    close: async () => {
      await app.close();
      await storage.close();
    },
  };
}

export async function openBrokerSession(
  storage: TestStorage,
  now: number,
  who: { tenant: TenantId; id: SessionId; accountId: AccountId },
): Promise<void> {
  await storage.sessions.insertBroker({
    ...who,
    tokenHash: `hash of ${who.id}`,
    connection: 'okta',
    subject: `subject of ${who.id}` as SubjectKey,
    strength: 'none',
    methods: '',
    strengthAt: now,
    upstreamSidKey: null,
    upstreamNameKey: null,
    sealed: new Uint8Array([1]),
    visit: null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + 8 * 60 * 60_000,
  });
}

let made = 0;

/** Id of the request that any fake made last. */
export function lastRequestId(): string {
  return `_request-${made}`;
}

/** A login host that answers in JSON and signs nothing; for what comes before and after the XML. */
function fakeSaml(): PortalSaml {
  return {
    async authnRequest(tenant, connection) {
      made += 1;
      return {
        url: `${tenant.loginOrigin}/saml/sso?SAMLRequest=${made}${connection === null ? '' : `&for=${connection}`}`,
        requestId: lastRequestId(),
      };
    },
    async readResponse(_tenant, samlResponse, requestIds): Promise<Admitted | Refusal> {
      const answer = JSON.parse(samlResponse) as Partial<Admitted> & { accountId: AccountId; brokerSession: SessionId };
      if (!requestIds.includes(answer.requestId ?? '')) return refuse('portal_sign_in_unmatched', 'fake: another request');
      return {
        ok: true,
        requestId: answer.requestId ?? '',
        assertionId: answer.assertionId ?? 'assertion',
        assertionExpiresAt: answer.assertionExpiresAt ?? 9e15,
        accountId: answer.accountId,
        displayName: answer.displayName ?? 'Ada Adams',
        groups: null,
        supportCode: answer.supportCode ?? null,
        brokerSession: answer.brokerSession,
        sessionNotAfter: answer.sessionNotAfter ?? null,
      };
    },
    logoutRequest: async (tenant) => `${tenant.loginOrigin}/saml/slo?SAMLRequest=bye`,
    readLogoutResponse: async (_tenant, rawQuery) =>
      rawQuery.includes('SAMLResponse=good') ? { ok: true } : refuse('portal_sign_in_unproven', 'fake: not good'),
  };
}

/** The value of a hidden or text input of a page. */
export function inputValue(html: string, name: string): string {
  const tag = new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(html)?.[0] ?? '';
  return /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '';
}
