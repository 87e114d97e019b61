import { oidcDefaults } from '#contract/presets/defaults';
import type { AdminRpc, AdminRpcName, Overview } from '#contract/rpc/admin';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import type { RpcError } from '#contract/rpc/result';
import { createForgeHost, type ForgeHost } from '../../sandbox/forge/host.ts';
import { type BrokerStub, startBrokerStub } from './forge-broker.ts';
import { type JiraStub, startJiraStub } from './forge-jira.ts';

const appAri = 'ari:cloud:ecosystem::app/11111111-1111-4111-8111-111111111111';
const people = {
  'Basic ada': { accountId: 'ada-id', name: 'Ada Admin', administrator: true },
  'Basic bea': { accountId: 'bea-id', name: 'Bea Admin', administrator: true },
  'Basic uma': { accountId: 'uma-id', name: 'Uma User', administrator: false },
};

type OidcDraft = Extract<ConnectionDraft, { protocol: 'oidc' }>;
type Value<Name extends AdminRpcName> = Extract<AdminRpc[Name]['response'], { ok: true }>['value'];

export interface ForgeSite {
  readonly host: ForgeHost;
  readonly broker: BrokerStub;
  readonly jira: JiraStub;
  /** Moves the platform's clock (and Date). */
  call<Name extends AdminRpcName>(user: string, name: Name, request: AdminRpc[Name]['request']): Promise<AdminRpc[Name]['response']>;
  /** The value of a call that is expected to succeed. */
  value<Name extends AdminRpcName>(user: string, name: Name, request: AdminRpc[Name]['request']): Promise<Value<Name>>;
  /** The error of a call that is expected to be refused; the payload may be anything. */
  refused(user: string, name: string, request: unknown): Promise<RpcError>;
  /** Adds a connection and returns the overview after it. */
  add(draft?: Partial<OidcDraft>): Promise<Overview>;
  close(): Promise<void>;
}

/** The whole Forge half with a stub on each side: real resolver, real SDKs, simulated platform. */
export async function startForgeSite(now: () => number = Date.now): Promise<ForgeSite> {
  const jira = await startJiraStub(people);
  let host: ForgeHost | null = null;
  const broker = await startBrokerStub(appAri, () => (host === null ? { keys: [] } : host.jwks()));
  const users = Object.entries(people).map(([authorization, { accountId, name }]) => ({
    key: authorization.slice('Basic '.length),
    accountId,
    name,
    role: name,
    authorization,
  }));
  const site = { cloudId: 'cloud-1', siteUrl: 'https://acme.atlassian.net', jiraBaseUrl: jira.url };
  const started = await createForgeHost({ appAri, brokerUrl: broker.url, site, users, appToken: 'app-token', now });
  host = started;

  const call: ForgeSite['call'] = async (user, name, request) => (await started.invoke(user, name, request)) as never;
  return {
    host: started,
    broker,
    jira,
    call,
    value: async (user, name, request) => {
      const result = await call(user, name, request);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value as never;
    },
    refused: async (user, name, request) => {
      const result = (await started.invoke(user, name, request)) as { ok: boolean; error: RpcError };
      if (result.ok) throw new Error(`${name} succeeded`);
      return result.error;
    },
    add: async (draft = {}) => {
      const before = (await started.invoke('ada', 'overview.load', {})) as { value: Overview };
      const request = { expectRevision: before.value.saved.revision, create: true, connection: aDraft(draft) };
      const result = (await started.invoke('ada', 'connection.save', request)) as AdminRpc['connection.save']['response'];
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return result.value;
    },
    close: async () => {
      await Promise.all([broker.close(), jira.close(), started.app.close()]);
    },
  };
}

/** A draft by OpenID Connect that shows only what matters. */
export function aDraft(changes: Partial<OidcDraft> = {}): OidcDraft {
  return {
    id: 'borealis',
    protocol: 'oidc',
    preset: 'generic-oidc',
    name: 'Borealis Shipping',
    enabled: true,
    issuer: 'https://id.borealis.example',
    clientId: 'gatehouse',
    newClientSecret: 'first-client-secret',
    ...oidcDefaults,
    domains: { mode: 'list', list: ['borealis.example'] },
    ...changes,
  };
}
