import { claimTypes, oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { Preset, PresetQuestion } from '#contract/presets/preset';
import { hostPattern } from '#contract/presets/questions';

const host: PresetQuestion = {
  name: 'host',
  label: 'Federation service name',
  hint: 'In AD FS Management under "Edit Federation Service Properties": sts.borealis.example',
  pattern: hostPattern,
};

export const adFs: Preset = {
  id: 'ad-fs',
  name: 'Active Directory Federation Services (AD FS)',
  alsoCalled: ['Windows Server'],
  consoleUrl: null,
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: 'https://{host}/FederationMetadata/2007-06/FederationMetadata.xml',
      questions: [host],
      fieldNames: {
        entityId: 'Federation Service identifier',
        signOn: 'SAML 2.0/WS-Federation endpoint (/adfs/ls/)',
        logout: 'SAML Logout endpoint',
        certificate: 'Token-signing certificate',
        ourEntityId: 'Relying party trust identifier',
        ourAcsUrl: 'SAML Assertion Consumer endpoint',
      },
      defaults: {
        ...samlDefaults,
        signed: 'assertion',
        // AD FS encrypts to every relying party with a certificate for it, with AES-CBC only. So it gets none.
        encryption: 'never',
        // A rule for Name ID says no format; asking for one makes AD FS answer InvalidNameIDPolicy.
        nameIdFormat: null,
        mapping: claimTypes,
      },
      guide: [
        {
          title: 'Add the relying party trust',
          text: 'In AD FS Management open "Relying Party Trusts" and choose "Add Relying Party Trust", "Claims aware", "Start". Choose "Import data about the relying party published online or on a local network" and enter our metadata address. It brings every address and certificate.',
          paste: [{ field: 'Federation metadata address', value: '{metadataUrl}' }],
        },
        {
          title: 'Where AD FS cannot reach us',
          text: 'Open the metadata address in a browser, save the file and choose "Import data about the relying party from a file". Keep "Monitor relying party" off then, and import again when our certificate changes.',
        },
        {
          title: 'Send the claims',
          text: 'In "Edit Claim Issuance Policy" choose "Add Rule", template "Send LDAP Attributes as Claims", attribute store "Active Directory". AD FS sends nothing without rules. The names on the left are LDAP attributes, objectGUID is typed by hand; those on the right are outgoing claim types.',
          paste: [
            { field: 'objectGUID', value: 'Name ID' },
            { field: 'E-Mail-Addresses', value: 'E-Mail Address' },
            { field: 'Given-Name', value: 'Given Name' },
            { field: 'Surname', value: 'Surname' },
            { field: 'Display-Name', value: 'Name' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Add a line to the same rule. It sends every group of the person; to send a few, add a rule "Send Group Membership as a Claim" for each instead.',
          paste: [{ field: 'Token-Groups - Unqualified Names', value: 'Group' }],
        },
        {
          title: 'Check the signature',
          text: 'In the properties of the trust, tab "Advanced", "Secure hash algorithm" is "SHA-256". The tab "Encryption" is empty.',
        },
        {
          title: 'Assign people',
          text: 'In "Edit Access Control Policy" choose "Permit everyone", or "Permit specific group" with the groups that may sign in.',
        },
      ],
      pitfalls: [
        'AD FS renews its token-signing certificate every year by itself. Give the metadata address, so that the new one is taken over; with certificates by hand, sign-in stops that day.',
        'Errors show only as an activity id on the page; the event log "AD FS/Admin" on the server has the reason under that id. Clocks that differ by minutes are a usual one.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: 'https://{host}/adfs',
      questions: [host],
      fieldNames: { clientId: 'Client Identifier', clientSecret: 'Shared secret', redirectUri: 'Redirect URI' },
      defaults: {
        ...oidcDefaults,
        tokenEndpointAuth: 'client_secret_post',
        // allatclaims brings the claims of the rules into the ID token; the userinfo endpoint of AD FS tells the subject alone.
        scopes: ['openid', 'email', 'profile', 'allatclaims'],
        // A person in one group only would get it as a text instead of a list, which is refused: so no groups at all.
        mapping: { ...oidcDefaults.mapping, displayName: 'unique_name' },
        emailTrust: 'authoritative',
      },
      guide: [
        {
          title: 'Add the application group',
          text: 'In AD FS Management (Windows Server 2019 or newer) open "Application Groups", choose "Add Application Group" and the template "Server application accessing a web API".',
        },
        {
          title: 'Enter the redirect address',
          text: 'Copy the "Client Identifier" into the field below, enter the address and choose "Add", then "Next". Tick "Generate a shared secret" and copy it: it is shown only now.',
          paste: [{ field: 'Redirect URI', value: '{redirectUri}' }],
        },
        {
          title: 'Set up the web API',
          text: 'Its "Identifier" is the same client identifier, or the ID token has no claims. Choose an access control policy, and under "Permitted scopes" tick allatclaims, email, openid and profile.',
        },
        {
          title: 'Send the claims',
          text: 'In the properties of the web API, tab "Issuance Transform Rules", choose "Add Rule", "Send LDAP Attributes as Claims": E-Mail-Addresses to "E-Mail Address", Given-Name to "Given Name", Surname to "Surname", Display-Name to "Name".',
        },
        {
          title: 'Assign people',
          text: 'On the tab "Access control policy" of the web API choose "Permit everyone", or "Permit specific group" with the groups that may sign in.',
        },
      ],
      pitfalls: [
        'An ID token without e-mail address means that the identifier of the web API is not the client identifier, or that allatclaims is not permitted.',
        'Groups come by SAML only: in ID tokens AD FS writes a single group as a text and not as a list, which cannot be told from a mistake.',
      ],
    },
  ],
};
