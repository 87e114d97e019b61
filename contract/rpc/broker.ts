import { type Static, Type } from 'typebox';
import { TestedConnection } from '#contract/rpc/drafts';
import { ImportRequest, ImportResult } from '#contract/rpc/import';
import { ConnectionTestResult, JiraTestResult, LiveState, SupportTrace, TenantAddresses } from '#contract/rpc/status';
import { maxParts, Part, PartHash, PartRef, RevisionManifest } from '#contract/settings/parts';
import { Problem } from '#contract/settings/problems';
import { Settings } from '#contract/settings/snapshot';

/**
 * What the Forge app asks the broker, always with a Forge Invocation Token. Paths are below the broker's own address
 * (not a tenant's). Errors are `BrokerError`. Admin routes take only tokens of the admin module with a principal who
 * has Jira's ADMINISTER permission; the routes of lifecycle events and of the schedule take only theirs.
 */
export const brokerRoutes = {
  /** Which of these parts does the broker lack? */
  missingParts: { method: 'POST', path: '/forge/v1/parts/missing' },
  putPart: { method: 'PUT', path: '/forge/v1/parts' },
  /** Would this broker take these connections and applications? Asked before they are saved; stores nothing. */
  checkSettings: { method: 'POST', path: '/forge/v1/settings/check' },
  /** Makes a revision live, atomically. A lower (epoch, revision) is refused, an equal one with other parts too. */
  activate: { method: 'POST', path: '/forge/v1/activate' },
  status: { method: 'GET', path: '/forge/v1/status' },
  testConnection: { method: 'POST', path: '/forge/v1/connections/test' },
  /** What a provider says of itself, before anything is made of it. Stores nothing. */
  importConnection: { method: 'POST', path: '/forge/v1/connections/import' },
  /** What we say of ourselves to the provider of a SAML connection, as it is now in the form. */
  ourMetadata: { method: 'POST', path: '/forge/v1/connections/metadata' },
  /** What an application says of itself, before anything is made of it. Stores nothing. */
  importApplication: { method: 'POST', path: '/forge/v1/applications/import' },
  applicationValues: { method: 'POST', path: '/forge/v1/applications/values' },
  previewRelease: { method: 'POST', path: '/forge/v1/applications/preview' },
  testJira: { method: 'POST', path: '/forge/v1/jira/test' },
  findTrace: { method: 'POST', path: '/forge/v1/traces/find' },
  /** From the trigger function: installed, upgraded. */
  lifecycle: { method: 'POST', path: '/forge/v1/lifecycle' },
  /** From the scheduled function, every five minutes; may also push parts and activate. */
  heartbeat: { method: 'POST', path: '/forge/v1/heartbeat' },
} as const;

const closed = { additionalProperties: false } as const;

export const MissingPartsRequest = Type.Object({ parts: Type.Array(PartRef, { maxItems: maxParts }) }, closed);
export const MissingPartsResponse = Type.Object({ missing: Type.Array(PartHash) }, closed);
export const PutPartRequest = Part;
/** What a save adds or changes. Refused as an activation would be, with places in these two lists. */
export const CheckSettingsRequest = Type.Pick(Settings, ['connections', 'parties'], closed);
export const CheckSettingsResponse = Type.Object({ fits: Type.Literal(true) }, closed);
export const ActivateRequest = Type.Object({ epoch: Type.Integer({ minimum: 1 }), manifest: RevisionManifest }, closed);
export const ActivateResponse = Type.Object({ live: LiveState }, closed);
export const StatusResponse = Type.Object({ live: LiveState, addresses: TenantAddresses }, closed);
/** Tests a connection that may not be saved yet, so its secret comes along; it is used and not kept. */
export const TestConnectionRequest = Type.Object({ connection: TestedConnection }, closed);
export const TestConnectionResponse = ConnectionTestResult;
export const ImportConnectionRequest = Type.Object({ wanted: ImportRequest }, closed);
export const ImportConnectionResponse = Type.Object({ found: ImportResult }, closed);
/** Tests a credential before it is saved (with `token`), or the live one (`null`). */
export const TestJiraRequest = Type.Object(
  {
    credential: Type.Union([
      Type.Object(
        { siteUrl: Type.String({ maxLength: 500 }), email: Type.String({ maxLength: 320 }), token: Type.String({ maxLength: 4096 }) },
        closed,
      ),
      Type.Null(),
    ]),
  },
  closed,
);
export const TestJiraResponse = JiraTestResult;
export const FindTraceRequest = Type.Object({ supportCode: Type.String({ maxLength: 40 }) }, closed);
export const FindTraceResponse = Type.Object({ trace: Type.Union([SupportTrace, Type.Null()]) }, closed);
export const LifecycleRequest = Type.Object({ event: Type.Union([Type.Literal('installed'), Type.Literal('upgraded')]) }, closed);
/** @alias */
export const LifecycleResponse = StatusResponse;
export const HeartbeatRequest = Type.Object({ manifest: Type.Union([RevisionManifest, Type.Null()]) }, closed);
export const HeartbeatResponse = Type.Object({ live: LiveState, addresses: TenantAddresses, missing: Type.Array(PartHash) }, closed);

/** The body of every answer that is not 2xx. */
export const BrokerError = Type.Object(
  {
    error: Type.Object(
      {
        code: Type.String(),
        title: Type.String(),
        text: Type.String(),
        action: Type.String(),
        problems: Type.Array(Problem),
        supportCode: Type.Union([Type.String(), Type.Null()]),
      },
      closed,
    ),
  },
  closed,
);
export type BrokerError = Static<typeof BrokerError>;
