import { type Static, Type } from 'typebox';
import { CertificateFacts, ImportNote, ImportSource } from '#contract/rpc/import';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { Party } from '#contract/settings/party';
import { CertificateText, SamlEndpoint } from '#contract/settings/saml';
import { orNull } from '#contract/settings/words';

const closed = { additionalProperties: false } as const;

/** An application as its metadata describes it; the page shows it before anything is taken over. */
export const ImportedApplication = Type.Object(
  {
    entityId: Type.String(),
    /** HTTP-POST addresses, the default first. */
    acs: Type.Array(Type.String()),
    logout: orNull(SamlEndpoint),
    /** What requests are signed with. */
    certificates: Type.Array(CertificateFacts),
    /** Null where it names none that an assertion can be encrypted to (RSA). */
    encryptTo: orNull(CertificateFacts),
    signsRequests: Type.Boolean(),
    wantsSignedAssertions: Type.Boolean(),
    nameIdFormats: Type.Array(Type.String()),
    /** Epoch ms; null where it does not say. */
    validUntil: orNull(Type.Integer()),
    /** Was its signature asked for, and good? */
    signatureChecked: Type.Boolean(),
    notes: Type.Array(ImportNote),
  },
  closed,
);
export type ImportedApplication = Static<typeof ImportedApplication>;

/** A certificate of ours. */
export const OurCertificate = Type.Object(
  {
    ...CertificateFacts.properties,
    /** `signs`: answers are signed with its key now. `next`: they will be. `before`: they were, and some are under way. */
    role: Type.Union([Type.Literal('signs'), Type.Literal('next'), Type.Literal('before')]),
  },
  closed,
);
export type OurCertificate = Static<typeof OurCertificate>;

/** What an application has to know of us. */
export const ApplicationValues = Type.Object(
  {
    certificates: Type.Array(OurCertificate),
    /** Our metadata for it, XML; null until the application is live. */
    metadata: orNull(Type.String()),
  },
  closed,
);
export type ApplicationValues = Static<typeof ApplicationValues>;

/** Somebody made up, as a connection would tell of them. */
export const ExamplePerson = Type.Object(
  {
    connection: Type.String({ pattern: `^${connectionIdPattern}$` }),
    /** The provider's own name for the person. */
    subject: Type.String({ minLength: 1, maxLength: 500 }),
    email: orNull(Type.String({ maxLength: 320 })),
    emailVerified: Type.Boolean(),
    firstName: orNull(Type.String({ maxLength: 200 })),
    lastName: orNull(Type.String({ maxLength: 200 })),
    displayName: orNull(Type.String({ maxLength: 200 })),
    groups: orNull(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 2_000 })),
    /** Facts of `more` in the mapping, by their names. */
    more: Type.Record(Type.String({ maxLength: 40 }), Type.Array(Type.String({ maxLength: 2_000 }), { maxItems: 100 })),
  },
  closed,
);
export type ExamplePerson = Static<typeof ExamplePerson>;

/** Why an application is not told something of a person. */
const withheldBecause = [
  /** The provider did not tell it. */
  'not-told',
  /** There is no Jira account at this application. */
  'no-account',
  /** More groups than an answer has room for: a part of them would look like all. */
  'too-many',
  /** An e-mail address that the provider does not vouch for, that is none, or whose domain the connection may not speak for. */
  'unverified',
  'unusable',
  'not-listed',
  'claimed',
  /** An e-mail address that is not the one of the Jira account in Jira, or of which Jira could not be asked. */
  'of-another-account',
  'account-unchecked',
  /** Several values where there must be one name. */
  'several',
] as const;

export const ToldFact = Type.Object(
  {
    /** Null for the NameID. */
    name: orNull(Type.String()),
    /** Which fact of the person it is; see `Fact` of a party. */
    value: Type.String(),
    /** Null: it is left out. */
    values: orNull(Type.Array(Type.String())),
    withheld: orNull(Type.Enum(withheldBecause)),
  },
  closed,
);
export type ToldFact = Static<typeof ToldFact>;

/** What an application would be told of somebody, by the rules that a sign-in goes by. */
export const ReleasePreview = Type.Object(
  {
    /** Null: the person would get in. The others name what stands against it. */
    refused: orNull(
      Type.Union([Type.Literal('connection-unknown'), Type.Literal('connection-not-admitted'), Type.Literal('name-missing')]),
    ),
    format: Type.String(),
    nameId: ToldFact,
    attributes: Type.Array(ToldFact),
  },
  closed,
);
export type ReleasePreview = Static<typeof ReleasePreview>;

/** With `signedBy` the metadata must be signed with the key of that certificate. */
export const ReadMetadataRequest = Type.Object({ source: ImportSource, signedBy: orNull(CertificateText) }, closed);
export type ReadMetadataRequest = Static<typeof ReadMetadataRequest>;
export const ReadMetadataResponse = Type.Object({ application: ImportedApplication }, closed);
export const ApplicationValuesRequest = Type.Object({ id: orNull(Party.properties.id), algorithm: Party.properties.algorithm }, closed);
export const PreviewReleaseRequest = Type.Object({ party: Party, person: ExamplePerson }, closed);
export const PreviewReleaseResponse = Type.Object({ preview: ReleasePreview }, closed);
