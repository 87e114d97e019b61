import { oauth2Defaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { httpUrlPattern } from '#contract/settings/common';

export const genericOAuth2: Preset = {
  id: 'generic-oauth2',
  name: 'Other OAuth 2.0 provider',
  consoleUrl: null,
  variants: [
    {
      protocol: 'oauth2',
      authorizationUrl: '{authorizationUrl}',
      tokenUrl: '{tokenUrl}',
      userInfoUrl: '{userInfoUrl}',
      emailsUrl: null,
      questions: [
        {
          name: 'authorizationUrl',
          label: 'Authorization address',
          hint: 'Where people sign in: https://id.borealis.example/oauth/authorize',
          pattern: httpUrlPattern,
        },
        {
          name: 'tokenUrl',
          label: 'Token address',
          hint: 'Where codes are redeemed: https://id.borealis.example/oauth/token',
          pattern: httpUrlPattern,
        },
        {
          name: 'userInfoUrl',
          label: 'User address',
          hint: 'Tells as JSON whose access token it is: https://id.borealis.example/api/me',
          pattern: httpUrlPattern,
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Redirect URI' },
      defaults: oauth2Defaults,
      guide: [
        {
          title: 'Look for OpenID Connect first',
          text: 'If the provider has an address that ends in /.well-known/openid-configuration, choose "Other OpenID Connect provider" instead: there the provider signs what it says.',
        },
        {
          title: 'Register a confidential client',
          text: 'Create a client for the authorization code flow with a client secret. If the provider can require PKCE with S256, let it.',
          paste: [{ field: 'Redirect URI', value: '{redirectUri}' }],
        },
        {
          title: 'Allow the scopes',
          text: 'The client needs what the user address asks for; enter the same scopes below.',
        },
        {
          title: 'Say where the facts stand',
          text: 'Look at an answer of the user address and enter the paths: below, under "More options", the one that never changes (id) and where the provider says that it checked the address (email_verified); under "Facts about people" the address (email). A path into an object has dots: profile.email.',
        },
        { title: 'Copy the credentials', text: 'Copy the client ID and the client secret into the fields below.' },
        { title: 'Assign people', text: 'Let the people or groups use the client who may sign in.' },
      ],
      pitfalls: [
        'A subject that people can change themselves, such as a user name or an address, lets one person become another. Take a number or an id.',
        'An address counts only if the provider says that it checked it, or if the provider is the authority for a list of domains.',
      ],
    },
  ],
};
