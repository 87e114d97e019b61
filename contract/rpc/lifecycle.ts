import { type Static, Type } from 'typebox';
import type { RpcResult } from '#contract/rpc/result';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { SamlEndpoint } from '#contract/settings/saml';

const closed = { additionalProperties: false } as const;
const Time = Type.Integer({ description: 'Epoch milliseconds.' });
const certificate = {
  /** SHA-256 of the DER, in hexadecimal with colons. */
  fingerprint: Type.String(),
  subject: Type.String(),
  notBefore: Time,
  notAfter: Time,
} as const;
/** `live`: goes by it already. `waiting`: for an administrator. `dismissed`: an administrator does not want it. */
const Standing = Type.Union([Type.Literal('live'), Type.Literal('waiting'), Type.Literal('dismissed')]);
const Address = Type.Union([SamlEndpoint, Type.Null()]);

/** One way in which what the provider publishes differs from the settings, and what follows from it. */
export const MetadataChange = Type.Union([
  Type.Object({ kind: Type.Literal('certificate-added'), ...certificate }, closed),
  /** Its key is too short or of a kind that is not accepted: not taken over. */
  Type.Object({ kind: Type.Literal('certificate-unusable'), ...certificate }, closed),
  /** Not published any more, trusted until then all the same. */
  Type.Object({ kind: Type.Literal('certificate-retiring'), ...certificate, until: Time }, closed),
  /** Stands in the settings, was published and is not any more: not trusted. */
  Type.Object({ kind: Type.Literal('certificate-retired'), ...certificate }, closed),
  /** Stands in the settings and was never published: trusted. */
  Type.Object({ kind: Type.Literal('certificate-unpublished'), ...certificate }, closed),
  /** Was published, was retired and is published again: not trusted before an administrator says so. */
  Type.Object({ kind: Type.Literal('certificate-returned'), ...certificate }, closed),
  /** Signed, but without `validUntil`: whoever can answer at the address may show an old document. */
  Type.Object({ kind: Type.Literal('no-end') }, closed),
  Type.Object({ kind: Type.Literal('sign-on'), from: Address, to: Address, standing: Standing }, closed),
  Type.Object({ kind: Type.Literal('logout'), from: Address, to: Address, standing: Standing }, closed),
  /** Never taken over. */
  Type.Object({ kind: Type.Literal('entity-id'), from: Type.String(), to: Type.String() }, closed),
  /** Of a provider that is asked anew at each use (OpenID Connect): it is told, and nothing waits. */
  Type.Object({ kind: Type.Literal('address'), name: Type.String(), from: Type.String(), to: Type.String(), at: Time }, closed),
  Type.Object({ kind: Type.Literal('keys'), added: Type.Array(Type.String()), removed: Type.Array(Type.String()), at: Time }, closed),
]);
export type MetadataChange = Static<typeof MetadataChange>;

/** How it stands with what the provider of one connection publishes. */
export const MetadataStatus = Type.Object(
  {
    connection: Type.String(),
    /** Null: not read yet. */
    fetchedAt: Type.Union([Time, Type.Null()]),
    nextAt: Time,
    validUntil: Type.Union([Time, Type.Null()]),
    /** Why the last reading was refused; what is live stays. Words: `errorWords` of the code. */
    fault: Type.Union([Type.Object({ code: Type.String(), because: Type.String(), since: Time }, closed), Type.Null()]),
    changes: Type.Array(MetadataChange),
    /** Names the addresses that wait for approval; null: none do. */
    staged: Type.Union([Type.String(), Type.Null()]),
    /** Names the certificates that were retired and wait for approval; null: none do. */
    returned: Type.Union([Type.String(), Type.Null()]),
    /** Names the addresses that are live instead of those in the settings; null: none are. */
    taken: Type.Union([
      Type.Object({ digest: Type.String(), at: Time, by: Type.Union([Type.String(), Type.Null()]) }, closed),
      Type.Null(),
    ]),
  },
  closed,
);
export type MetadataStatus = Static<typeof MetadataStatus>;

const ExpiringItem = Type.Object(
  {
    kind: Type.String(),
    /** What it is, for people: a connection with the fingerprint of its certificate, an application, an address. */
    name: Type.String(),
    /** The connection or application that it belongs to; null: to the tenant. */
    owner: Type.Union([Type.String(), Type.Null()]),
    endsAt: Time,
    daysLeft: Type.Integer(),
    severity: Type.Union([Type.Literal('fine'), Type.Literal('soon'), Type.Literal('urgent'), Type.Literal('over')]),
  },
  closed,
);

export const DomainProofStatus = Type.Object(
  {
    connection: Type.String(),
    domain: Type.String(),
    /** The text that a TXT record of the domain must have. */
    record: Type.String(),
    checkedAt: Type.Union([Time, Type.Null()]),
    provenAt: Type.Union([Time, Type.Null()]),
    /** Since when the record is missing; null: it is there, or was never looked for. */
    missingSince: Type.Union([Time, Type.Null()]),
  },
  closed,
);
export type DomainProofStatus = Static<typeof DomainProofStatus>;

/** Everything that a page shows beside the settings: what providers publish, what ends, which domains are proven. */
export const LifecycleList = Type.Object(
  { metadata: Type.Array(MetadataStatus), expiring: Type.Array(ExpiringItem), domains: Type.Array(DomainProofStatus) },
  closed,
);
export type LifecycleList = Static<typeof LifecycleList>;

const connection = Type.String({ pattern: `^${connectionIdPattern}$` });
const digest = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
export const MetadataRefreshRequest = Type.Object({ connection }, closed);
export const MetadataDecisionRequest = Type.Object({ connection, digest }, closed);

/** Routes of the broker for administrators. */
export const upkeepRoutes = {
  list: { method: 'GET', path: '/forge/v1/upkeep' },
  refresh: { method: 'POST', path: '/forge/v1/metadata/refresh' },
  approve: { method: 'POST', path: '/forge/v1/metadata/approve' },
  dismiss: { method: 'POST', path: '/forge/v1/metadata/dismiss' },
} as const;

/** What the admin page calls: request and response by name. */
export interface LifecycleRpc {
  'lifecycle.list': { request: Record<string, never>; response: RpcResult<LifecycleList> };
  /** Reads the metadata now; what is wrong with it stands in the status. */
  'metadata.refresh': { request: Static<typeof MetadataRefreshRequest>; response: RpcResult<MetadataStatus> };
  /** Makes the addresses of this digest live, or trusts the returned certificates of this digest. */
  'metadata.approve': { request: Static<typeof MetadataDecisionRequest>; response: RpcResult<MetadataStatus> };
  /** Keeps the addresses of this digest from becoming live, or goes back from them to those of the settings. */
  'metadata.dismiss': { request: Static<typeof MetadataDecisionRequest>; response: RpcResult<MetadataStatus> };
}
