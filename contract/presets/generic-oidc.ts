import { oidcDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { httpUrlPattern } from '#contract/settings/common';

export const genericOidc: Preset = {
  id: 'generic-oidc',
  name: 'Other OpenID Connect provider',
  consoleUrl: null,
  variants: [
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [
        {
          name: 'issuer',
          label: 'Issuer',
          hint: 'The address below which the provider publishes /.well-known/openid-configuration: https://id.borealis.example',
          pattern: httpUrlPattern,
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Redirect URI' },
      defaults: oidcDefaults,
      guide: [
        {
          title: 'Register a confidential client',
          text: 'Create a client (also called application or relying party) for the authorization code flow with a client secret. If the provider can require PKCE with S256, let it.',
        },
        { title: 'Enter the redirect address', text: 'Its one redirect address is {redirectUri}' },
        {
          title: 'Allow the scopes',
          text: 'The client needs the scopes openid, email and profile. The provider has to say that an e-mail address is verified (email_verified: true).',
        },
        { title: 'Copy the credentials', text: 'Copy the client ID and the client secret into the fields below. The issuer is {issuer}' },
      ],
    },
  ],
};
