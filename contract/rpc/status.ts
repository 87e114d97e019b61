import { type Static, Type } from 'typebox';
import { SignInTestMend } from '#contract/rpc/sign-in-test';

/** What a broker runs for a tenant right now. Times in epoch milliseconds. */
export const LiveState = Type.Object(
  {
    epoch: Type.Integer({ minimum: 1 }),
    revision: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { description: 'Null: nothing was activated in this epoch yet.' }),
    activatedAt: Type.Union([Type.Integer(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type LiveState = Static<typeof LiveState>;

/** Where people reach the tenant, and what an admin copies into an identity provider. */
export const TenantAddresses = Type.Object(
  {
    slug: Type.String(),
    portalOrigin: Type.String(),
    /** With the id of a connection, `connectionAddresses` makes everything of it that a provider has to know. */
    loginOrigin: Type.String(),
  },
  { additionalProperties: false },
);
export type TenantAddresses = Static<typeof TenantAddresses>;

/** One thing that a Jira credential was tried for. */
export const JiraCheck = Type.Object(
  {
    name: Type.Union([
      Type.Literal('reach'),
      Type.Literal('sign-in'),
      Type.Literal('administer'),
      Type.Literal('browse-users'),
      Type.Literal('service-desks'),
      Type.Literal('search'),
      Type.Literal('permission-check'),
    ]),
    ok: Type.Boolean(),
    /** A sentence for the admin: what was found, or what stops working and what to do. */
    text: Type.String(),
  },
  { additionalProperties: false },
);
export type JiraCheck = Static<typeof JiraCheck>;

export const JiraTestResult = Type.Object(
  {
    ok: Type.Boolean(),
    account: Type.Union([
      Type.Object({ accountId: Type.String(), displayName: Type.String() }, { additionalProperties: false }),
      Type.Null(),
    ]),
    checks: Type.Array(JiraCheck),
  },
  { additionalProperties: false },
);
export type JiraTestResult = Static<typeof JiraTestResult>;

/** What was found out about a provider without anybody signing in, step by step. */
export const ConnectionTestResult = Type.Object(
  {
    ok: Type.Boolean(),
    checks: Type.Array(Type.Object({ name: Type.String(), ok: Type.Boolean(), text: Type.String() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export type ConnectionTestResult = Static<typeof ConnectionTestResult>;

const ClaimCount = Type.Object({ name: Type.String(), count: Type.Integer({ minimum: 0 }) }, { additionalProperties: false });

/** One step of a sign-in: what was decided, after how long, and why. What arrived is there by name, with how many values. */
const TraceStep = Type.Object(
  {
    step: Type.String(),
    afterMs: Type.Integer(),
    ok: Type.Boolean(),
    because: Type.String(),
    /** Checks of the provider's answer that were passed, in their order. */
    checks: Type.Optional(Type.Array(Type.String())),
    /** What the provider told of the person, under its own names. */
    claims: Type.Optional(Type.Array(ClaimCount)),
    /** What was understood of it. */
    understood: Type.Optional(Type.Array(ClaimCount)),
    /** Values of a refused message that help to see what is wrong with it. Text of a stranger. */
    facts: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);

/** The redacted trace behind a support code. Nothing in it names a person. */
export const SupportTrace = Type.Object(
  {
    supportCode: Type.String(),
    /** When the sign-in, or the step of it, ended. Epoch milliseconds. */
    at: Type.Integer(),
    outcome: Type.Union([Type.Literal('signed-in'), Type.Literal('refused')]),
    /** The error; `signed_in` where there was none. */
    code: Type.String(),
    because: Type.String(),
    step: Type.String(),
    connection: Type.Union([Type.String(), Type.Null()]),
    party: Type.Union([Type.String(), Type.Null()]),
    /** Since the sign-in began; null where none was under way. */
    tookMs: Type.Union([Type.Integer(), Type.Null()]),
    steps: Type.Array(TraceStep),
    /** Which setting is likely wrong, where the provider's answer was refused. */
    mend: Type.Union([SignInTestMend, Type.Null()]),
    /** Id of the provider's messages, where they were kept. */
    kept: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type SupportTrace = Static<typeof SupportTrace>;
