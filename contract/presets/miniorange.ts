import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

const assign = {
  title: 'Assign people',
  text: 'Under Policies > App Login Policy (or "Login Policy" of the application) pick the group whose people may sign in and how they prove who they are, then "Save".',
};

export const miniOrange: Preset = {
  id: 'miniorange',
  name: 'miniOrange',
  alsoCalled: ['Xecurify'],
  consoleUrl: 'https://login.xecurify.com/moas/login',
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'IDP Entity ID / Issuer',
        signOn: 'SAML Login URL',
        logout: 'SAML Logout URL',
        certificate: 'X.509 Certificate',
        ourEntityId: 'SP Entity ID or Issuer',
        ourAcsUrl: 'ACS URL',
      },
      defaults: { ...samlDefaults, signed: 'assertion', encryption: 'never', nameIdFormat: null },
      guide: [
        {
          title: 'Add the application',
          text: 'In the miniOrange admin console open "Apps", choose "Add Application", the type "SAML", and look for "Custom SAML App".',
        },
        {
          title: 'Enter our addresses',
          text: 'Enter them, or choose "Import SP Metadata" with the address of our metadata. "Sign Assertion" is on and "Encrypt Assertion" is off.',
          paste: [
            { field: 'SP Entity ID or Issuer', value: '{entityId}' },
            { field: 'ACS URL', value: '{acsUrl}' },
            { field: 'Single Logout URL', value: '{logoutUrl}' },
            { field: 'Metadata URL', value: '{metadataUrl}' },
          ],
        },
        {
          title: 'Map the attributes',
          text: 'Under "Attribute Mapping" let "NameID" be a value that stays for good, and add one line for each: our name on the left, the value of the user (E-Mail Address, First Name, Last Name, Group Name) on the right.',
          paste: [
            { field: 'E-Mail Address', value: 'email' },
            { field: 'First Name', value: 'firstName' },
            { field: 'Last Name', value: 'lastName' },
            { field: 'Group Name', value: 'groups' },
          ],
        },
        {
          title: 'Copy the metadata address',
          text: 'In the list of apps choose "Select" > "Metadata" beside the application, and copy the "Metadata URL" into the field below.',
        },
        assign,
      ],
      pitfalls: [
        'By default the NameID is the e-mail address, and whoever gets another one has to be linked again.',
        'miniOrange shows two sets of metadata: one for it as the source of users, one for other providers as the source. The first is meant when its own users sign in.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [
        issuerQuestion(
          '"issuer" in the discovery document, whose address is under "OAuth Endpoints" of the application: https://login.xecurify.com/moas',
        ),
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect-URL' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Add the application',
          text: 'In the miniOrange admin console open "Apps", choose "Add Application", the type "OAuth/OIDC", and look for "OAuth2/OpenID Connect".',
        },
        {
          title: 'Enter the redirect address',
          text: 'Give it a name and enter the address, then "Save".',
          paste: [{ field: 'Redirect-URL', value: '{redirectUri}' }],
        },
        {
          title: 'Choose algorithm and attributes',
          text: 'The signing algorithm is RS256. Under "Attribute Mapping" add email, given_name, family_name, name, and for groups this one.',
          paste: [{ field: 'Attribute for groups', value: 'groups' }],
        },
        { title: 'Copy the credentials', text: 'Copy "Client ID" and "Client Secret" into the fields below.' },
        assign,
      ],
      pitfalls: [
        'ID tokens that are signed with HS256 are refused; the algorithm is a setting of the application.',
        'A single group may be sent as a text instead of a list, which is refused; use SAML then.',
      ],
    },
  ],
};
