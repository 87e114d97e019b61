import { samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { serverQuestion } from '#contract/presets/questions';

export const simpleSamlPhp: Preset = {
  id: 'simplesamlphp',
  name: 'SimpleSAMLphp',
  consoleUrl: null,
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: '{server}/module.php/saml/idp/metadata',
      questions: [
        serverQuestion('With its path, without a slash at the end: https://sso.borealis.example/simplesaml', 'Address of SimpleSAMLphp'),
      ],
      fieldNames: {
        entityId: 'entityid',
        signOn: 'SingleSignOnService',
        logout: 'SingleLogoutService',
        certificate: 'certificate',
        ourEntityId: "Index of $metadata['...']",
        ourAcsUrl: 'AssertionConsumerService',
      },
      defaults: {
        ...samlDefaults,
        signed: 'both',
        // What most directories call them; SimpleSAMLphp sends the names of its source.
        mapping: {
          email: 'mail',
          firstName: 'givenName',
          lastName: 'sn',
          displayName: 'displayName',
          groups: 'memberOf',
          more: [],
          patterns: [],
        },
      },
      guide: [
        {
          title: 'Convert our metadata',
          text: 'In the administration open the tab "Federation", "XML to SimpleSAMLphp metadata converter", and paste the contents of our metadata address. Append the result to metadata/saml20-sp-remote.php.',
          paste: [{ field: 'Our metadata', value: '{metadataUrl}' }],
        },
        {
          title: 'Send a name that stays',
          text: 'Add these to that entry. uid is an attribute that never changes and belongs to one person; version 1 says attribute instead of identifyingAttribute.',
          paste: [
            { field: 'NameIDFormat', value: "'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'," },
            {
              field: 'authproc',
              value: "'authproc' => [3 => ['class' => 'saml:PersistentNameID', 'identifyingAttribute' => 'uid']],",
            },
          ],
        },
        {
          title: 'Look at the attributes',
          text: 'Their names are those of the authentication source: mail, givenName, sn, displayName, memberOf in most directories. Enter others below. With "attributes" in the entry, only those of that list are sent.',
        },
        {
          title: 'Check signature and encryption',
          text: 'The option signature.algorithm is RSA-SHA256 by default, and response and assertion are signed. If you set assertion.encryption to true in version 2, set sharedkey_algorithm to http://www.w3.org/2009/xmlenc11#aes256-gcm.',
        },
        {
          title: 'Assign people',
          text: 'Everybody whom the authentication source knows may sign in. To allow fewer, add the filter authorize:Authorize to the entry.',
        },
      ],
      pitfalls: [
        'Without the filter for a persistent name, SimpleSAMLphp answers with a new name each time or with an error, and nobody can sign in.',
        'Version 1 encrypts with AES-CBC whatever is set: leave assertion.encryption off there, or allow CBC for this connection.',
        'Version 1 has its metadata at /saml2/idp/metadata.php instead; upload the file then.',
        'When our certificate changes, the entry has to be converted again, unless the module metarefresh reads our address.',
      ],
    },
  ],
};
