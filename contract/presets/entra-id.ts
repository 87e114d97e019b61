import { oidcDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const entraId: Preset = {
  id: 'entra-id',
  name: 'Microsoft Entra ID',
  consoleUrl: 'https://entra.microsoft.com/',
  variants: [
    {
      protocol: 'oidc',
      issuer: 'https://login.microsoftonline.com/{tenantId}/v2.0',
      questions: [
        {
          name: 'tenantId',
          label: 'Directory (tenant) ID',
          hint: 'On the overview page of the app registration: 8f9c2d3e-1111-4222-8333-444455556666',
          pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
        },
      ],
      fieldNames: { clientId: 'Application (client) ID', clientSecret: 'Value', redirectUri: 'Redirect URI' },
      defaults: {
        ...oidcDefaults,
        tokenEndpointAuth: 'client_secret_post',
        mapping: { ...standardClaims, groups: 'groups' },
        // Entra ID never sends email_verified, so its word counts only for the mail domains that are listed.
        emailTrust: 'authoritative',
      },
      guide: [
        {
          title: 'Register the application',
          text: 'In the Microsoft Entra admin center open "App registrations" and choose "New registration". Under "Supported account types" keep "Accounts in this organizational directory only". Under "Redirect URI" choose the platform "Web" and enter {redirectUri}, then "Register".',
        },
        {
          title: 'Create the client secret',
          text: 'Open "Certificates & secrets", tab "Client secrets", and choose "New client secret". Copy the "Value" at once: it is shown only now. The "Secret ID" is something else.',
        },
        {
          title: 'Add the claims',
          text: 'Open "Token configuration". Choose "Add optional claim", type "ID", tick "email", "given_name" and "family_name", then "Add", and agree to turn on the Microsoft Graph permissions. To use groups, choose "Add groups claim" and tick "Security groups".',
        },
        {
          title: 'Limit who may sign in, if you want to',
          text: 'Under "Enterprise applications" open the application, then "Properties", and set "Assignment required?" to "Yes". Add people under "Users and groups".',
        },
        { title: 'Copy the client ID', text: 'On "Overview" copy the "Application (client) ID" into the fields below.' },
      ],
    },
  ],
};
