import type { OAuth2Variant, OidcVariant, PresetVariant, SamlVariant } from '#contract/presets/preset';
import type { Mapping } from '#contract/settings/connections/mapping';
import { inlineCode } from '../markdown.ts';

type Row = readonly [what: string, value: string];

/** What the variant fills in, for people: a row for each setting that matters. */
export function defaultRows(variant: PresetVariant): Row[] {
  switch (variant.protocol) {
    case 'saml':
      return samlRows(variant);
    case 'oidc':
      return oidcRows(variant);
    case 'oauth2':
      return oauth2Rows(variant);
    case 'email-code':
      return [];
    default:
      return variant satisfies never;
  }
}

const nameIdForms = {
  persistent: 'persistent',
  email: 'e-mail address',
  unspecified: 'unspecified',
} as const;
const signedParts = {
  assertion: 'the assertion',
  response: 'the response',
  either: 'the assertion, the response, or both',
  both: 'both the assertion and the response',
} as const;
const encryptions = { never: 'not taken', accepted: 'taken', required: 'needed' } as const;
const tokenAuths = {
  client_secret_basic: 'the secret in a header (client_secret_basic)',
  client_secret_post: 'the secret in the form (client_secret_post)',
  private_key_jwt: 'a signature of our own key (private_key_jwt)',
} as const;

function samlRows({ providerMetadataUrl, defaults }: SamlVariant): Row[] {
  const { subject, nameIdFormat, signRequests, signed, encryption, allowSha1, allowCbc, mapping } = defaults;
  return [
    ["Provider's metadata", providerMetadataUrl === null ? 'copied or uploaded' : inlineCode(providerMetadataUrl)],
    ['NameID that is asked for', nameIdFormat === null ? 'none in particular' : nameIdForms[nameIdFormat]],
    ['A person is known by', subject === 'name-id' ? 'the NameID' : inlineCode(subject.attribute)],
    ['Our requests', signRequests ? 'signed (RSA-SHA256)' : 'not signed'],
    ['Has to be signed', `${signedParts[signed]}, with SHA-256 or more${allowSha1 ? ' (SHA-1 is allowed)' : ''}`],
    [
      'Encrypted assertions',
      encryption === 'never' ? encryptions.never : `${encryptions[encryption]}, AES-GCM${allowCbc ? ' and AES-CBC' : ''}`,
    ],
    ...mappingRows(mapping),
    ['E-mail addresses', trustWords.authoritative],
  ];
}

function oidcRows({ issuer, defaults }: OidcVariant): Row[] {
  const { scopes, tokenEndpointAuth, idTokenAlgorithm, mapping, emailTrust } = defaults;
  return [
    ['Issuer', inlineCode(issuer)],
    ['Scopes', inlineCode(scopes.join(' '))],
    ['We prove ourselves by', tokenAuths[tokenEndpointAuth]],
    ['ID tokens are signed with', idTokenAlgorithm],
    ...mappingRows(mapping),
    ['E-mail addresses', trustWords[emailTrust]],
  ];
}

function oauth2Rows({ authorizationUrl, tokenUrl, userInfoUrl, emailsUrl, defaults }: OAuth2Variant): Row[] {
  const { scopes, tokenEndpointAuth, subject, mapping, emailTrust } = defaults;
  return [
    ['Authorization address', inlineCode(authorizationUrl)],
    ['Token address', inlineCode(tokenUrl)],
    ['User address', inlineCode(userInfoUrl)],
    ...(emailsUrl === null ? [] : [['Addresses of the person', inlineCode(emailsUrl)] as const]),
    ['Scopes', scopes.length === 0 ? 'none' : inlineCode(scopes.join(' '))],
    ['We prove ourselves by', tokenAuths[tokenEndpointAuth]],
    ['A person is known by', inlineCode(subject)],
    ...mappingRows(mapping),
    ['E-mail addresses', trustWords[emailTrust]],
  ];
}

const trustWords = {
  verified: 'count if the provider says that it verified them',
  authoritative: 'count for the domains of the connection: the provider is the authority for them',
} as const;

function mappingRows({ email, firstName, lastName, displayName, groups }: Mapping): Row[] {
  return [
    ['E-mail address from', inlineCode(email)],
    ['First name from', inlineCode(firstName)],
    ['Last name from', inlineCode(lastName)],
    ['Whole name from', inlineCode(displayName)],
    ['Groups from', groups === null ? 'nowhere, unless you enter a name' : inlineCode(groups)],
  ];
}
