import { chosenAttributes, oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const google: Preset = {
  id: 'google',
  name: 'Google Workspace',
  alsoCalled: ['G Suite', 'Gmail', 'Cloud Identity'],
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
          text: 'Open "Clients" and choose "Create client". Choose the application type "Web application". Under "Authorized redirect URIs" choose "Add URI", enter the address, then "Create".',
          paste: [{ field: 'Authorized redirect URIs', value: '{redirectUri}' }],
        },
        {
          title: 'Copy the credentials',
          text: 'Copy the "Client ID" and the "Client secret" into the fields below. The secret is shown only once.',
        },
        {
          title: 'Assign people',
          text: 'With the audience "Internal" everybody in the organization may sign in. To allow fewer, open Security > Access and data control > API controls in the Google Admin console and set the access of this app for an organizational unit.',
        },
      ],
      pitfalls: [
        'OpenID Connect of Google sends no groups. Use SAML where rules need them.',
        'With the audience "External" anybody with a Google account reaches the sign-in. Only the list of domains of this connection keeps them out.',
      ],
    },
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Entity ID',
        signOn: 'SSO URL',
        logout: null,
        certificate: 'Certificate',
        ourEntityId: 'Entity ID',
        ourAcsUrl: 'ACS URL',
      },
      // Google offers no id of a user in assertions, so the name is the primary address.
      defaults: { ...samlDefaults, signed: 'assertion', encryption: 'never', nameIdFormat: 'email', mapping: chosenAttributes },
      guide: [
        {
          title: 'Create the app',
          text: 'In the Google Admin console (admin.google.com) open Apps > Web and mobile apps and choose "Add app" > "Add custom SAML app". Give it a name, then "Continue".',
        },
        {
          title: 'Take the metadata',
          text: 'Choose "Download metadata" and upload the file below, then "Continue". Google publishes no address for it.',
        },
        {
          title: 'Enter our addresses',
          text: 'Leave "Start URL" empty and "Signed response" unticked. Under "Name ID" choose the format "EMAIL" and "Basic Information > Primary email", then "Continue".',
          paste: [
            { field: 'ACS URL', value: '{acsUrl}' },
            { field: 'Entity ID', value: '{entityId}' },
          ],
        },
        {
          title: 'Add the attributes',
          text: 'Choose "Add mapping" for each: "Primary email", "First name" and "Last name" on the left, these names on the right.',
          paste: [
            { field: 'Primary email', value: 'email' },
            { field: 'First name', value: 'firstName' },
            { field: 'Last name', value: 'lastName' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Under "Group membership (optional)" pick each group that may be told, at most 75, and enter the name of the attribute. Then "Finish".',
          paste: [{ field: 'App attribute', value: 'groups' }],
        },
        {
          title: 'Assign people',
          text: 'Open "User access" and turn the app "ON for everyone", or for organizational units or groups.',
        },
      ],
      pitfalls: [
        'app_not_configured_for_user means that the app is off for this person; a change takes up to 24 hours.',
        'Only groups that were picked are sent, by name. A group that is renamed or added later has to be picked again.',
        'The person is known by the primary address. When it changes, an administrator has to link the account again; OpenID Connect has no such trouble.',
      ],
    },
  ],
};
