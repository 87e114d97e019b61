import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

export const pingFederate: Preset = {
  id: 'pingfederate',
  name: 'PingFederate',
  alsoCalled: ['Ping Identity'],
  consoleUrl: null,
  variants: [
    {
      protocol: 'saml',
      // Its address names the connection and the key, and many servers do not publish it.
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'SAML 2.0 Entity ID (My Entity ID)',
        signOn: 'SSO Service (/idp/SSO.saml2)',
        logout: 'SLO Service (/idp/SLO.saml2)',
        certificate: 'Signing Certificate',
        ourEntityId: "Partner's Entity ID (Connection ID)",
        ourAcsUrl: 'Assertion Consumer Service URL',
      },
      defaults: { ...samlDefaults, nameIdFormat: null },
      guide: [
        {
          title: 'Create the connection',
          text: 'In the administrative console open Applications > Integration > SP Connections and choose "Create Connection", "Do not use a template for this connection", then "Browser SSO Profiles" with "SAML 2.0".',
        },
        {
          title: 'Import our metadata',
          text: 'On "Import Metadata" choose "URL" (the address has to be added under System > Partner Metadata URLs first) or save our metadata from a browser and choose "File". It brings our entity ID, addresses and certificates.',
          paste: [{ field: 'Metadata URL', value: '{metadataUrl}' }],
        },
        {
          title: 'Set up Browser SSO',
          text: 'Tick "SP-Initiated SSO" and "SP-Initiated SLO". Under "Assertion Creation" choose "Standard" as identity mapping, and extend the attribute contract by these names beside SAML_SUBJECT.',
          paste: [
            { field: 'E-mail address', value: 'email' },
            { field: 'First name', value: 'firstName' },
            { field: 'Last name', value: 'lastName' },
            { field: 'Whole name', value: 'displayName' },
            { field: 'Groups', value: 'groups' },
          ],
        },
        {
          title: 'Fill the contract',
          text: 'Map an adapter or an authentication policy. Let SAML_SUBJECT be something that stays for good, such as objectGUID or an employee number, and take the rest from the directory (mail, givenName, sn, displayName, memberOf).',
        },
        {
          title: 'Protocol settings and credentials',
          text: 'Under "Protocol Settings" the assertion consumer address is ours with binding POST; the allowable bindings are POST and Redirect; under "Signature Policy" tick "Always sign assertion". Under "Credentials" choose the signing certificate with "RSA SHA256".',
          paste: [{ field: 'Endpoint URL', value: '{acsUrl}' }],
        },
        {
          title: 'Export your metadata',
          text: 'Save and switch the connection on. In the list of connections choose "Select Action" > "Export Metadata" and upload the file below.',
        },
        {
          title: 'Assign people',
          text: 'Whoever the adapter lets in may sign in. To allow fewer, add issuance criteria to the mapping, for example on memberOf.',
        },
      ],
      pitfalls: [
        'A SAML_SUBJECT that is the e-mail address changes with it, and the account has to be linked again.',
        'Groups of an Active Directory come as whole names (CN=Help,OU=...). A pattern such as CN=([^,]+),.* on groups keeps the first part.',
        'When the signing certificate is exchanged, export the metadata again and upload it here before the old one is retired.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: '{issuer}',
      questions: [issuerQuestion('The base address of the server, or that of a virtual issuer: https://sso.borealis.example')],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URIs' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' }, emailTrust: 'authoritative' },
      guide: [
        {
          title: 'Create the client',
          text: 'In the administrative console open Applications > OAuth > Clients and choose "Add Client". Enter a client ID, choose "Client Secret" and "Generate Secret", and copy the secret.',
        },
        {
          title: 'Enter the redirect address',
          text: 'Choose "Add". Under "Allowed Grant Types" tick "Authorization Code" alone, and tick "Require Proof Key for Code Exchange (PKCE)".',
          paste: [{ field: 'Redirect URIs', value: '{redirectUri}' }],
        },
        {
          title: 'Choose scopes and token',
          text: 'The scopes openid, email and profile must be allowed. Under "OpenID Connect" set "ID Token Signing Algorithm" to "RSA using SHA-256" and choose an OpenID Connect policy.',
        },
        {
          title: 'Fill the policy',
          text: 'Under Applications > OAuth > OpenID Connect Policy Management the attribute contract of that policy holds email, given_name, family_name and name, and for groups this one; tick "Multi-Valued" for it.',
          paste: [{ field: 'Groups', value: 'groups' }],
        },
        {
          title: 'Assign people',
          text: 'Whoever the authentication policy lets in may sign in. To allow fewer, add issuance criteria to the mapping of the access token.',
        },
      ],
      pitfalls: [
        'A claim arrives only if it is in the contract of the OpenID Connect policy, is filled there, and belongs to a scope that the client may have.',
        'The subject is what the persistent grant is keyed by. Let it be something that stays for good.',
      ],
    },
  ],
};
