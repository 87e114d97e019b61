/**
 * The test of a connection by a sign-in: an administrator gets a link that counts once, somebody signs in at the provider
 * with it, and the administrator sees what came back. Nobody is signed in to anything by it.
 */
import { type Static, Type } from 'typebox';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import { TestedConnection } from '#contract/rpc/drafts';
import type { RpcResult } from '#contract/rpc/result';

const closed = { additionalProperties: false } as const;
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** The checks of a connector, in the order in which they are told; those that look at what it proved come behind. */
export const signInCheckNames = [
  'request',
  'provider',
  'answer',
  'exchange',
  'message',
  'decryption',
  'signature',
  'issuer',
  'audience',
  'in-response-to',
  'times',
  'userinfo',
  'context',
  'subject',
  'claims',
] as const;
export type SignInCheckName = (typeof signInCheckNames)[number];

const identityCheckNames = ['email', 'email-domain', 'names', 'groups', 'account', 'applications'] as const;

/** `notice`: people can sign in, but somebody should look at it. `not-reached`: an earlier one failed. */
export const SignInTestCheck = Type.Object(
  {
    name: Type.Enum([...signInCheckNames, ...identityCheckNames] as const),
    result: Type.Enum(['passed', 'notice', 'failed', 'not-reached'] as const),
    text: Type.String(),
  },
  closed,
);
export type SignInTestCheck = Static<typeof SignInTestCheck>;

const TestedIdentity = Type.Object(
  {
    issuer: Type.String(),
    subject: Type.String(),
    email: nullable(Type.Object({ address: Type.String(), verified: Type.Boolean() }, closed)),
    firstName: nullable(Type.String()),
    lastName: nullable(Type.String()),
    displayName: nullable(Type.String()),
    groups: Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'Null: the provider did not tell.' }),
    attributes: Type.Array(Type.Object({ name: Type.String(), values: Type.Array(Type.String()) }, closed)),
    acr: nullable(Type.String()),
    amr: Type.Array(Type.String()),
    authTime: nullable(Type.Integer()),
  },
  closed,
);

/** What a real sign-in would do about the Jira account, found out without doing it. */
const ForeseenAccount = Type.Object(
  {
    outcome: Type.Enum(['bound', 'would-bind', 'would-create', 'refused', 'unknown'] as const),
    text: Type.String(),
    because: Type.String(),
    /** Organizations of the account in Jira today; null where there is no account yet, or Jira did not say. */
    organizations: nullable(Type.Array(Type.String())),
  },
  closed,
);

/** What the sign-in rules would say for the portal, or one application. */
const ForeseenEntry = Type.Object(
  {
    /** Null: the portal. */
    application: nullable(Type.String()),
    name: Type.String(),
    outcome: Type.Enum(['enters', 'second-factor', 'refused'] as const),
    text: Type.String(),
    because: Type.String(),
  },
  closed,
);

/** Which setting is likely wrong, and how to mend it. */
export const SignInTestMend = Type.Object(
  {
    setting: Type.String({ description: 'The field of the connection, or "provider" where it is to be mended there.' }),
    text: Type.String(),
    /** The step of the provider's guide to look at again, with its values filled in. */
    step: nullable(
      Type.Object(
        {
          title: Type.String(),
          text: Type.String(),
          paste: Type.Array(Type.Object({ field: Type.String(), value: Type.String() }, closed)),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type SignInTestMend = Static<typeof SignInTestMend>;

/** What came of it. Everything that a provider wrote is text of a stranger: it is shown as text, never as markup or link. */
export const SignInTestOutcome = Type.Object(
  {
    at: Type.Integer(),
    /** Would this person have got in at the portal, as far as can be told? */
    ok: Type.Boolean(),
    refusal: nullable(Type.Object({ code: Type.String(), title: Type.String(), text: Type.String(), because: Type.String() }, closed)),
    mend: nullable(SignInTestMend),
    checks: Type.Array(SignInTestCheck),
    messages: Type.Array(Type.Object({ kind: Type.String(), text: Type.String() }, closed)),
    claims: Type.Array(Type.Object({ name: Type.String(), values: Type.Array(Type.String()) }, closed)),
    identity: nullable(TestedIdentity),
    account: nullable(ForeseenAccount),
    entries: Type.Array(ForeseenEntry),
  },
  closed,
);
export type SignInTestOutcome = Static<typeof SignInTestOutcome>;

/** `waiting`: nobody has opened the link and gone on. `under-way`: somebody is at the provider. Times in epoch ms. */
export const SignInTestView = Type.Object(
  {
    id: Type.String(),
    state: Type.Enum(['waiting', 'under-way', 'done', 'expired'] as const),
    connection: Type.String(),
    expiresAt: Type.Integer(),
    outcome: nullable(SignInTestOutcome),
  },
  closed,
);
export type SignInTestView = Static<typeof SignInTestView>;

/** `url` holds the ticket: whoever has it may begin the test, once, until `expiresAt`. It is told only here. */
export const StartedSignInTest = Type.Object({ id: Type.String(), url: Type.String(), expiresAt: Type.Integer() }, closed);
export type StartedSignInTest = Static<typeof StartedSignInTest>;

/** What the Forge app asks the broker; rules as for `brokerRoutes`. */
export const signInTestRoutes = {
  start: { method: 'POST', path: '/forge/v1/connections/sign-in-tests' },
  result: { method: 'POST', path: '/forge/v1/connections/sign-in-tests/result' },
} as const;

/** The secret comes along, as with `testConnection`: it is kept sealed until the answer is there, and no longer. */
export const StartSignInTestRequest = Type.Object({ connection: TestedConnection }, closed);
export const SignInTestResultRequest = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) }, closed);
/** Null: there is no such test, or it was an hour ago. */
export const SignInTestResultResponse = Type.Object({ test: nullable(SignInTestView) }, closed);

/** What the admin page calls; a part of `AdminRpc`. */
export interface SignInTestRpc {
  /** Without a new secret the stored one is used, if the draft still leads to the same provider. */
  'connection.test.start': { request: { connection: ConnectionDraft }; response: RpcResult<StartedSignInTest> };
  'connection.test.result': { request: { id: string }; response: RpcResult<SignInTestView | null> };
}
