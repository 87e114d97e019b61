import { type Static, Type } from 'typebox';
import { PersonRule } from '#contract/rpc/people';
import type { RpcResult } from '#contract/rpc/result';
import { Country } from '#contract/settings/common';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { MethodKind } from '#contract/settings/methods';
import { partyIdPattern } from '#contract/settings/party-id-pattern';
import { PolicySettings } from '#contract/settings/policy';
import { PolicyOutcome } from '#contract/settings/policy/rules';
import { Strength } from '#contract/settings/policy/strength';
import { SecondFactorSettings } from '#contract/settings/second-factor';
import { orNull } from '#contract/settings/words';

const closed = { additionalProperties: false } as const;

/** `portal`, or the short name of an application. */
export const ApplicationName = Type.String({ pattern: `^(portal|${partyIdPattern})$` });

/** Somebody made up who signs in: all that rules look at, and what the person could show. */
export const DescribedPerson = Type.Object(
  {
    connection: Type.String({ pattern: `^${connectionIdPattern}$` }),
    email: orNull(Type.String({ maxLength: 320 })),
    /** Null: the provider does not tell. */
    groups: orNull(Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 200 })),
    application: ApplicationName,
    /** Where from: the broker finds the named networks that it is in. */
    address: orNull(Type.String({ maxLength: 45 })),
    country: orNull(Country),
    /** What the company has proved, by the table of its connection. */
    providerProved: Type.Union([Type.Literal('none'), ...Strength.anyOf]),
    newBrowser: Type.Boolean(),
    /** The person had this browser remembered, and it still counts. */
    rememberedBrowser: Type.Boolean(),
    newCountry: Type.Boolean(),
    impossibleTravel: Type.Boolean(),
    recentFailures: Type.Integer({ minimum: 0, maximum: 50 }),
    firstSignIn: Type.Boolean(),
    /** What an administrator said of this very person, on the page *People*. */
    person: PersonRule,
    /** Epoch ms; null: now. */
    at: orNull(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 })),
    /** What they have set up, or were given. */
    factors: Type.Array(MethodKind, { maxItems: 9, uniqueItems: true }),
  },
  closed,
);
export type DescribedPerson = Static<typeof DescribedPerson>;

/** Settings that are not saved yet. */
export const PolicyDraft = Type.Object({ policy: PolicySettings, secondFactor: SecondFactorSettings }, closed);
export type PolicyDraft = Static<typeof PolicyDraft>;

const methods = Type.Array(MethodKind);

/** What a rule wants, and how that stands with what the person has shown before any second factor. */
export const ForeseenDemand = Type.Object(
  {
    part: Type.Enum(['list', 'otherwise', 'raise', 'person'] as const),
    /** Its place in that part; 0 for `otherwise`, and for what was said of the person alone. */
    index: Type.Integer(),
    /** What it is called; those two have no name. */
    name: orNull(Type.String()),
    outcome: PolicyOutcome,
    /** Null: it is open until something is shown. */
    metBy: orNull(Type.Enum(['nothing-asked', 'remembered-browser'] as const)),
    /** What of that which the person has would meet it. */
    couldMeet: methods,
  },
  closed,
);
export type ForeseenDemand = Static<typeof ForeseenDemand>;

/** One step of the sign-in after the company's part. */
export const ForeseenStep = Type.Union([
  Type.Object({ kind: Type.Literal('ask-provider'), strength: Strength }, closed),
  Type.Object({ kind: Type.Literal('challenge'), methods }, closed),
  Type.Object({ kind: Type.Literal('enrol'), methods, mayWaitDays: Type.Integer() }, closed),
  Type.Object({ kind: Type.Literal('enter') }, closed),
  Type.Object({ kind: Type.Literal('deny') }, closed),
  Type.Object({ kind: Type.Literal('unreachable') }, closed),
]);
export type ForeseenStep = Static<typeof ForeseenStep>;

export const Foreseen = Type.Object(
  {
    /** The rule of `deny` that ends it. */
    denied: orNull(Type.Object({ index: Type.Integer(), name: Type.String() }, closed)),
    demands: Type.Array(ForeseenDemand),
    /** How it goes on, step by step, as if each was passed by the first way offered. */
    steps: Type.Array(ForeseenStep, { minItems: 1 }),
    /** In the words of traces. */
    because: Type.String(),
    networks: Type.Array(Type.String()),
    /** What the sign-in was held against: of the address, where none was described. */
    country: orNull(Type.String()),
    /** The policy that the application goes by. */
    policy: PolicySettings,
  },
  closed,
);
export type Foreseen = Static<typeof Foreseen>;

/** What a broker can do for second factors. */
export const SecondFactorState = Type.Object(
  {
    /** Methods that work here once they are switched on. */
    ready: methods,
    /** Has the operator set up what messages are sent through? */
    senders: Type.Object({ mail: Type.Boolean(), sms: Type.Boolean(), otp: Type.Boolean() }, closed),
    /** Has the operator given it a database of which address is in which country? */
    countries: Type.Boolean(),
    /** Then whoever shows a country names its source beside it; null where that is not asked for. */
    countriesBy: orNull(Type.String()),
  },
  closed,
);
export type SecondFactorState = Static<typeof SecondFactorState>;

export const ForeseeRequest = Type.Object({ person: DescribedPerson, draft: orNull(PolicyDraft) }, closed);
export const SendTestRequest = Type.Union([
  Type.Object({ way: Type.Literal('mail'), to: Type.String({ minLength: 3, maxLength: 320 }) }, closed),
  // To the countries of the settings that are live, and no others.
  Type.Object({ way: Type.Literal('sms'), to: Type.String({ minLength: 4, maxLength: 40 }) }, closed),
]);
export type SendTestRequest = Static<typeof SendTestRequest>;
/** `sent`: taken over by the service. The text is for the administrator who asked. */
export const SendTestResult = Type.Object({ sent: Type.Boolean(), text: Type.String() }, closed);
export type SendTestResult = Static<typeof SendTestResult>;

/** What the Forge app asks the broker; rules as for `brokerRoutes`. */
export const secondFactorRoutes = {
  state: { method: 'GET', path: '/forge/v1/second-factor/state' },
  /** Decides, and changes nothing. */
  foresee: { method: 'POST', path: '/forge/v1/second-factor/foresee' },
  sendTest: { method: 'POST', path: '/forge/v1/second-factor/send-test' },
} as const;

/** What the admin page calls; a part of `AdminRpc`. */
export interface SecondFactorRpc {
  'second-factor.state': { request: Record<string, never>; response: RpcResult<SecondFactorState> };
  /** Without a draft by what is live at the broker. */
  'second-factor.foresee': { request: { person: DescribedPerson; draft: PolicyDraft | null }; response: RpcResult<Foreseen> };
  'second-factor.send-test': { request: SendTestRequest; response: RpcResult<SendTestResult> };
}
