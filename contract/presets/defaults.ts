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

const claimType = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`;

/** The claim types of WS-Federation, which Microsoft's products and some others use in SAML too. */
export const claimTypes: SamlVariant['defaults']['mapping'] = {
  email: claimType('emailaddress'),
  firstName: claimType('givenname'),
  lastName: claimType('surname'),
  displayName: claimType('name'),
  groups: 'http://schemas.xmlsoap.org/claims/Group',
  more: [],
  patterns: [],
};

/** Attributes of LDAP by their object identifiers, as universities send them (MACE-Dir SAML profile; eduMember). */
export const ldapAttributes: SamlVariant['defaults']['mapping'] = {
  email: 'urn:oid:0.9.2342.19200300.100.1.3',
  firstName: 'urn:oid:2.5.4.42',
  lastName: 'urn:oid:2.5.4.4',
  displayName: 'urn:oid:2.16.840.1.113730.3.1.241',
  groups: 'urn:oid:1.3.6.1.4.1.5923.1.5.1.1',
  more: [],
  patterns: [],
};

/** Attributes by the names that the guides tell administrators to enter, where the vendor lets them choose. */
export const chosenAttributes: SamlVariant['defaults']['mapping'] = {
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
