import type { RpcResult } from '#contract/rpc/result';
import type { ConnectionTestResult, JiraTestResult, LiveState, SupportTrace, TenantAddresses } from '#contract/rpc/status';
import type { OidcConnection } from '#contract/settings/connection';
import type { PolicySettings } from '#contract/settings/policy';
import type { PortalSettings } from '#contract/settings/portal';

/** A connection as a page may see it: the secret is only "set on". */
export type ConnectionView = Omit<OidcConnection, 'clientSecret'> & { readonly clientSecretSetAt: number };

/** A connection as a page sends it: a new secret, or none to keep the stored one. */
export type ConnectionDraft = Omit<OidcConnection, 'clientSecret'> & { readonly newClientSecret: string | null };

export type JiraView =
  | {
      readonly kind: 'api-token';
      readonly siteUrl: string;
      readonly email: string;
      readonly tokenSetAt: number;
      readonly expiresOn: string | null;
    }
  | { readonly kind: 'app-token' };

export type JiraDraft =
  | {
      readonly kind: 'api-token';
      readonly siteUrl: string;
      readonly email: string;
      readonly newToken: string | null;
      readonly expiresOn: string | null;
    }
  | { readonly kind: 'app-token' };

/** Saved is what Forge storage holds, live is what the broker runs; `liveProblem` says why they differ. */
export interface Overview {
  readonly saved: { readonly revision: number; readonly at: number | null; readonly by: string | null };
  readonly live: LiveState | null;
  readonly liveProblem: {
    readonly title: string;
    readonly text: string;
    readonly action: string;
    readonly supportCode: string | null;
  } | null;
  readonly addresses: TenantAddresses | null;
  readonly siteUrl: string | null;
  readonly connections: readonly ConnectionView[];
  readonly policy: PolicySettings;
  readonly portal: PortalSettings;
  readonly jira: JiraView | null;
  /** A connection deleted within the last hour, which one click brings back. */
  readonly deleted: readonly { readonly id: string; readonly name: string; readonly at: number }[];
}

/** Every change names the revision that the page had loaded; another revision in storage refuses it, and nothing is lost. */
type Change<Payload> = Payload & { readonly expectRevision: number };

/** What the admin page calls: request and response by name. */
export interface AdminRpc {
  'overview.load': { request: Record<string, never>; response: RpcResult<Overview> };
  'connection.save': { request: Change<{ connection: ConnectionDraft; create: boolean }>; response: RpcResult<Overview> };
  'connection.remove': { request: Change<{ id: string }>; response: RpcResult<Overview> };
  'connection.restore': { request: Change<{ id: string }>; response: RpcResult<Overview> };
  'connection.test': { request: { issuer: string }; response: RpcResult<ConnectionTestResult> };
  'jira.save': { request: Change<{ jira: JiraDraft }>; response: RpcResult<Overview> };
  'jira.remove': { request: { readonly expectRevision: number }; response: RpcResult<Overview> };
  /** `draft` null tests what is live. A draft without a new token is tested with the stored one. */
  'jira.test': { request: { draft: JiraDraft | null }; response: RpcResult<JiraTestResult> };
  'policy.save': { request: Change<{ policy: PolicySettings }>; response: RpcResult<Overview> };
  'portal.save': { request: Change<{ portal: PortalSettings }>; response: RpcResult<Overview> };
  /** Tries again to make the saved revision live. */
  'settings.push': { request: Record<string, never>; response: RpcResult<Overview> };
  'support.find': { request: { supportCode: string }; response: RpcResult<SupportTrace | null> };
}

export type AdminRpcName = keyof AdminRpc;
