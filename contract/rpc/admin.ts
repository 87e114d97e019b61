import type {
  ApplicationValues,
  ExamplePerson,
  ImportedApplication,
  ReadMetadataRequest,
  ReleasePreview,
} from '#contract/rpc/applications';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import type { ImportRequest, ImportResult } from '#contract/rpc/import';
import type { LifecycleRpc } from '#contract/rpc/lifecycle';
import type { OurMetadata, OurMetadataRequest } from '#contract/rpc/our-metadata';
import type { PeopleRpc } from '#contract/rpc/people';
import type { RpcResult } from '#contract/rpc/result';
import type { SecondFactorRpc } from '#contract/rpc/second-factor';
import type { SignInTestRpc } from '#contract/rpc/sign-in-test';
import type { ConnectionTestResult, JiraTestResult, LiveState, SupportTrace, TenantAddresses } from '#contract/rpc/status';
import type { TracesRpc } from '#contract/rpc/traces';
import type { Connection } from '#contract/settings/connection';
import type { Party } from '#contract/settings/party';
import type { PolicySettings } from '#contract/settings/policy';
import type { PortalSettings } from '#contract/settings/portal';
import type { SecondFactorSettings } from '#contract/settings/second-factor';

/** A connection as a page may see it: a secret is only "set on", null where there is none. */
export type ConnectionView = Viewed<Connection>;
type Viewed<Stored> = Stored extends { clientSecret: unknown }
  ? Omit<Stored, 'clientSecret'> & { readonly clientSecretSetAt: number | null }
  : Stored;

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
    /** What exactly, each with the name of its identity provider or application; empty where the words above say all. */
    readonly problems: readonly string[];
    readonly supportCode: string | null;
  } | null;
  readonly addresses: TenantAddresses | null;
  readonly siteUrl: string | null;
  readonly connections: readonly ConnectionView[];
  readonly parties: readonly Party[];
  readonly policy: PolicySettings;
  /** The policy before that, which one click brings back; null where there was none. */
  readonly policyBefore: { readonly preset: PolicySettings['preset']; readonly at: number } | null;
  readonly secondFactor: SecondFactorSettings;
  readonly portal: PortalSettings;
  readonly jira: JiraView | null;
  /** What was deleted within the last hour, which one click brings back. */
  readonly deleted: readonly { readonly kind: 'connection' | 'party'; readonly id: string; readonly name: string; readonly at: number }[];
}

/** Every change names the revision that the page had loaded; another revision in storage refuses it, and nothing is lost. */
type Change<Payload> = Payload & { readonly expectRevision: number };

/** What the admin page calls: request and response by name. */
export interface AdminRpc extends LifecycleRpc, PeopleRpc, SecondFactorRpc, SignInTestRpc, TracesRpc {
  'overview.load': { request: Record<string, never>; response: RpcResult<Overview> };
  'connection.save': { request: Change<{ connection: ConnectionDraft; create: boolean }>; response: RpcResult<Overview> };
  'connection.remove': { request: Change<{ id: string }>; response: RpcResult<Overview> };
  'connection.restore': { request: Change<{ id: string }>; response: RpcResult<Overview> };
  /** Tries a draft out. Without a new secret the stored one is used, if the draft still leads to the same provider. */
  'connection.test': { request: { connection: ConnectionDraft }; response: RpcResult<ConnectionTestResult> };
  /** Reads what a provider says of itself, for a preview; it makes and changes nothing. */
  'connection.import': { request: { wanted: ImportRequest }; response: RpcResult<ImportResult> };
  /** Our SAML metadata for a provider, as it would be with these values. */
  'connection.metadata': { request: OurMetadataRequest; response: RpcResult<OurMetadata> };
  'party.save': { request: Change<{ party: Party; create: boolean }>; response: RpcResult<Overview> };
  'party.remove': { request: Change<{ id: string }>; response: RpcResult<Overview> };
  'party.restore': { request: Change<{ id: string }>; response: RpcResult<Overview> };
  /** Reads what an application says of itself, for a preview; it makes and changes nothing. */
  'party.import': { request: ReadMetadataRequest; response: RpcResult<ImportedApplication> };
  /** Our certificates for applications of this algorithm, and our metadata for the one of this short name. */
  'party.values': { request: { id: string | null; algorithm: Party['algorithm'] }; response: RpcResult<ApplicationValues> };
  /** What the application, as it is in the form, would be told of somebody made up. */
  'party.preview': { request: { party: Party; person: ExamplePerson }; response: RpcResult<ReleasePreview> };
  'jira.save': { request: Change<{ jira: JiraDraft }>; response: RpcResult<Overview> };
  'jira.remove': { request: { readonly expectRevision: number }; response: RpcResult<Overview> };
  /** `draft` null tests what is live. A draft without a new token is tested with the stored one. */
  'jira.test': { request: { draft: JiraDraft | null }; response: RpcResult<JiraTestResult> };
  'policy.save': { request: Change<{ policy: PolicySettings }>; response: RpcResult<Overview> };
  /** The policy that was there before the present one; once more, and the present one is back. */
  'policy.undo': { request: { readonly expectRevision: number }; response: RpcResult<Overview> };
  /** Is a second factor asked for on the way to this application at all? On again means: by the policy of the tenant. */
  'policy.switch': { request: Change<{ application: string; required: boolean }>; response: RpcResult<Overview> };
  'second-factor.save': { request: Change<{ secondFactor: SecondFactorSettings }>; response: RpcResult<Overview> };
  'portal.save': { request: Change<{ portal: PortalSettings }>; response: RpcResult<Overview> };
  /** Tries again to make the saved revision live. */
  'settings.push': { request: Record<string, never>; response: RpcResult<Overview> };
  'support.find': { request: { supportCode: string }; response: RpcResult<SupportTrace | null> };
}

export type AdminRpcName = keyof AdminRpc;
