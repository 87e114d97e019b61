import { oidcDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

export const genericOidc: Preset = {
  id: 'generic-oidc',
  name: 'Other OpenID Connect provider',
  consoleUrl: null,
  variants: [
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [
        issuerQuestion('The address below which the provider publishes /.well-known/openid-configuration: https://id.borealis.example'),
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Redirect URI' },
      defaults: oidcDefaults,
      guide: [
        {
          title: 'Register a confidential client',
          text: 'Create a client (also called application or relying party) for the authorization code flow with a client secret. If the provider can require PKCE with S256, let it.',
        },
        {
          title: 'Enter our addresses',
          text: 'The redirect address is needed. The others are for what their names say, where the provider knows it.',
          paste: [
            { field: 'redirect_uris', value: '{redirectUri}' },
            { field: 'post_logout_redirect_uris', value: '{postLogoutUri}' },
            { field: 'backchannel_logout_uri', value: '{backChannelLogoutUri}' },
            { field: 'initiate_login_uri', value: '{initiateLoginUri}' },
          ],
        },
        {
          title: 'Allow the scopes',
          text: 'The client needs the scopes openid, email and profile. The provider has to say that an e-mail address is verified (email_verified: true), or be the authority for a list of domains.',
        },
        { title: 'Copy the credentials', text: 'Copy the client ID and the client secret into the fields below. The issuer is {issuer}' },
        { title: 'Assign people', text: 'Let the people or groups use the client who may sign in.' },
      ],
      pitfalls: [
        'The issuer is compared letter by letter, a slash at its end included. Take it from "issuer" in the discovery document.',
        'ID tokens are accepted with the one algorithm that is set under the advanced settings; RS256 is usual, but not everywhere the default.',
      ],
    },
  ],
};
