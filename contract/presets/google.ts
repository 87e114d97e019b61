import { oidcDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const google: Preset = {
  id: 'google',
  name: 'Google Workspace',
  consoleUrl: 'https://console.cloud.google.com/auth/overview',
  variants: [
    {
      protocol: 'oidc',
      issuer: 'https://accounts.google.com',
      questions: [],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Authorized redirect URIs' },
      defaults: { ...oidcDefaults, tokenEndpointAuth: 'client_secret_post' },
      guide: [
        {
          title: 'Prepare the consent screen',
          text: 'In the Google Cloud console choose a project of your organization and open "Google Auth Platform". If it is new, choose "Get started", give the app a name, and under "Audience" choose "Internal", so that only people of your organization can sign in.',
        },
        {
          title: 'Create the client',
          text: 'Open "Clients" and choose "Create client". Choose the application type "Web application". Under "Authorized redirect URIs" choose "Add URI", enter {redirectUri}, then "Create".',
        },
        {
          title: 'Copy the credentials',
          text: 'Copy the "Client ID" and the "Client secret" into the fields below. The secret is shown only once.',
        },
      ],
    },
  ],
};
