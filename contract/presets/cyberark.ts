import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

const assign = {
  title: 'Assign people',
  text: 'On the page "Permissions" choose "Add", pick the people, groups or roles who may sign in, and leave "Run" ticked, then "Save".',
};

export const cyberArk: Preset = {
  id: 'cyberark',
  name: 'CyberArk Identity',
  alsoCalled: ['Idaptive', 'Centrify'],
  consoleUrl: null,
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'IdP Entity ID / Issuer',
        signOn: 'Single Sign On URL',
        logout: 'Single Logout URL',
        certificate: 'Signing Certificate',
        ourEntityId: 'SP Entity ID / Issuer / Audience',
        ourAcsUrl: 'Assertion Consumer Service (ACS) URL',
      },
      defaults: { ...samlDefaults, encryption: 'never', nameIdFormat: null },
      guide: [
        {
          title: 'Add the application',
          text: 'In the Identity Administration portal open Apps & Widgets > Web Apps, choose "Add Web Apps", tab "Custom", "Add" next to "SAML", "Yes", then "Close". Give it a name on the page "Settings".',
        },
        {
          title: 'Copy the metadata address',
          text: 'On the page "Trust", under "Identity Provider Configuration" > "Metadata", choose "Copy URL" and enter it in the field below.',
        },
        {
          title: 'Enter our addresses',
          text: 'Under "Service Provider Configuration" choose "Metadata", enter our address and choose "Load", or choose "Manual Configuration" and enter the other two. Let "NameID Format" be "unspecified".',
          paste: [
            { field: 'URL of the metadata', value: '{metadataUrl}' },
            { field: 'SP Entity ID / Issuer / Audience', value: '{entityId}' },
            { field: 'Assertion Consumer Service (ACS) URL', value: '{acsUrl}' },
          ],
        },
        {
          title: 'Add the attributes',
          text: 'On the page "SAML Response", under "Attributes", choose "Add" for each. The name is the one on the left.',
          paste: [
            { field: 'email', value: 'LoginUser.Email' },
            { field: 'firstName', value: 'LoginUser.FirstName' },
            { field: 'lastName', value: 'LoginUser.LastName' },
            { field: 'displayName', value: 'LoginUser.DisplayName' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Add one more: the names of roles, or LoginUser.GroupNames for groups of a directory.',
          paste: [{ field: 'groups', value: 'LoginUser.RoleNames' }],
        },
        assign,
      ],
      pitfalls: [
        'CyberArk opens the page "Account Mapping" with userprincipalname as the name of a person. It becomes the NameID, so whoever is renamed has to be linked again.',
        'A new signing certificate is chosen on the page "Trust"; the address of the metadata stays the same.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [
        issuerQuestion(
          'On the page "Trust", with the slash at its end: https://abc1234.id.cyberark.cloud/gatehouse/',
          'OpenID Connect Issuer URL',
        ),
      ],
      fieldNames: {
        clientId: 'OpenID Connect client ID',
        clientSecret: 'OpenID Connect client secret',
        redirectUri: 'Authorized redirect URIs',
      },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Add the application',
          text: 'In the Identity Administration portal open Apps & Widgets > Web Apps, choose "Add Web Apps", tab "Custom", "Add" next to "OpenID Connect", "Yes", then "Close". On the page "Settings" enter an "Application ID", such as gatehouse.',
        },
        {
          title: 'Set up the trust',
          text: 'On the page "Trust", under "Identity Provider Configuration", enter a new client secret and copy it with the client ID into the fields below. Under "Service Provider Configuration" choose "Login initiated by the relying party (RP) only".',
          paste: [{ field: 'Authorized redirect URIs', value: '{redirectUri}' }],
        },
        {
          title: 'Allow the scopes',
          text: 'The scopes openid, email and profile are there by default. Turn off what asks people for consent, if you do not want that.',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the page "Tokens" put this line into the custom logic.',
          paste: [{ field: 'Script', value: "setClaim('groups', LoginUser.RoleNames);" }],
        },
        assign,
      ],
      pitfalls: [
        'The issuer has the application ID and a slash at its end; it changes when the application ID does.',
        'People without the permission "Run" see an error of CyberArk, not of ours.',
      ],
    },
  ],
};
