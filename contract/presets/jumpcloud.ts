import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

const assign =
  'On the tab "User Groups" tick the groups whose people may sign in, then "Save". A person in none of them is told by JumpCloud that there is no access.';

export const jumpCloud: Preset = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  consoleUrl: 'https://console.jumpcloud.com/',
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'IdP Entity ID',
        signOn: 'IDP URL',
        logout: null,
        certificate: 'IDP Certificate',
        ourEntityId: 'SP Entity ID',
        ourAcsUrl: 'ACS URLs',
      },
      // The form of the name is what the application says.
      defaults: { ...samlDefaults, encryption: 'never', nameIdFormat: null, mapping: { ...samlDefaults.mapping, groups: 'memberOf' } },
      guide: [
        {
          title: 'Add the application',
          text: 'In the JumpCloud Admin Portal open Access > SSO Applications, choose "+ Add New Application", then "Custom Application", "Next", tick "Manage Single Sign-On (SSO)" and "Configure SSO with SAML", "Next", give it a name, "Save Application", "Configure Application".',
        },
        {
          title: 'Enter the addresses',
          text: 'On the tab "SSO". Choose an "IdP Entity ID" that is yours alone, such as the name of your company. Set "SAMLSubject NameID" to "email", "SAMLSubject NameID Format" to the one that ends in emailAddress, "Signature Algorithm" to "RSA-SHA256", and "Sign" to "Assertion" or to "Response and Assertion".',
          paste: [
            { field: 'SP Entity ID', value: '{entityId}' },
            { field: 'ACS URLs', value: '{acsUrl}' },
          ],
        },
        {
          title: 'Add the attributes',
          text: 'Under "Attributes" > "User Attribute Mapping" choose "add attribute" for each: our name on the left, the JumpCloud attribute (email, firstname, lastname, displayname) on the right.',
          paste: [
            { field: 'email', value: 'email' },
            { field: 'firstname', value: 'firstName' },
            { field: 'lastname', value: 'lastName' },
            { field: 'displayname', value: 'displayName' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Under "Group Attributes" tick "include group attribute" and enter the name, then "Save".',
          paste: [{ field: 'Groups Attribute Name', value: 'memberOf' }],
        },
        {
          title: 'Copy the metadata',
          text: 'On the tab "SSO" choose "Copy Metadata URL" and enter it below, or "Export Metadata" and upload the file.',
        },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'Only groups that are bound to this application are sent, and none while "include group attribute" is off.',
        'The IdP Entity ID must not be that of another application of yours, and the metadata has to be read again after it was changed.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: 'https://oauth.id.{domain}/',
      questions: [
        {
          name: 'domain',
          label: 'JumpCloud domain',
          hint: 'What follows "console." in the address of your Admin Portal: jumpcloud.com, or eu.jumpcloud.com in Europe',
          pattern: '^([a-z]{2}\\.)?jumpcloud\\.com$',
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URIs' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Add the application',
          text: 'In the JumpCloud Admin Portal open Access > SSO Applications, choose "+ Add New Application", then "Custom Application", "Next", tick "Manage Single Sign-On (SSO)" and "Configure SSO with OIDC", "Next", give it a name, "Save Application", "Configure Application".',
        },
        {
          title: 'Enter the redirect address',
          text: 'On the tab "SSO" set "Client Authentication Type" to "Client Secret Basic". "Login URL" is the address of your help centre; nothing depends on it.',
          paste: [{ field: 'Redirect URIs', value: '{redirectUri}' }],
        },
        {
          title: 'Add the attributes',
          text: 'Under "Attribute Mapping" > "Standard Scopes" tick "Email" and "Profile".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Under "Group Attributes" tick "include group attribute" and enter the name.',
          paste: [{ field: 'Groups Attribute Name', value: 'groups' }],
        },
        {
          title: 'Copy the credentials',
          text: 'Choose "Activate". JumpCloud shows "Client ID" and "Client Secret" once: copy both into the fields below.',
        },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'All companies of a region have the same issuer; who may sign in depends on this application alone, and on the domains of this connection.',
        'Only groups that are bound to this application are sent, and none while "include group attribute" is off.',
      ],
    },
  ],
};
