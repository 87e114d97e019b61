import { claimTypes, oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset, PresetQuestion } from '#contract/presets/preset';
import { pathSegmentPattern, serverQuestion } from '#contract/presets/questions';

const questions: readonly PresetQuestion[] = [
  serverQuestion('Without a slash at the end: https://sso.borealis.example'),
  { name: 'slug', label: 'Slug of the application', hint: 'As it stands in addresses: gatehouse', pattern: pathSegmentPattern },
];
const assign = {
  title: 'Assign people',
  text: 'Open the application, tab "Policy / Group / User Bindings", and bind the groups or people who may sign in. Without a binding everybody may.',
};

export const authentik: Preset = {
  id: 'authentik',
  name: 'authentik',
  consoleUrl: null,
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}/application/o/{slug}/',
      questions,
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URIs/Origins' },
      // Since version 2025.10 it says of every address that it is not verified.
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Create application and provider',
          text: 'In the admin interface open Applications > Applications and choose "Create with Provider". Enter a name and the slug from above, then choose "OAuth2/OpenID Provider" and an authorization flow.',
        },
        {
          title: 'Enter the redirect address',
          text: 'Keep "Client type" at "Confidential". Let the address be compared by "Strict". Choose a "Signing Key", which makes the algorithm RS256.',
          paste: [{ field: 'Redirect URIs/Origins', value: '{redirectUri}' }],
        },
        {
          title: 'Check the advanced settings',
          text: 'Under "Advanced protocol settings" the scopes are openid, email and profile, "Subject mode" is "Based on the User\'s hashed ID" and "Issuer mode" is "Each provider has a different issuer". Groups are in the scope profile already.',
        },
        {
          title: 'Copy the credentials',
          text: 'Open the provider, choose "Edit", and copy "Client ID" and "Client Secret" into the fields below.',
        },
        assign,
      ],
      pitfalls: [
        'Without a signing key, authentik signs ID tokens with HS256 and they are refused.',
        'Whoever may change the own e-mail address in authentik can take any address of your domains. Turn that off for people ("Allow users to change email"), since their word is trusted here.',
        'given_name is the whole name, and there is no family_name, unless you write scope mappings for them.',
      ],
    },
    {
      protocol: 'saml',
      providerMetadataUrl: '{server}/application/saml/{slug}/metadata/',
      questions,
      fieldNames: {
        entityId: 'EntityID/Issuer',
        signOn: 'SSO URL (Redirect)',
        logout: 'SLO URL (Redirect)',
        certificate: 'Download signing certificate',
        ourEntityId: 'Audience',
        ourAcsUrl: 'ACS URL',
      },
      defaults: {
        ...samlDefaults,
        signed: 'assertion',
        encryption: 'never',
        subject: { attribute: 'http://schemas.goauthentik.io/2021/02/saml/uid' },
        mapping: claimTypes,
      },
      guide: [
        {
          title: 'Create application and provider',
          text: 'In the admin interface open Applications > Applications and choose "Create with Provider". Enter a name and the slug from above, then choose "SAML Provider" and an authorization flow.',
        },
        {
          title: 'Enter our addresses',
          text: 'Set "Service Provider Binding" to "Post".',
          paste: [
            { field: 'ACS URL', value: '{acsUrl}' },
            { field: 'Audience', value: '{entityId}' },
          ],
        },
        {
          title: 'Choose signature and attributes',
          text: 'Under "Advanced protocol settings" choose a "Signing Certificate", tick "Sign assertions", and keep all the default mappings under "Property mappings". "Digest algorithm" and "Signature algorithm" are those with SHA256.',
        },
        assign,
      ],
      pitfalls: [
        'A provider without "Signing Certificate" sends unsigned answers, which are refused.',
        'There are no attributes for first and last name by default, only the whole name. Add property mappings with the names under "Facts about people" if you want them.',
        'Whoever may change the own e-mail address in authentik can take any address of your domains. Turn that off for people ("Allow users to change email").',
      ],
    },
  ],
};
