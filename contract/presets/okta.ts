import { oidcDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const okta: Preset = {
  id: 'okta',
  name: 'Okta',
  consoleUrl: 'https://login.okta.com/',
  variants: [
    {
      protocol: 'oidc',
      // The org authorization server. Custom ones (/oauth2/default) need a licence that not everybody has.
      issuer: 'https://{domain}',
      questions: [
        {
          name: 'domain',
          label: 'Okta domain',
          hint: 'As in the address of the sign-in page, without "-admin": borealis.okta.com',
          pattern: '^(?!.*-admin\\.okta)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$',
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Sign-in redirect URIs' },
      defaults: { ...oidcDefaults, scopes: ['openid', 'email', 'profile', 'groups'], mapping: { ...standardClaims, groups: 'groups' } },
      guide: [
        {
          title: 'Create the app integration',
          text: 'In the Okta Admin Console open Applications > Applications and choose "Create App Integration". Select "OIDC - OpenID Connect" and "Web Application", then "Next".',
        },
        {
          title: 'Fill in the form',
          text: 'Give it a name that your people know. Leave "Authorization Code" as the only grant type. Under "Sign-in redirect URIs" replace what is there by {redirectUri} and remove the sign-out redirect URI. Under "Assignments" choose who may sign in, then "Save".',
        },
        {
          title: 'Require PKCE',
          text: 'On the tab "General", under "Client Credentials", choose "Edit" and tick "Require PKCE as additional verification".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the tab "Sign On", under "OpenID Connect ID Token", choose "Edit". Set "Groups claim type" to "Filter" and the filter to: groups, Matches regex, .*',
        },
        {
          title: 'Copy the credentials',
          text: 'On the tab "General", under "Client Credentials", copy the "Client ID" and the "Client secret" into the fields below.',
        },
      ],
    },
  ],
};
