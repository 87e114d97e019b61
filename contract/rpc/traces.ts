/** Sign-ins as an administrator may see them, and the messages of providers that are kept for an hour at their wish. */
import { type Static, Type } from 'typebox';
import type { RpcResult } from '#contract/rpc/result';
import { connectionIdPattern } from '#contract/settings/connections/base';

const closed = { additionalProperties: false } as const;
const Outcome = Type.Union([Type.Literal('signed-in'), Type.Literal('refused')]);

/** A capture that runs. `kept`: sign-ins whose messages were kept so far. Times in epoch milliseconds. */
export const RunningCapture = Type.Object({ startedAt: Type.Integer(), endsAt: Type.Integer(), kept: Type.Integer() }, closed);
export type RunningCapture = Static<typeof RunningCapture>;

/** What goes on at a connection that is live. `lastSignInAt`: null where nobody signed in within the last 30 days. */
export const ConnectionActivity = Type.Object(
  {
    id: Type.String(),
    lastSignInAt: Type.Union([Type.Integer(), Type.Null()]),
    capture: Type.Union([RunningCapture, Type.Null()]),
  },
  closed,
);
export type ConnectionActivity = Static<typeof ConnectionActivity>;

/** One line of a list of sign-ins; `support.find` tells the rest. */
export const SignInSummary = Type.Object(
  {
    supportCode: Type.String(),
    at: Type.Integer(),
    outcome: Outcome,
    /** The error; `signed_in` where there was none. */
    code: Type.String(),
    party: Type.Union([Type.String(), Type.Null()]),
    tookMs: Type.Union([Type.Integer(), Type.Null()]),
  },
  closed,
);
export type SignInSummary = Static<typeof SignInSummary>;

/** A sign-in whose messages are kept. `code`: the refusal of the provider's answer, `proven` where it was taken. */
const KeptSummary = Type.Object({ id: Type.String(), at: Type.Integer(), code: Type.String() }, closed);

export const CaptureState = Type.Object(
  { capture: Type.Union([RunningCapture, Type.Null()]), kept: Type.Array(KeptSummary) },
  { ...closed, description: 'The capture that runs for a connection, and what is kept of its sign-ins, newest first.' },
);
export type CaptureState = Static<typeof CaptureState>;

/** Messages of one sign-in, without signatures, certificates and tokens. Text of a stranger: shown as text, never as markup. */
export const KeptMessages = Type.Object(
  {
    id: Type.String(),
    connection: Type.String(),
    at: Type.Integer(),
    code: Type.String(),
    messages: Type.Array(Type.Object({ kind: Type.String(), text: Type.String() }, closed)),
  },
  closed,
);
export type KeptMessages = Static<typeof KeptMessages>;

/** What the Forge app asks the broker; rules as for `brokerRoutes`. */
export const traceRoutes = {
  activity: { method: 'GET', path: '/forge/v1/sign-ins/activity' },
  signIns: { method: 'POST', path: '/forge/v1/sign-ins/list' },
  captureState: { method: 'POST', path: '/forge/v1/captures/state' },
  startCapture: { method: 'POST', path: '/forge/v1/captures/start' },
  stopCapture: { method: 'POST', path: '/forge/v1/captures/stop' },
  forgetCaptured: { method: 'POST', path: '/forge/v1/captures/forget' },
  readCaptured: { method: 'POST', path: '/forge/v1/captures/read' },
} as const;

export const ActivityResponse = Type.Object({ connections: Type.Array(ConnectionActivity) }, closed);
export const OfConnection = Type.Object({ connection: Type.String({ pattern: `^${connectionIdPattern}$` }) }, closed);
export type OfConnection = Static<typeof OfConnection>;
export const SignInsResponse = Type.Object({ signIns: Type.Array(SignInSummary) }, closed);
export const ReadCapturedRequest = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) }, closed);
export const ReadCapturedResponse = Type.Object({ kept: Type.Union([KeptMessages, Type.Null()]) }, closed);

/** What the admin page calls; a part of `AdminRpc`. */
export interface TracesRpc {
  /** Of every connection that is live: its last sign-in, and whether its messages are kept at the moment. */
  'connection.activity': { request: Record<string, never>; response: RpcResult<readonly ConnectionActivity[]> };
  /** The latest sign-ins and refusals of a connection, newest first. */
  'connection.sign-ins': { request: OfConnection; response: RpcResult<readonly SignInSummary[]> };
  'connection.capture.state': { request: OfConnection; response: RpcResult<CaptureState> };
  /** For one hour. Everybody who signs in by this connection is told before they leave for the provider. */
  'connection.capture.start': { request: OfConnection; response: RpcResult<CaptureState> };
  /** What was kept so far stays for a day. */
  'connection.capture.stop': { request: OfConnection; response: RpcResult<CaptureState> };
  /** Deletes what is kept of a connection, at once. */
  'connection.capture.forget': { request: OfConnection; response: RpcResult<CaptureState> };
  /** Null: it was deleted, or is a day old. */
  'connection.capture.read': { request: { id: string }; response: RpcResult<KeptMessages | null> };
}
