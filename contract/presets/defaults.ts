import type { OAuth2Variant, OidcVariant, SamlVariant } from '#contract/presets/preset';

/** The claims of OpenID Connect Core 1.0, section 5.1, by their standard names. */
export const standardClaims: OidcVariant['defaults']['mapping'] = {
  email: 'email',
  firstName: 'given_name',
  lastName: 'family_name',
  displayName: 'name',
  groups: null,
  more: [],
  patterns: [],
};

/** What a vendor of OpenID Connect without peculiarities needs; a preset spreads it and says what differs. */
export const oidcDefaults: OidcVariant['defaults'] = {
  endpoints: null,
  tokenEndpointAuth: 'client_secret_basic',
  idTokenAlgorithm: 'RS256',
  scopes: ['openid', 'email', 'profile'],
  acrValues: [],
  maxAgeSeconds: null,
  prompt: null,
  loginFromProvider: false,
  backChannelLogout: false,
  mapping: standardClaims,
  emailTrust: 'verified',
};

/** Attributes by the names that the guides tell administrators to enter, where the vendor lets them choose. */
const chosenAttributes: SamlVariant['defaults']['mapping'] = {
  email: 'email',
  firstName: 'firstName',
  lastName: 'lastName',
  displayName: 'displayName',
  groups: 'groups',
  more: [],
  patterns: [],
};

/** What a vendor of SAML without peculiarities needs. SAML never says of an address that it was checked. */
export const samlDefaults: SamlVariant['defaults'] = {
  signRequests: true,
  signed: 'either',
  encryption: 'accepted',
  allowSha1: false,
  allowCbc: false,
  nameIdFormat: 'persistent',
  subject: 'name-id',
  forceAuthn: false,
  requestedContexts: [],
  clockSkewSeconds: 60,
  loginFromProvider: false,
  mapping: chosenAttributes,
  emailTrust: 'authoritative',
};

/** What a provider of plain OAuth 2.0 needs whose userinfo looks like that of OpenID Connect. */
export const oauth2Defaults: OAuth2Variant['defaults'] = {
  tokenEndpointAuth: 'client_secret_basic',
  scopes: [],
  subject: 'id',
  emailVerified: 'email_verified',
  mapping: standardClaims,
  emailTrust: 'verified',
};
