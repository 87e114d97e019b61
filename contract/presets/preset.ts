import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { PresetId } from '#contract/settings/connections/preset-id';
import type { SamlConnection } from '#contract/settings/connections/saml';

/** A question that the admin page asks for a preset instead of raw addresses. */
export interface PresetQuestion {
  /** Name used in addresses as `{name}`. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** Regular expression (anchored) that an answer must match. */
  readonly pattern: string;
}

/** A value that is carried to the vendor's page as it is, so it gets a button to copy it. */
interface PresetPaste {
  /** What the vendor calls the place, or what is entered beside the value. */
  readonly field: string;
  /** A text with marks, like that of a step. */
  readonly value: string;
}

export interface PresetStep {
  readonly title: string;
  /**
   * Plain text. Marks in braces stand for values of this connection: our own addresses by their names in
   * `connectionAddresses` ({redirectUri}, {acsUrl}, {entityId}, {metadataUrl} ...), and what the questions make
   * ({issuer} of OpenID Connect, {providerMetadataUrl} of SAML).
   */
  readonly text: string;
  /** What is entered in this step, in the order of the vendor's page. */
  readonly paste?: readonly PresetPaste[];
}

interface VariantBase {
  readonly questions: readonly PresetQuestion[];
  readonly guide: readonly PresetStep[];
  /** What usually goes wrong with this vendor: a sentence or two each, the likeliest first. */
  readonly pitfalls: readonly string[];
}

/** What each connection says for itself, so no preset can. */
type Own = 'id' | 'preset' | 'name' | 'enabled' | 'domains' | 'protocol';

export interface OidcVariant extends VariantBase {
  readonly protocol: 'oidc';
  /** Issuer with `{answer}` marks of `questions`; "{issuer}" where the admin enters the whole address. */
  readonly issuer: string;
  /** What the vendor's own pages call the values. */
  readonly fieldNames: { readonly clientId: string; readonly clientSecret: string; readonly redirectUri: string };
  readonly defaults: Omit<OidcConnection, Own | 'issuer' | 'clientId' | 'clientSecret'>;
}

export interface SamlVariant extends VariantBase {
  readonly protocol: 'saml';
  /** Where the provider publishes its metadata, with `{answer}` marks; null where it has to be downloaded or copied. */
  readonly providerMetadataUrl: string | null;
  /** What the vendor's own pages call the values: first theirs, which come here, then ours, which go there. */
  readonly fieldNames: {
    readonly entityId: string;
    readonly signOn: string;
    readonly logout: string | null;
    readonly certificate: string;
    readonly ourEntityId: string;
    readonly ourAcsUrl: string;
  };
  readonly defaults: Omit<SamlConnection, Own | 'entityId' | 'signOn' | 'logout' | 'certificates' | 'metadata'>;
}

export interface OAuth2Variant extends VariantBase {
  readonly protocol: 'oauth2';
  /** Addresses with `{answer}` marks of `questions`. */
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  readonly emailsUrl: string | null;
  readonly fieldNames: { readonly clientId: string; readonly clientSecret: string; readonly redirectUri: string };
  readonly defaults: Omit<
    OAuth2Connection,
    Own | 'authorizationUrl' | 'tokenUrl' | 'userInfoUrl' | 'emailsUrl' | 'clientId' | 'clientSecret'
  >;
}

/** Nothing to ask and nothing to fill in: there is no provider. */
interface EmailCodeVariant extends VariantBase {
  readonly protocol: 'email-code';
}

export interface VariantOf {
  readonly oidc: OidcVariant;
  readonly saml: SamlVariant;
  readonly oauth2: OAuth2Variant;
  readonly 'email-code': EmailCodeVariant;
}
export type PresetVariant = VariantOf[keyof VariantOf];

/** A vendor is a row of data, never a class. */
export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  /** Other names that people look for, former ones too. */
  readonly alsoCalled?: readonly string[];
  /** Where the vendor's administrators work; null where each company has its own address. */
  readonly consoleUrl: string | null;
  /** One for each protocol that the vendor speaks, the one to recommend first. */
  readonly variants: readonly [PresetVariant, ...PresetVariant[]];
}
