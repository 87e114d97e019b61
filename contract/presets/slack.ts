import { oidcDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const slack: Preset = {
  id: 'slack',
  name: 'Slack',
  consoleUrl: 'https://api.slack.com/apps',
  variants: [
    {
      protocol: 'oidc',
      issuer: 'https://slack.com',
      questions: [],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URLs' },
      defaults: { ...oidcDefaults, tokenEndpointAuth: 'client_secret_post' },
      guide: [
        {
          title: 'Create the app',
          text: 'On api.slack.com/apps choose "Create New App" > "From scratch", give it a name that your people know, and pick your workspace.',
        },
        {
          title: 'Enter the redirect address',
          text: 'Open "OAuth & Permissions". Under "Redirect URLs" choose "Add New Redirect URL", enter the address, then "Add" and "Save URLs".',
          paste: [{ field: 'Redirect URLs', value: '{redirectUri}' }],
        },
        {
          title: 'Allow the scopes',
          text: 'On the same page, under "User Token Scopes", add openid, email and profile. "Bot Token Scopes" stay empty.',
        },
        {
          title: 'Copy the credentials',
          text: 'Open "Basic Information". Under "App Credentials" copy "Client ID" and "Client Secret" into the fields below.',
        },
        {
          title: 'Assign people',
          text: 'As long as the app is not distributed ("Manage Distribution"), only members of your workspace can use it. Guests are members too: list the domains of the addresses here.',
        },
      ],
      pitfalls: [
        'The addresses must begin with https.',
        'In a workspace where apps need approval, an owner has to approve the app before anybody can sign in.',
        'Slack sends no groups, and a person is another one in each workspace.',
      ],
    },
  ],
};
