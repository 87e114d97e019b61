import { samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const genericSaml: Preset = {
  id: 'generic-saml',
  name: 'Other SAML provider',
  consoleUrl: null,
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Entity ID (issuer)',
        signOn: 'Single sign-on address',
        logout: 'Single logout address',
        certificate: 'Signing certificate',
        ourEntityId: 'Entity ID (audience)',
        ourAcsUrl: 'Assertion consumer service (ACS) address',
      },
      defaults: samlDefaults,
      guide: [
        {
          title: 'Add us as a service provider',
          text: 'If the provider reads metadata, give it the address of ours, and nothing else has to be entered. Otherwise enter the others. The binding of the ACS is POST, that of the logout Redirect or POST.',
          paste: [
            { field: 'Metadata', value: '{metadataUrl}' },
            { field: 'Entity ID (audience)', value: '{entityId}' },
            { field: 'Assertion consumer service (ACS) address', value: '{acsUrl}' },
            { field: 'Single logout address', value: '{logoutUrl}' },
          ],
        },
        {
          title: 'Let it sign with SHA-256',
          text: 'The assertion, the response, or both are signed with RSA or ECDSA and SHA-256 or more. If assertions are encrypted, then with AES-GCM and RSA-OAEP.',
        },
        {
          title: 'Send a name that stays',
          text: 'The NameID is persistent: the same for a person for good, and never transient. If the provider cannot do this, choose an attribute as the subject below.',
        },
        {
          title: 'Send the attributes',
          text: 'These are the names that are read, unless you enter others under "Facts about people". groups has one value for each group.',
          paste: [
            { field: 'E-mail address', value: 'email' },
            { field: 'First name', value: 'firstName' },
            { field: 'Last name', value: 'lastName' },
            { field: 'Whole name', value: 'displayName' },
            { field: 'Groups', value: 'groups' },
          ],
        },
        {
          title: 'Take the metadata',
          text: "Enter the address of the provider's metadata below, upload its file, or enter entity ID, addresses and certificate by hand.",
        },
        { title: 'Assign people', text: 'Let the people or groups use the application who may sign in.' },
      ],
      pitfalls: [
        'Names of attributes are compared letter by letter, capitals included. Where an attribute has a name and a friendly name, the name counts.',
        'NameID as the source of the e-mail address takes it from the name itself, for providers that send it there and nowhere else.',
        'With certificates entered by hand, sign-in stops on the day when the provider changes its key. An address of metadata prevents that.',
      ],
    },
  ],
};
