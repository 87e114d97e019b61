import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

const assign =
  'On the tab "Access" pick the groups whose people may sign in; without one, everybody in the environment may. Then switch the application on at the top.';

export const pingOne: Preset = {
  id: 'pingone',
  name: 'PingOne',
  alsoCalled: ['Ping Identity'],
  consoleUrl: 'https://console.pingone.com/',
  variants: [
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [
        issuerQuestion(
          'On the tab "Configuration" of the application: https://auth.pingone.eu/8f9c2d3e-1111-4222-8333-444455556666/as',
          'Issuer ID',
        ),
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URIs' },
      // Its claim email_verified is not there by default.
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Add the application',
          text: 'In the PingOne console open Applications > Applications and choose "+". Give it a name, choose "OIDC Web App", then "Save".',
        },
        {
          title: 'Enter our addresses',
          text: 'On the tab "Configuration" choose the pencil. Keep "Response Type" at "Code" and "Grant Type" at "Authorization Code", set "PKCE Enforcement" to "S256_REQUIRED" and "Token Endpoint Authentication Method" to "Client Secret Basic", then "Save".',
          paste: [
            { field: 'Redirect URIs', value: '{redirectUri}' },
            { field: 'Signoff URLs', value: '{postLogoutUri}' },
          ],
        },
        {
          title: 'Allow the scopes',
          text: 'On the tab "Resources" choose the pencil and add the scopes email and profile of OpenID Connect.',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the tab "Attribute Mappings" choose the pencil, then "Add", and map it to "Group Names".',
          paste: [{ field: 'Attribute', value: 'groups' }],
        },
        {
          title: 'Copy the credentials',
          text: 'On the tab "Configuration" copy the "Client ID" and the "Client Secret" into the fields below.',
        },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'An ID token without e-mail address means that the scope email was not added on the tab "Resources".',
        'A new application is off; until it is switched on, PingOne shows an error of its own.',
      ],
    },
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Issuer ID',
        signOn: 'Single Signon Service',
        logout: 'Single Logout Service',
        certificate: 'Signing Certificate',
        ourEntityId: 'Entity ID',
        ourAcsUrl: 'ACS URLs',
      },
      // saml_subject is the id of the user, which never changes; its format is that of the application.
      defaults: { ...samlDefaults, nameIdFormat: null },
      guide: [
        {
          title: 'Add the application',
          text: 'In the PingOne console open Applications > Applications and choose "+". Give it a name, choose "SAML Application", then "Configure".',
        },
        {
          title: 'Enter our addresses',
          text: 'Choose "Manually Enter", then "Save". On the tab "Configuration" you can add the logout address as "SLO Endpoint" and "SLO Response Endpoint", binding "HTTP Redirect".',
          paste: [
            { field: 'ACS URLs', value: '{acsUrl}' },
            { field: 'Entity ID', value: '{entityId}' },
            { field: 'SLO Endpoint', value: '{logoutUrl}' },
          ],
        },
        {
          title: 'Check the signature',
          text: 'On the tab "Configuration", "Sign Assertion" or "Sign Assertion & Response" is chosen and "Signing Algorithm" is "RSA_SHA256".',
        },
        {
          title: 'Add the attributes',
          text: 'On the tab "Attribute Mappings" leave saml_subject at "User ID" and choose "Add" for each of these: Email Address, Given Name, Family Name, and for groups Group Names.',
          paste: [
            { field: 'Email Address', value: 'email' },
            { field: 'Given Name', value: 'firstName' },
            { field: 'Family Name', value: 'lastName' },
            { field: 'Group Names', value: 'groups' },
          ],
        },
        {
          title: 'Copy the metadata address',
          text: 'On the tab "Overview" or "Configuration" copy the "IDP Metadata URL" into the field below.',
        },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'The attributes are missing until somebody maps them: by default PingOne sends saml_subject alone.',
        'A new application is off; until it is switched on, PingOne shows an error of its own.',
      ],
    },
  ],
};
