import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { serverQuestion } from '#contract/presets/questions';

const assign = {
  title: 'Assign people',
  text: 'Everybody with an account of the tenant may sign in. To allow fewer, close registration under "Sign-in experience" > "Sign-up and sign-in" and invite people.',
};

export const logto: Preset = {
  id: 'logto',
  name: 'Logto',
  consoleUrl: 'https://cloud.logto.io/',
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}/oidc',
      questions: [
        serverQuestion('"Logto endpoint" of the application, without a slash at the end: https://borealis.logto.app', 'Logto endpoint'),
      ],
      fieldNames: { clientId: 'App ID', clientSecret: 'App secret', redirectUri: 'Redirect URIs' },
      defaults: {
        ...oidcDefaults,
        idTokenAlgorithm: 'ES384',
        scopes: ['openid', 'email', 'profile', 'roles'],
        mapping: { ...standardClaims, groups: 'roles' },
      },
      guide: [
        {
          title: 'Create the application',
          text: 'In the Logto Console open "Applications", choose "Create application", then "Traditional web" of any framework, and give it a name.',
        },
        {
          title: 'Enter our addresses',
          text: 'On the tab "Settings" enter both, then "Save changes".',
          paste: [
            { field: 'Redirect URIs', value: '{redirectUri}' },
            { field: 'Post sign-out redirect URIs', value: '{postLogoutUri}' },
          ],
        },
        { title: 'Copy the credentials', text: 'Copy "App ID" and an "App secret" into the fields below.' },
        {
          title: 'Send groups, if you want to use them',
          text: 'Roles of a person (User management, tab "Roles") arrive as groups, by name. Nothing has to be set for that.',
        },
        assign,
      ],
      pitfalls: [
        'Logto signs with ES384 by default. A tenant whose signing key was changed to RSA needs RS256 in the advanced settings.',
        'People who sign in with a phone number or a user name have no address, and cannot sign in here.',
      ],
    },
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'IdP entity ID',
        signOn: 'Single sign-on service URL',
        logout: null,
        certificate: 'SAML signing certificate',
        ourEntityId: 'Service provider (SP) entity ID',
        ourAcsUrl: 'Assertion consumer service URL (Reply URL)',
      },
      // Roles would come as one text with a list in it.
      defaults: { ...samlDefaults, encryption: 'never', mapping: { ...samlDefaults.mapping, groups: null } },
      guide: [
        {
          title: 'Create the application',
          text: 'In the Logto Console open "Applications", choose "Create application", then "SAML", and give it a name.',
        },
        {
          title: 'Enter our addresses',
          text: 'On the tab "Settings". Leave "Name ID format" at "Persistent", which is the id of the user.',
          paste: [
            { field: 'Assertion consumer service URL (Reply URL)', value: '{acsUrl}' },
            { field: 'Service provider (SP) entity ID', value: '{entityId}' },
          ],
        },
        {
          title: 'Map the attributes',
          text: 'On the tab "Attribute mapping" choose the value of the user on the left and enter our name on the right.',
          paste: [
            { field: 'email', value: 'email' },
            { field: 'given_name', value: 'firstName' },
            { field: 'family_name', value: 'lastName' },
            { field: 'name', value: 'displayName' },
          ],
        },
        {
          title: 'Copy the metadata address',
          text: 'On the tab "Settings" copy the "IdP metadata URL" into the field below. It needs an active signing certificate.',
        },
        assign,
      ],
      pitfalls: [
        'SAML cannot say whether an address was verified. Where people may register themselves, use OpenID Connect.',
        'Groups come by OpenID Connect only: in SAML, Logto writes all roles of a person into one value.',
        'Only one signing certificate is in the metadata. Read it again right after another one was made active.',
      ],
    },
  ],
};
