import type { Preset } from '#contract/presets/preset';
import { standardClaims } from '#contract/presets/standard-claims';
import { httpUrlPattern } from '#contract/settings/common';

export const genericOidc: Preset = {
  id: 'generic-oidc',
  name: 'Other OpenID Connect provider',
  issuer: '{issuer}',
  questions: [
    {
      name: 'issuer',
      label: 'Issuer',
      hint: 'The address below which the provider publishes /.well-known/openid-configuration: https://id.borealis.example',
      pattern: httpUrlPattern,
    },
  ],
  defaults: {
    tokenEndpointAuth: 'client_secret_basic',
    idTokenAlgorithm: 'RS256',
    scopes: ['openid', 'email', 'profile'],
    claims: standardClaims,
    emailTrust: 'verified',
  },
  consoleUrl: null,
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
};
