import { type Static, Type } from 'typebox';
import { CertificateText, EntityId, SamlEndpoint } from '#contract/settings/saml';

const closed = { additionalProperties: false } as const;

/** What may be pasted or uploaded; beyond that it is read from its address. */
export const maxImportTextLength = 200_000;

/** Where a provider's description of itself is read from; an address is checked by the broker, which says what is wrong with it. */
export const ImportSource = Type.Union([
  Type.Object({ kind: Type.Literal('address'), url: Type.String({ maxLength: 2_000 }) }, closed),
  Type.Object({ kind: Type.Literal('text'), text: Type.String({ maxLength: maxImportTextLength }) }, closed),
]);
export type ImportSource = Static<typeof ImportSource>;

/**
 * `saml`: metadata, by its address or as text; `entityId` chooses one of several, `signedBy` is the certificate that it must
 * be signed with. `oidc`: the discovery document, by the issuer.
 */
export const ImportRequest = Type.Union([
  Type.Object(
    {
      protocol: Type.Literal('saml'),
      source: ImportSource,
      entityId: Type.Union([EntityId, Type.Null()]),
      signedBy: Type.Union([CertificateText, Type.Null()]),
    },
    closed,
  ),
  Type.Object({ protocol: Type.Literal('oidc'), issuer: Type.String({ maxLength: 2_000 }) }, closed),
]);
export type ImportRequest = Static<typeof ImportRequest>;

const urgency = Type.Union([Type.Literal('info'), Type.Literal('warning')]);

/** Something that the admin should know before these values are used. */
export const ImportNote = Type.Object({ kind: urgency, text: Type.String() }, closed);
export type ImportNote = Static<typeof ImportNote>;

/** A certificate as people compare it. */
export const CertificateFacts = Type.Object(
  {
    /** PEM, for the settings. */
    pem: Type.String(),
    subject: Type.String(),
    /** SHA-256 of its DER, in upper-case pairs with colons between. */
    fingerprint: Type.String(),
    /** Such as "RSA, 2048 bits". */
    key: Type.String(),
    /** Epoch milliseconds. */
    from: Type.Integer(),
    until: Type.Integer(),
    /** Whole days until it ends; negative once it has. */
    daysLeft: Type.Integer(),
  },
  closed,
);
export type CertificateFacts = Static<typeof CertificateFacts>;

/** What SAML metadata says of one identity provider. */
const SamlImport = Type.Object(
  {
    kind: Type.Literal('saml'),
    entityId: Type.String(),
    /** At least one; the recommended one first. */
    signOn: Type.Array(SamlEndpoint),
    logout: Type.Array(SamlEndpoint),
    certificates: Type.Array(CertificateFacts),
    wantsSignedRequests: Type.Boolean(),
    nameIdFormats: Type.Array(Type.String()),
    /** Epoch milliseconds; null where the metadata does not end. */
    validUntil: Type.Union([Type.Integer(), Type.Null()]),
    /** Was its signature asked for, and good? */
    signatureChecked: Type.Boolean(),
    notes: Type.Array(ImportNote),
  },
  closed,
);
export type SamlImport = Static<typeof SamlImport>;

/** What an OpenID provider says of itself in its discovery document. */
const OidcImport = Type.Object(
  {
    kind: Type.Literal('oidc'),
    issuer: Type.String(),
    authorization: Type.String(),
    token: Type.String(),
    jwks: Type.String(),
    userinfo: Type.Union([Type.String(), Type.Null()]),
    endSession: Type.Union([Type.String(), Type.Null()]),
    /** Null where the provider does not say. */
    scopes: Type.Union([Type.Array(Type.String()), Type.Null()]),
    algorithms: Type.Union([Type.Array(Type.String()), Type.Null()]),
    clientAuth: Type.Union([Type.Array(Type.String()), Type.Null()]),
    notes: Type.Array(ImportNote),
  },
  closed,
);
export type OidcImport = Static<typeof OidcImport>;

/** The metadata speaks of several providers: ask again with the entity id of one. */
const SeveralProviders = Type.Object(
  {
    kind: Type.Literal('several'),
    providers: Type.Array(Type.Object({ entityId: Type.String(), name: Type.Union([Type.String(), Type.Null()]) }, closed)),
  },
  closed,
);

export const ImportResult = Type.Union([SamlImport, OidcImport, SeveralProviders]);
export type ImportResult = Static<typeof ImportResult>;
