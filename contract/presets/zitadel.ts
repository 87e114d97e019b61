import { oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { Preset, PresetQuestion } from '#contract/presets/preset';
import { serverQuestion } from '#contract/presets/questions';

const question: PresetQuestion = serverQuestion(
  'Of your instance, without a slash at the end: https://borealis-a1b2c3.eu1.zitadel.cloud',
  'Address of ZITADEL',
);
const assign = {
  title: 'Assign people',
  text: 'In the project tick "Check for Project on Authentication" and "Check authorization on authentication", and give people a role under "Authorizations". Without these, everybody of the instance may sign in.',
};

export const zitadel: Preset = {
  id: 'zitadel',
  name: 'ZITADEL',
  consoleUrl: 'https://zitadel.com/admin/instances',
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}',
      questions: [question],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URIs' },
      // Its claim of roles is an object, not a list, and would be refused as groups.
      defaults: oidcDefaults,
      guide: [
        {
          title: 'Create the application',
          text: 'In the console open or create a project, and under "Applications" choose "New". Enter a name, choose "Web", then "Code" as authentication method.',
        },
        {
          title: 'Enter our addresses',
          text: 'Both, then "Create". Set "Authentication Method" to "Basic" if it is another one.',
          paste: [
            { field: 'Redirect URIs', value: '{redirectUri}' },
            { field: 'Post Logout URIs', value: '{postLogoutUri}' },
          ],
        },
        { title: 'Copy the credentials', text: 'Copy "ClientId" and "ClientSecret" into the fields below. The secret is shown only now.' },
        {
          title: 'Send groups, if you want to use them',
          text: 'Add an Action to the flow "Complement Token" that sets a claim with a list of the names of roles, and enter the name of the claim below.',
          paste: [{ field: 'Name of the claim', value: 'groups' }],
        },
        assign,
      ],
      pitfalls: [
        'The claim urn:zitadel:iam:org:project:roles is an object and cannot be used as groups; an Action has to turn it into a list.',
        'People can sign in only when ZITADEL verified their address. An administrator can mark it so.',
      ],
    },
    {
      protocol: 'saml',
      providerMetadataUrl: '{server}/saml/v2/metadata',
      questions: [question],
      fieldNames: {
        entityId: 'Entity ID (the address of the metadata)',
        signOn: 'SingleSignOnService',
        logout: 'SingleLogoutService',
        certificate: 'Certificate of the response',
        ourEntityId: 'Entity ID',
        ourAcsUrl: 'ACS endpoint',
      },
      defaults: {
        ...samlDefaults,
        encryption: 'never',
        nameIdFormat: null,
        subject: { attribute: 'UserID' },
        mapping: {
          email: 'Email',
          firstName: 'FirstName',
          lastName: 'SurName',
          displayName: 'FullName',
          groups: null,
          more: [],
          patterns: [],
        },
      },
      guide: [
        {
          title: 'Create the application',
          text: 'In the console open or create a project, and under "Applications" choose "New". Enter a name and choose "SAML".',
        },
        {
          title: 'Enter our metadata',
          text: 'Enter the address of our metadata, or upload the file, then "Create". ZITADEL reads our addresses and certificates there.',
          paste: [{ field: 'Metadata URL', value: '{metadataUrl}' }],
        },
        {
          title: 'Look at the attributes',
          text: 'Email, FirstName, SurName, FullName, UserName and UserID are sent without further settings.',
        },
        assign,
      ],
      pitfalls: [
        'SAML cannot say whether an address was verified. Where people may register themselves, use OpenID Connect.',
        'ZITADEL reads the metadata when the application is saved. Save it again when our certificate changes.',
      ],
    },
  ],
};
