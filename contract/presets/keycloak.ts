import { oidcDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const keycloak: Preset = {
  id: 'keycloak',
  name: 'Keycloak',
  consoleUrl: null,
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}/realms/{realm}',
      questions: [
        {
          name: 'server',
          label: 'Address of the server',
          hint: 'Without a slash at the end; older servers have "/auth" after the host: https://sso.borealis.example',
          pattern: '^https?://[^\\s/?#@\\\\]+(/[^\\s?#\\\\]*[^\\s?#\\\\/])?$',
        },
        {
          name: 'realm',
          label: 'Realm',
          hint: 'The name as it stands in addresses, in the same letters: customers',
          pattern: '^[^\\s/?#\\\\%{}]+$',
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Valid redirect URIs' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' } },
      guide: [
        {
          title: 'Create the client',
          text: 'In the admin console choose the realm, open "Clients" and choose "Create client". Keep the client type "OpenID Connect", enter a "Client ID" such as gatehouse, then "Next".',
        },
        {
          title: 'Turn on client authentication',
          text: 'Set "Client authentication" to "On". Under "Authentication flow" leave only "Standard flow" ticked, then "Next".',
        },
        { title: 'Enter the redirect address', text: 'Under "Valid redirect URIs" enter {redirectUri}, then "Save".' },
        {
          title: 'Require PKCE',
          text: 'On the tab "Advanced", under "Advanced settings", set "Proof Key for Code Exchange Code Challenge Method" to "S256", then "Save".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the tab "Client scopes" open the dedicated scope of the client, choose "Add mapper" > "By configuration" > "Group Membership", set "Token Claim Name" to groups and "Full group path" to "Off".',
        },
        {
          title: 'Copy the secret',
          text: 'On the tab "Credentials" copy the "Client Secret" into the fields below. People can sign in only while "Email verified" is on for their user.',
        },
      ],
    },
  ],
};
