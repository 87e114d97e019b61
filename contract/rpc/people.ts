/** People and their second factors, as an administrator sees them. Nobody's name is kept; an address only where one was given. */
import { type Static, Type } from 'typebox';
import type { RpcResult } from '#contract/rpc/result';
import { methodKinds } from '#contract/settings/methods';
import { orNull } from '#contract/settings/words';

const closed = { additionalProperties: false } as const;

export const peopleLimits = {
  /** Rows of one import. */
  importRows: 20_000,
  /** Rows of one call of an import; the page sends one call after the other. */
  rowsOfCall: 500,
  pageRows: 50,
  /** People are counted as far as this. */
  counted: 10_000,
  reasonLength: 200,
  /** An exemption ends after this many days at the latest. */
  exemptDays: 366,
} as const;

/** `policy`: as the rules say. `required`: a second factor in any case. `exempt`: the list of the rules asks for none, until a day. */
export const PersonRule = Type.Enum(['policy', 'required', 'exempt'] as const);
export type PersonRule = Static<typeof PersonRule>;

/** Names a person: by their address (`a`), or by their second factor where nobody gave an address (`s`). */
const PersonId = Type.String({ pattern: '^[as]\\.[A-Za-z0-9_-]{43}$' });
const Reason = Type.String({ maxLength: peopleLimits.reasonLength });
const Method = Type.Enum([...methodKinds]);

/** What is said of a person. `until`: epoch ms, of an exemption alone. */
const Said = { rule: PersonRule, until: orNull(Type.Integer()), reason: Reason };

/** One line of the list. */
export const PersonSummary = Type.Object(
  {
    id: PersonId,
    /** Null where nobody gave one. */
    address: orNull(Type.String()),
    /** The Jira account; null where there is none, or where they have not signed in yet. */
    accountId: orNull(Type.String()),
    rule: PersonRule,
    until: orNull(Type.Integer()),
    /** Have they signed in since they were added? */
    known: Type.Boolean(),
    methods: Type.Array(Method),
  },
  closed,
);
export type PersonSummary = Static<typeof PersonSummary>;

const PersonAct = Type.Object(
  {
    act: Type.Enum(['rule', 'reset', 'pass', 'sessions'] as const),
    reason: Type.String(),
    /** Account id of the administrator, or `operator`. */
    by: Type.String(),
    at: Type.Integer(),
  },
  closed,
);
export type PersonAct = Static<typeof PersonAct>;

/** One person with all that may be known of their second factors. */
export const PersonCard = Type.Object(
  {
    ...PersonSummary.properties,
    /** As Jira has it at this moment; null where it was not asked or did not say. */
    displayName: orNull(Type.String()),
    factors: Type.Array(Type.Object({ kind: Method, addedAt: Type.Integer(), lastUsedAt: orNull(Type.Integer()) }, closed)),
    recoveryCodes: Type.Integer(),
    rememberedBrowsers: Type.Integer(),
    /** The latest first. */
    acts: Type.Array(PersonAct),
    /** It is whoever asks: nobody exempts themselves or gives themselves a pass. */
    self: Type.Boolean(),
  },
  closed,
);
export type PersonCard = Static<typeof PersonCard>;

export const PeopleFilter = Type.Enum(['all', 'required', 'exempt', 'enrolled'] as const);
export type PeopleFilter = Static<typeof PeopleFilter>;

/** `after`: where the page before ended; null for the first. */
export const ListPeopleRequest = Type.Object({ filter: PeopleFilter, after: orNull(Type.String({ maxLength: 120 })) }, closed);
export type ListPeopleRequest = Static<typeof ListPeopleRequest>;
export const PeoplePage = Type.Object(
  {
    people: Type.Array(PersonSummary),
    /** Null where there are no more. */
    next: orNull(Type.String()),
    /** Each as far as `peopleLimits.counted`. */
    counts: Type.Object({ named: Type.Integer(), required: Type.Integer(), exempt: Type.Integer(), enrolled: Type.Integer() }, closed),
  },
  closed,
);
export type PeoplePage = Static<typeof PeoplePage>;

/** The whole e-mail address, or the whole account id. */
export const FindPersonRequest = Type.Object({ text: Type.String({ minLength: 1, maxLength: 320 }) }, closed);
export const FoundPerson = Type.Object({ person: orNull(PersonCard) }, closed);
export const OpenPersonRequest = Type.Object({ id: PersonId }, closed);

export const SavePersonRequest = Type.Object(
  {
    whom: Type.Union([
      Type.Object({ address: Type.String({ minLength: 1, maxLength: 320 }) }, closed),
      Type.Object({ id: PersonId }, closed),
    ]),
    ...Said,
  },
  closed,
);
export type SavePersonRequest = Static<typeof SavePersonRequest>;

export const ImportRow = Type.Object({ line: Type.Integer({ minimum: 1 }), address: Type.String({ maxLength: 320 }), ...Said }, closed);
export type ImportRow = Static<typeof ImportRow>;
/** `dryRun`: nothing is written, and all else is as it would be. */
export const ImportPeopleRequest = Type.Object(
  { rows: Type.Array(ImportRow, { minItems: 1, maxItems: peopleLimits.rowsOfCall }), dryRun: Type.Boolean() },
  closed,
);
export type ImportPeopleRequest = Static<typeof ImportPeopleRequest>;

/** What is wrong with a row, or with what is said of one person. */
const personProblems = [
  'address',
  'duplicate',
  'until-missing',
  'until-past',
  'until-far',
  'until-odd',
  'reason-missing',
  'self',
  'self-unknown',
] as const;
export type PersonProblem = (typeof personProblems)[number];

export const ImportedRow = Type.Object(
  {
    line: Type.Integer(),
    outcome: Type.Enum(['added', 'changed', 'same', 'refused'] as const),
    problem: orNull(Type.Enum([...personProblems])),
  },
  closed,
);
export type ImportedRow = Static<typeof ImportedRow>;
export const ImportPeopleResponse = Type.Object({ rows: Type.Array(ImportedRow) }, closed);

export const ActOnPersonRequest = Type.Object(
  { id: PersonId, reason: Type.String({ minLength: 1, maxLength: peopleLimits.reasonLength }) },
  closed,
);
export type ActOnPersonRequest = Static<typeof ActOnPersonRequest>;
/** How many second factors and signed-in browsers are gone by it, and whether the person is told. */
export const ResetPersonResponse = Type.Object(
  { person: PersonCard, factors: Type.Integer(), sessions: Type.Integer(), told: Type.Boolean() },
  closed,
);
export type ResetPersonResponse = Static<typeof ResetPersonResponse>;
/** The code is told only here. */
export const IssuePassResponse = Type.Object({ person: PersonCard, code: Type.String(), expiresAt: Type.Integer() }, closed);
export type IssuePassResponse = Static<typeof IssuePassResponse>;
export const EndSessionsResponse = Type.Object({ person: PersonCard, sessions: Type.Integer() }, closed);
export type EndSessionsResponse = Static<typeof EndSessionsResponse>;
export const SavedPerson = Type.Object({ person: PersonCard }, closed);
export const ForgetPersonResponse = Type.Object({ forgotten: Type.Literal(true) }, closed);

/** What the Forge app asks the broker; rules as for `brokerRoutes`. */
export const peopleRoutes = {
  list: { method: 'POST', path: '/forge/v1/people/list' },
  find: { method: 'POST', path: '/forge/v1/people/find' },
  open: { method: 'POST', path: '/forge/v1/people/open' },
  save: { method: 'POST', path: '/forge/v1/people/save' },
  import: { method: 'POST', path: '/forge/v1/people/import' },
  reset: { method: 'POST', path: '/forge/v1/people/reset' },
  pass: { method: 'POST', path: '/forge/v1/people/pass' },
  endSessions: { method: 'POST', path: '/forge/v1/people/end-sessions' },
  forget: { method: 'POST', path: '/forge/v1/people/forget' },
} as const;

/** What the admin page calls; a part of `AdminRpc`. */
export interface PeopleRpc {
  'people.list': { request: ListPeopleRequest; response: RpcResult<PeoplePage> };
  /** Null: nobody here is known by it. */
  'people.find': { request: { text: string }; response: RpcResult<PersonCard | null> };
  'people.open': { request: { id: string }; response: RpcResult<PersonCard | null> };
  'people.save': { request: SavePersonRequest; response: RpcResult<PersonCard> };
  'people.import': { request: ImportPeopleRequest; response: RpcResult<readonly ImportedRow[]> };
  /** Everything they signed in with besides their company is gone. It cannot be undone. */
  'people.reset': { request: ActOnPersonRequest; response: RpcResult<ResetPersonResponse> };
  'people.pass': { request: ActOnPersonRequest; response: RpcResult<IssuePassResponse> };
  'people.end-sessions': { request: ActOnPersonRequest; response: RpcResult<EndSessionsResponse> };
  /** What Gatehouse has of the person is gone, their second factors as well. */
  'people.forget': { request: { id: string }; response: RpcResult<null> };
}
