import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { forgeModules } from '#contract/rpc/modules';
import { loadForgeApp } from './app.ts';
import { createFrame } from './frame/routes.ts';
import { createTokenSigner, type Installation, type Invocation } from './invocation-token.ts';
import type { ForgeStorage } from './kvs-routes.ts';
import { KvsStore } from './kvs-store.ts';
import { platformFetch } from './platform-fetch.ts';
import { runInvocation } from './runtime.ts';
import type { ForgeUser } from './user.ts';

export interface ForgeHostOptions {
  readonly appAri: string;
  /** Address of the broker, without a slash at the end. */
  readonly brokerUrl: string;
  readonly site: {
    readonly cloudId: string;
    readonly siteUrl: string;
    readonly jiraBaseUrl: string;
    /** Where the app's token works; by default Jira's gateway path below `jiraBaseUrl`. */
    readonly apiBaseUrl?: string;
  };
  readonly users: readonly ForgeUser[];
  /** The app's own token for Jira. */
  readonly appToken: string;
  readonly now?: () => number;
}

export interface ForgeHost {
  /** The admin frame with the page inside, and the keys: not listening yet. */
  readonly app: FastifyInstance;
  readonly storage: ForgeStorage;
  /** Calls a function of the resolver as this person. */
  invoke(user: string, functionKey: string, payload?: unknown): Promise<unknown>;
  /** What the platform does every five minutes. */
  runScheduled(): Promise<void>;
  runInstalled(): Promise<void>;
  runUpgraded(): Promise<void>;
  /** Uninstalls and installs: storage is empty, the installation is another one. */
  reinstall(): Promise<void>;
  /** A freshly signed invocation token, for tests that speak to the broker directly. */
  signToken(invocation: Invocation): Promise<string>;
  jwks(): JSONWebKeySet;
}

const modules = {
  admin: { type: 'jira:adminPage', key: forgeModules.admin },
  lifecycle: { type: 'trigger', key: forgeModules.lifecycle },
  heartbeat: { type: 'scheduledTrigger', key: forgeModules.heartbeat },
} as const;

/**
 * Stands in for Atlassian's Forge platform around one installation of the app: storage, product calls, remote calls with
 * signed invocation tokens, events and schedule, and the admin frame that shows the built page. The app that runs in it
 * is the real one.
 */
export async function createForgeHost(options: ForgeHostOptions): Promise<ForgeHost> {
  const now = options.now ?? Date.now;
  const signer = await createTokenSigner(now);
  const forgeApp = await loadForgeApp();
  const storage: ForgeStorage = { plain: new KvsStore(now), secrets: new KvsStore(now) };
  const { cloudId, siteUrl, jiraBaseUrl, apiBaseUrl = `${jiraBaseUrl}/ex/jira/${cloudId}` } = options.site;
  let installation: Installation = { appAri: options.appAri, installationId: newInstallationId(), cloudId, siteUrl, apiBaseUrl };

  function invocationOf<Result>(invocation: Invocation, user: ForgeUser | null, work: () => Promise<Result>): Promise<Result> {
    const platform = { storage, installation, signer, brokerUrl: options.brokerUrl, jiraBaseUrl, appToken: options.appToken };
    return runInvocation(platformFetch(platform, invocation, user?.authorization ?? null), work);
  }

  function lifecycle(eventType: string): Promise<void> {
    return invocationOf({ module: modules.lifecycle, principal: null }, null, () => forgeApp.lifecycle({ eventType }));
  }

  async function invoke(key: string, functionKey: string, payload?: unknown): Promise<unknown> {
    const user = options.users.find((candidate) => candidate.key === key);
    if (user === undefined) throw new Error(`the sandbox knows nobody called ${key}`);
    const context = { cloudId, siteUrl, moduleKey: modules.admin.key, environmentType: 'DEVELOPMENT' };
    const wire = payload === undefined ? undefined : (JSON.parse(JSON.stringify(payload)) as unknown);
    return invocationOf({ module: modules.admin, principal: user.accountId }, user, () =>
      forgeApp.admin({ call: { functionKey, payload: wire }, context }, { principal: { accountId: user.accountId } }),
    );
  }

  const host: Omit<ForgeHost, 'app'> = {
    storage,
    invoke,
    runScheduled: () => invocationOf({ module: modules.heartbeat, principal: null }, null, () => forgeApp.heartbeat()),
    runInstalled: () => lifecycle('avi:forge:installed:app'),
    runUpgraded: () => lifecycle('avi:forge:upgraded:app'),
    reinstall: () => {
      storage.plain.clear();
      storage.secrets.clear();
      installation = { ...installation, installationId: newInstallationId() };
      return lifecycle('avi:forge:installed:app');
    },
    signToken: (invocation) => signer.sign(installation, invocation),
    jwks: () => signer.jwks(),
  };
  return { ...host, app: createFrame({ invoke, jwks: host.jwks, users: options.users, siteUrl }) };
}

function newInstallationId(): string {
  return `ari:cloud:ecosystem::installation/${randomUUID()}`;
}
