import { claimTypes, oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

const consoleUrl = 'https://entra.microsoft.com/';
const overage =
  'Past 200 groups (150 in SAML) Entra ID leaves the list out and points to Microsoft Graph instead; the groups then count as not known. Choose "Groups assigned to the application" to stay below.';

export const entraId: Preset = {
  id: 'entra-id',
  name: 'Microsoft Entra ID',
  alsoCalled: ['Azure AD', 'Azure Active Directory', 'Microsoft 365', 'Office 365'],
  consoleUrl,
  variants: [
    {
      protocol: 'oidc',
      issuer: 'https://login.microsoftonline.com/{tenantId}/v2.0',
      questions: [
        {
          name: 'tenantId',
          label: 'Directory (tenant) ID',
          hint: 'On the overview page of the app registration: 8f9c2d3e-1111-4222-8333-444455556666',
          pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
        },
      ],
      fieldNames: { clientId: 'Application (client) ID', clientSecret: 'Value', redirectUri: 'Redirect URI' },
      defaults: {
        ...oidcDefaults,
        tokenEndpointAuth: 'client_secret_post',
        mapping: { ...standardClaims, groups: 'groups' },
        // Entra ID never sends email_verified, so its word counts only for the mail domains that are listed.
        emailTrust: 'authoritative',
      },
      guide: [
        {
          title: 'Register the application',
          text: 'In the Microsoft Entra admin center open "App registrations" and choose "New registration". Under "Supported account types" keep "Accounts in this organizational directory only". Under "Redirect URI" choose the platform "Web", enter the address, then "Register".',
          paste: [{ field: 'Redirect URI', value: '{redirectUri}' }],
        },
        {
          title: 'Create the client secret',
          text: 'Open "Certificates & secrets", tab "Client secrets", and choose "New client secret". Copy the "Value" at once: it is shown only now. The "Secret ID" is something else.',
        },
        {
          title: 'Add the claims',
          text: 'Open "Token configuration". Choose "Add optional claim", type "ID", tick "email", "given_name" and "family_name", then "Add", and agree to turn on the Microsoft Graph permissions.',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Still under "Token configuration", choose "Add groups claim" and tick "Groups assigned to the application" or "Security groups". For the ID token choose "Group ID".',
        },
        { title: 'Copy the client ID', text: 'On "Overview" copy the "Application (client) ID" into the fields below.' },
        {
          title: 'Assign people',
          text: 'Under "Enterprise applications" open the application, then "Properties", and set "Assignment required?" to "Yes". Add people or groups under "Users and groups".',
        },
      ],
      pitfalls: [
        'The claim "email" is the mail address of the user, not the sign-in name: a user without one cannot sign in.',
        overage,
        'Groups arrive as object ids, not as names, unless they come from a local Active Directory and the claim says so. Client secrets end after two years at most.',
      ],
    },
    {
      protocol: 'saml',
      // With the id of the application in its query: the address without it lists certificates that this application does not use.
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Microsoft Entra Identifier',
        signOn: 'Login URL',
        logout: 'Logout URL',
        certificate: 'Certificate (Base64)',
        ourEntityId: 'Identifier (Entity ID)',
        ourAcsUrl: 'Reply URL (Assertion Consumer Service URL)',
      },
      defaults: {
        ...samlDefaults,
        signed: 'assertion',
        // Entra ID encrypts with AES-CBC only.
        encryption: 'never',
        nameIdFormat: null,
        // Stands in every assertion and stays when the sign-in name changes.
        subject: { attribute: 'http://schemas.microsoft.com/identity/claims/objectidentifier' },
        mapping: {
          ...claimTypes,
          // The claim "name" holds the sign-in name.
          displayName: 'http://schemas.microsoft.com/identity/claims/displayname',
          groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
        },
      },
      guide: [
        {
          title: 'Create the application',
          text: 'In the Microsoft Entra admin center open "Enterprise applications", choose "New application" > "Create your own application", give it a name, keep "Integrate any other application you don\'t find in the gallery (Non-gallery)", then "Create".',
        },
        {
          title: 'Enter our addresses',
          text: 'Open "Single sign-on" > "SAML". Under "Basic SAML Configuration" choose "Edit". Leave "Sign on URL" and "Relay State" empty.',
          paste: [
            { field: 'Identifier (Entity ID)', value: '{entityId}' },
            { field: 'Reply URL (Assertion Consumer Service URL)', value: '{acsUrl}' },
            { field: 'Logout URL', value: '{logoutUrl}' },
          ],
        },
        {
          title: 'Look at the claims',
          text: 'Under "Attributes & Claims" the claims emailaddress (user.mail), givenname, surname and name are there already. Leave their names and the namespace as they are.',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Under "Attributes & Claims" choose "Edit" > "Add a group claim", "Groups assigned to the application", source attribute "Group ID".',
        },
        {
          title: 'Check the signature',
          text: 'Under "SAML Certificates" > "Token signing certificate", "Signing Option" is "Sign SAML assertion" and "Signing Algorithm" is "SHA-256".',
        },
        {
          title: 'Copy the metadata address',
          text: 'Under "SAML Certificates" copy the "App Federation Metadata Url" into the field below, with everything after the question mark.',
        },
        {
          title: 'Assign people',
          text: 'Under "Users and groups" choose "Add user/group". Without that, people see AADSTS50105.',
        },
      ],
      pitfalls: [
        'The claim emailaddress is left out for users without a mail address. Let the claim take user.userprincipalname where sign-in names are addresses that people read.',
        overage,
        'The signing certificate ends after three years; Entra ID sends a message to the address under "Notification Email Addresses", and a new certificate has to be made active there.',
      ],
    },
  ],
};
