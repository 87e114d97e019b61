import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

const assign =
  'Under "User access" choose the groups whose people may sign in, or all people, then "Save". A new application of Duo lets nobody in until then.';

export const duo: Preset = {
  id: 'duo',
  name: 'Duo Single Sign-On',
  alsoCalled: ['Cisco Duo', 'Duo Security'],
  consoleUrl: 'https://admin.duosecurity.com/',
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Entity ID',
        signOn: 'Single Sign-On URL',
        logout: 'Single Log-Out URL',
        certificate: 'Certificate',
        ourEntityId: 'Entity ID',
        ourAcsUrl: 'Assertion Consumer Service (ACS) URL',
      },
      // Duo signs both unless told otherwise. The form of the name is what the application says.
      defaults: { ...samlDefaults, signed: 'both', nameIdFormat: null },
      guide: [
        {
          title: 'Add the application',
          text: 'In the Duo Admin Panel open Applications > Application Catalog, look for "Generic SAML Service Provider" with single sign-on, and choose "Add". Single sign-on needs a working authentication source first.',
        },
        {
          title: 'Enter our addresses',
          text: 'Under "Service Provider" leave "Metadata Discovery" at "None (manual input)". "Service Provider Login URL" and "Default Relay State" stay empty.',
          paste: [
            { field: 'Entity ID', value: '{entityId}' },
            { field: 'Assertion Consumer Service (ACS) URL', value: '{acsUrl}' },
            { field: 'Single Logout URL', value: '{logoutUrl}' },
          ],
        },
        {
          title: 'Check name and signatures',
          text: 'Under "SAML Response" let "NameID format" be the one that ends in persistent and "NameID attribute" one that stays for good, such as Username. "Signature algorithm" is "SHA256"; "Sign response" and "Sign assertion" are both ticked.',
        },
        {
          title: 'Map the attributes',
          text: 'Under "Map attributes" choose the attribute of Duo on the left and enter our name on the right.',
          paste: [
            { field: 'Email Address', value: 'email' },
            { field: 'First Name', value: 'firstName' },
            { field: 'Last Name', value: 'lastName' },
            { field: 'Display Name', value: 'displayName' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Under "Role attributes" enter the name of the attribute, and for each role the name that is sent and the groups of Duo that it stands for.',
          paste: [{ field: 'Attribute name', value: 'groups' }],
        },
        {
          title: 'Copy the metadata',
          text: 'Save. Under "Metadata" copy the "Metadata URL" into the field below, or upload the file of "Download XML".',
        },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'First and last name arrive only if the authentication source behind Duo (Active Directory or another provider) sends them.',
        'Groups are sent as roles of this application: a group without a role in "Role attributes" is not sent.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [
        issuerQuestion('Under "Metadata" of the application: https://sso-1a2b3c4d.sso.duosecurity.com/oidc/DI1A2B3C4D5E6F7G8H9I'),
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Sign-In Redirect URLs' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Add the application',
          text: 'In the Duo Admin Panel open Applications > Application Catalog, look for "Generic OIDC Relying Party" and choose "Add". Single sign-on needs a working authentication source first.',
        },
        {
          title: 'Enter the redirect address',
          text: 'Under "Relying Party" keep the grant type "Authorization Code".',
          paste: [{ field: 'Sign-In Redirect URLs', value: '{redirectUri}' }],
        },
        {
          title: 'Allow the scopes',
          text: 'Under "OIDC Response" tick the scopes profile and email. For groups, add a claim to one of them that takes its values from groups.',
          paste: [{ field: 'Name of the claim', value: 'groups' }],
        },
        { title: 'Copy the credentials', text: 'Save. Under "Metadata" copy "Client ID" and "Client Secret" into the fields below.' },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'Claims are empty where the authentication source behind Duo does not send the attribute.',
        'Every application has an issuer of its own, with its client ID at the end; that of another application is refused.',
      ],
    },
  ],
};
