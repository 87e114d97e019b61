import { oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { serverQuestion } from '#contract/presets/questions';

export const salesforce: Preset = {
  id: 'salesforce',
  name: 'Salesforce',
  consoleUrl: 'https://login.salesforce.com/',
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}',
      questions: [
        serverQuestion(
          'In Setup under "My Domain", or that of a site of Experience Cloud: https://borealis.my.salesforce.com',
          'Address of My Domain',
        ),
      ],
      fieldNames: { clientId: 'Consumer Key', clientSecret: 'Consumer Secret', redirectUri: 'Callback URL' },
      defaults: { ...oidcDefaults, tokenEndpointAuth: 'client_secret_post' },
      guide: [
        {
          title: 'Create the app',
          text: 'In Setup open "External Client App Manager" and choose "New External Client App". Give it a name and a contact, and leave "Distribution State" at "Local".',
        },
        {
          title: 'Turn on OAuth',
          text: 'Under "API (Enable OAuth Settings)" tick "Enable OAuth" and enter the address. Select the scopes "Access unique user identifiers (openid)" and "Access the identity URL service (id, profile, email, address, phone)". Leave "Require Proof Key for Code Exchange (PKCE)" ticked.',
          paste: [{ field: 'Callback URL', value: '{redirectUri}' }],
        },
        {
          title: 'Copy the credentials',
          text: 'Choose "Create". On the tab "Settings", under "OAuth Settings", choose "Consumer Key and Secret", and copy both into the fields below.',
        },
        {
          title: 'Assign people',
          text: 'On the tab "Policies" choose "Edit", set "Permitted Users" to "Admin approved users are pre-authorized", and add the profiles or permission sets whose people may sign in.',
        },
      ],
      pitfalls: [
        'The issuer is the address of My Domain, or of the site of Experience Cloud that people sign in on; https://login.salesforce.com works only where people use that.',
        'A new app works after up to ten minutes. Until then Salesforce says invalid_client_id.',
        'Salesforce sends no groups. People with an address that they have not verified are refused.',
      ],
    },
    {
      protocol: 'saml',
      // Its address has the name of the app in it.
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Issuer',
        signOn: 'SP-Initiated Redirect Endpoint',
        logout: 'Single Logout Endpoint',
        certificate: 'Identity Provider Certificate',
        ourEntityId: 'Entity Id',
        ourAcsUrl: 'ACS URL',
      },
      defaults: {
        ...samlDefaults,
        encryption: 'never',
        nameIdFormat: null,
        // These four are always sent: userId, username, email, is_portal_user.
        subject: { attribute: 'userId' },
        mapping: { ...samlDefaults.mapping, displayName: 'username', groups: null },
      },
      guide: [
        {
          title: 'Turn on the identity provider',
          text: 'In Setup open "Identity Provider" and choose "Enable Identity Provider", with a certificate whose key has 2048 bits or more.',
        },
        {
          title: 'Create the app',
          text: 'Open "App Manager" and choose "New Connected App", where your organization still may; otherwise use OpenID Connect. Under "Web App Settings" tick "Enable SAML". Set "Subject Type" to "User ID", "Name ID Format" to the one that ends in unspecified, and "Signing Algorithm for SAML Messages" to SHA256.',
          paste: [
            { field: 'Entity Id', value: '{entityId}' },
            { field: 'ACS URL', value: '{acsUrl}' },
          ],
        },
        {
          title: 'Send the names',
          text: 'In the app choose "Manage". Under "Custom Attributes" choose "New" for each. userId and email are sent anyway.',
          paste: [
            { field: 'firstName', value: '$User.FirstName' },
            { field: 'lastName', value: '$User.LastName' },
          ],
        },
        {
          title: 'Copy the metadata address',
          text: 'Under "SAML Login Information" copy the "Metadata Discovery Endpoint" into the field below.',
        },
        {
          title: 'Assign people',
          text: 'Under "Profiles" or "Permission Sets" of the app choose "Manage", and pick those whose people may sign in.',
        },
      ],
      pitfalls: [
        'New organizations cannot make connected apps any more; use OpenID Connect there.',
        'A site of Experience Cloud has a metadata address of its own, below the one of the organization.',
      ],
    },
  ],
};
