import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset, PresetQuestion } from '#contract/presets/preset';
import { pathSegmentPattern, serverQuestion } from '#contract/presets/questions';

const questions: readonly PresetQuestion[] = [
  serverQuestion('Without a slash at the end; older servers have "/auth" after the host: https://sso.borealis.example'),
  {
    name: 'realm',
    label: 'Realm',
    hint: 'The name as it stands in addresses, in the same letters: customers',
    pattern: pathSegmentPattern,
  },
];
const assign =
  'Everybody in the realm may sign in. To allow fewer, make a realm role or a client role for it and let a browser flow of this client ("Advanced" > "Authentication flow overrides") deny access to people without it.';

export const keycloak: Preset = {
  id: 'keycloak',
  name: 'Keycloak',
  alsoCalled: ['Red Hat build of Keycloak', 'Red Hat SSO'],
  consoleUrl: null,
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}/realms/{realm}',
      questions,
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Valid redirect URIs' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' } },
      guide: [
        {
          title: 'Create the client',
          text: 'In the admin console choose the realm, open "Clients" and choose "Create client". Keep the client type "OpenID Connect", enter a "Client ID" such as gatehouse, then "Next".',
        },
        {
          title: 'Turn on client authentication',
          text: 'Set "Client authentication" to "On". Under "Authentication flow" leave only "Standard flow" ticked, then "Next".',
        },
        {
          title: 'Enter the redirect address',
          text: 'Enter both addresses, then "Save".',
          paste: [
            { field: 'Valid redirect URIs', value: '{redirectUri}' },
            { field: 'Valid post logout redirect URIs', value: '{postLogoutUri}' },
          ],
        },
        {
          title: 'Require PKCE',
          text: 'On the tab "Advanced", under "Advanced settings", set "Proof Key for Code Exchange Code Challenge Method" to "S256", then "Save".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the tab "Client scopes" open the dedicated scope of the client and choose "Add mapper" > "By configuration" > "Group Membership". Set "Full group path" to "Off".',
          paste: [{ field: 'Token Claim Name', value: 'groups' }],
        },
        { title: 'Copy the secret', text: 'On the tab "Credentials" copy the "Client Secret" into the fields below.' },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'People can sign in only while "Email verified" is on for their user. Users of a directory get it by "Trust Email" of the user federation.',
        'With "Full group path" on, a group is called /help/agents instead of agents, and rules that name it do not match. With it off, two subgroups of the same name cannot be told apart.',
      ],
    },
    {
      protocol: 'saml',
      providerMetadataUrl: '{server}/realms/{realm}/protocol/saml/descriptor',
      questions,
      fieldNames: {
        entityId: 'entityID of "SAML 2.0 Identity Provider Metadata"',
        signOn: 'SingleSignOnService',
        logout: 'SingleLogoutService',
        certificate: 'Certificate of the RS256 key',
        ourEntityId: 'Client ID',
        ourAcsUrl: 'Assertion Consumer Service POST Binding URL',
      },
      defaults: {
        ...samlDefaults,
        signed: 'response',
        // With a certificate for it in our metadata, an imported client encrypts, and older servers do so with AES-CBC only.
        encryption: 'never',
        mapping: {
          ...samlDefaults.mapping,
          // The names of Keycloak's predefined mappers "X500 email", "X500 givenName", "X500 surname".
          email: 'urn:oid:1.2.840.113549.1.9.1',
          firstName: 'urn:oid:2.5.4.42',
          lastName: 'urn:oid:2.5.4.4',
        },
      },
      guide: [
        {
          title: 'Import the client',
          text: 'Open our metadata address in a browser and save the file. In the admin console choose the realm, open "Clients", choose "Import client", then "Browse" and the file, then "Save". It brings our addresses and certificates.',
          paste: [{ field: 'Our metadata', value: '{metadataUrl}' }],
        },
        {
          title: 'Check the settings',
          text: 'Under "SAML capabilities", "Name ID format" is "persistent" and "Force POST binding" is on. Under "Signature and Encryption", "Sign documents" is on and "Signature algorithm" is "RSA_SHA256". On the tab "Keys", "Client signature required" is on and "Encrypt assertions" is off.',
        },
        {
          title: 'Send names and address',
          text: 'On the tab "Client scopes" open the dedicated scope of the client, choose "Add predefined mapper" and tick "X500 email", "X500 givenName" and "X500 surname", then "Add".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'In the same scope choose "Add mapper" > "By configuration" > "Group list". Set "Single Group Attribute" to "On" and "Full group path" to "Off".',
          paste: [{ field: 'Group attribute name', value: 'groups' }],
        },
        { title: 'Assign people', text: assign },
      ],
      pitfalls: [
        'An answer without e-mail address means that the predefined mappers are missing: Keycloak sends roles by default and nothing else.',
        'With "Full group path" on, a group is called /help/agents instead of agents, and rules that name it do not match.',
        'SAML cannot say whether an address was verified. Where people may register themselves in the realm, use OpenID Connect.',
      ],
    },
  ],
};
