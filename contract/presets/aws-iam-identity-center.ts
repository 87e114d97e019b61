import { samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

/** How IAM Identity Center writes an attribute of the user. */
const ofUser = (name: string) => `\${user:${name}}`;

export const awsIamIdentityCenter: Preset = {
  id: 'aws-iam-identity-center',
  name: 'AWS IAM Identity Center',
  alsoCalled: ['AWS SSO', 'AWS Single Sign-On', 'Amazon'],
  consoleUrl: 'https://console.aws.amazon.com/singlesignon/home',
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'IAM Identity Center SAML issuer URL',
        signOn: 'IAM Identity Center sign-in URL',
        logout: null,
        certificate: 'IAM Identity Center certificate',
        ourEntityId: 'Application SAML audience',
        ourAcsUrl: 'Application ACS URL',
      },
      // The form of the name is what the attribute mapping says.
      defaults: { ...samlDefaults, encryption: 'never', nameIdFormat: null },
      guide: [
        {
          title: 'Add the application',
          text: 'In the console of IAM Identity Center, in the right region, open "Applications", tab "Customer managed", and choose "Add application", "I have an application I want to set up", "SAML 2.0", then "Next". Give it a name.',
        },
        {
          title: 'Copy the metadata address',
          text: 'Under "IAM Identity Center metadata" copy the address of the "IAM Identity Center SAML metadata file" into the field below.',
        },
        {
          title: 'Enter our addresses',
          text: 'Under "Application metadata" choose "Manually type your metadata values". Leave "Application start URL" and "Relay state" empty, then "Submit".',
          paste: [
            { field: 'Application ACS URL', value: '{acsUrl}' },
            { field: 'Application SAML audience', value: '{entityId}' },
          ],
        },
        {
          title: 'Map the attributes',
          text: 'In the application choose Actions > "Edit attribute mappings". The format of Subject is "persistent", that of the others "unspecified".',
          paste: [
            { field: 'Subject', value: ofUser('subject') },
            { field: 'email', value: ofUser('email') },
            { field: 'firstName', value: ofUser('givenName') },
            { field: 'lastName', value: ofUser('familyName') },
            { field: 'displayName', value: ofUser('name') },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Add one more mapping, format "unspecified".',
          paste: [{ field: 'groups', value: ofUser('groups') }],
        },
        {
          title: 'Assign people',
          text: 'In the application, under "Assigned users and groups", choose "Assign users and groups". Without that people see "No access".',
        },
      ],
      pitfalls: [
        'Groups arrive as ids, not as names; a group that was deleted and made again has another id.',
        'The page "Bad input" means that the audience or the address of the application is not exactly ours.',
        'Metadata and certificate belong to one application in one region. There is no single logout: people stay signed in at AWS.',
      ],
    },
  ],
};
