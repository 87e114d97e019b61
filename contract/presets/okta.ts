import { chosenAttributes, oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const okta: Preset = {
  id: 'okta',
  name: 'Okta',
  consoleUrl: 'https://login.okta.com/',
  variants: [
    {
      protocol: 'oidc',
      // The org authorization server. Custom ones (/oauth2/default) need a licence that not everybody has.
      issuer: 'https://{domain}',
      questions: [
        {
          name: 'domain',
          label: 'Okta domain',
          hint: 'As in the address of the sign-in page, without "-admin": borealis.okta.com',
          pattern: '^(?!.*-admin\\.okta)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$',
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Sign-in redirect URIs' },
      defaults: { ...oidcDefaults, scopes: ['openid', 'email', 'profile', 'groups'], mapping: { ...standardClaims, groups: 'groups' } },
      guide: [
        {
          title: 'Create the app integration',
          text: 'In the Okta Admin Console open Applications > Applications and choose "Create App Integration". Select "OIDC - OpenID Connect" and "Web Application", then "Next".',
        },
        {
          title: 'Fill in the form',
          text: 'Give it a name that your people know. Leave "Authorization Code" as the only grant type. Replace the sign-in redirect URI that is there, and remove the sign-out redirect URI.',
          paste: [{ field: 'Sign-in redirect URIs', value: '{redirectUri}' }],
        },
        {
          title: 'Require PKCE',
          text: 'On the tab "General", under "Client Credentials", choose "Edit" and tick "Require PKCE as additional verification".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the tab "Sign On", under "OpenID Connect ID Token", choose "Edit". Set "Groups claim type" to "Filter" and the filter to "Matches regex". The expression .* sends all groups; ^help-.* sends those whose names begin with "help-".',
          paste: [
            { field: 'Groups claim filter', value: 'groups' },
            { field: 'Matches regex', value: '.*' },
          ],
        },
        {
          title: 'Copy the credentials',
          text: 'On the tab "General", under "Client Credentials", copy the "Client ID" and the "Client secret" into the fields below.',
        },
        { title: 'Assign people', text: 'On the tab "Assignments" choose "Assign" and pick the people or groups who may sign in.' },
      ],
      pitfalls: [
        'Without the groups claim filter no groups arrive. When more than 100 match, Okta answers with an error instead of a token, so filter by a prefix.',
        'This guide uses the authorization server of the organization. A client does not work with the issuer of a custom one, such as https://borealis.okta.com/oauth2/default.',
      ],
    },
    {
      protocol: 'saml',
      // Okta's metadata address holds the ids of the app and its key, so it is copied.
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Issuer',
        signOn: 'Sign on URL',
        logout: 'Sign out URL',
        certificate: 'Signing Certificate',
        ourEntityId: 'Audience URI (SP Entity ID)',
        ourAcsUrl: 'Single sign-on URL',
      },
      // An Okta app signs both unless told otherwise. Its NameID is what "Application username" makes of it.
      defaults: { ...samlDefaults, signed: 'both', mapping: chosenAttributes },
      guide: [
        {
          title: 'Create the app integration',
          text: 'In the Okta Admin Console open Applications > Applications and choose "Create App Integration". Select "SAML 2.0", then "Next". Give it a name that your people know, then "Next".',
        },
        {
          title: 'Enter our addresses',
          text: 'Under "SAML Settings" leave "Use this for Recipient URL and Destination URL" ticked and "Default RelayState" empty. Set "Name ID format" to "Persistent" and "Application username" to "Custom" with the expression, which is the id of the user in Okta.',
          paste: [
            { field: 'Single sign-on URL', value: '{acsUrl}' },
            { field: 'Audience URI (SP Entity ID)', value: '{entityId}' },
            { field: 'Application username', value: 'user.getInternalProperty("id")' },
          ],
        },
        {
          title: 'Check the signatures',
          text: 'Under "Show Advanced Settings", "Response" and "Assertion Signature" are "Signed", "Signature Algorithm" is "RSA-SHA256" and "Digest Algorithm" is "SHA256". If you turn on "Assertion Encryption", choose "AES256-GCM" and "RSA-OAEP".',
        },
        {
          title: 'Add the attribute statements',
          text: 'Name format "Unspecified" for each. Where the page has no attribute statements, finish it, and find them on the tab "Sign On" under "Attribute Statements" > "Show legacy configuration" > "Edit".',
          paste: [
            { field: 'email', value: 'user.email' },
            { field: 'firstName', value: 'user.firstName' },
            { field: 'lastName', value: 'user.lastName' },
            { field: 'displayName', value: 'user.displayName' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Under "Group Attribute Statements" add one with the filter "Matches regex". The expression .* sends all groups; ^help-.* sends those whose names begin with "help-".',
          paste: [
            { field: 'Name', value: 'groups' },
            { field: 'Matches regex', value: '.*' },
          ],
        },
        {
          title: 'Copy the metadata address',
          text: 'On the tab "Sign On", under "SAML 2.0" > "Metadata details", copy the "Metadata URL" into the field below.',
        },
        { title: 'Assign people', text: 'On the tab "Assignments" choose "Assign" and pick the people or groups who may sign in.' },
      ],
      pitfalls: [
        'With "Application username" at "Okta username" or "Email", people who are renamed at Okta have to be linked again. Changing it later makes everybody somebody new.',
        'The group filter is a regular expression: help-* does not mean what it would mean for names of files; write ^help-.* instead. Only groups of Okta itself and of its directories are sent.',
      ],
    },
  ],
};
