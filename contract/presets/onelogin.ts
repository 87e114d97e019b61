import { oidcDefaults, samlDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const oneLogin: Preset = {
  id: 'onelogin',
  name: 'OneLogin',
  consoleUrl: 'https://app.onelogin.com/login',
  variants: [
    {
      protocol: 'saml',
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Issuer URL',
        signOn: 'SAML 2.0 Endpoint (HTTP)',
        logout: 'SLO Endpoint (HTTP)',
        certificate: 'X.509 Certificate',
        ourEntityId: 'Audience (EntityID)',
        ourAcsUrl: 'ACS (Consumer) URL',
      },
      defaults: {
        ...samlDefaults,
        encryption: 'never',
        mapping: {
          ...samlDefaults.mapping,
          email: 'User.email',
          firstName: 'User.FirstName',
          lastName: 'User.LastName',
          groups: 'memberOf',
        },
      },
      guide: [
        {
          title: 'Add the application',
          text: 'In the OneLogin administration open Applications > Applications, choose "Add App", look for "SAML Custom Connector (Advanced)", give it a name, then "Save".',
        },
        {
          title: 'Enter our addresses',
          text: 'On the tab "Configuration". The validator is a regular expression. Leave "RelayState" empty, set "SAML initiator" to "Service Provider" and "SAML nameID format" to "Persistent".',
          paste: [
            { field: 'Audience (EntityID)', value: '{entityId}' },
            { field: 'Recipient', value: '{acsUrl}' },
            { field: 'ACS (Consumer) URL Validator', value: '^{acsUrl}$' },
            { field: 'ACS (Consumer) URL', value: '{acsUrl}' },
            { field: 'Single Logout URL', value: '{logoutUrl}' },
          ],
        },
        {
          title: 'Add the parameters',
          text: 'On the tab "Parameters" let "NameID value" be "OneLogin ID". Choose "+" for each of these, tick "Include in SAML assertion", and choose the value of the same meaning: Email, First Name, Last Name.',
          paste: [
            { field: 'Email', value: 'User.email' },
            { field: 'First Name', value: 'User.FirstName' },
            { field: 'Last Name', value: 'User.LastName' },
          ],
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Add one more parameter, tick "Multi-value parameter" too, and choose "User Roles" (or "MemberOf" for groups of a directory) with the transformation "Semicolon Delimited input (Multi-value output)".',
          paste: [{ field: 'Field name', value: 'memberOf' }],
        },
        {
          title: 'Check the signature',
          text: 'On the tab "SSO" set "SAML Signature Algorithm" to "SHA-256".',
        },
        {
          title: 'Copy the metadata address',
          text: 'Still on "SSO" copy the "Issuer URL" into the field below: it is the address of the metadata.',
        },
        {
          title: 'Assign people',
          text: 'On the tab "Access" choose the roles that may use it, or open a person under "Users" and add the application there.',
        },
      ],
      pitfalls: [
        'A new connector may sign with SHA-1, which is refused: the algorithm is set on the tab "SSO".',
        'Groups of an Active Directory come as whole names (CN=Help,OU=...). A pattern such as CN=([^,]+),.* on groups keeps the first part.',
      ],
    },
    {
      protocol: 'oidc',
      issuer: 'https://{subdomain}.onelogin.com/oidc/2',
      questions: [
        {
          name: 'subdomain',
          label: 'Subdomain',
          hint: 'The first part of the address of your OneLogin: borealis',
          pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: "Redirect URI's" },
      defaults: {
        ...oidcDefaults,
        scopes: ['openid', 'email', 'profile', 'groups'],
        mapping: { ...standardClaims, groups: 'groups' },
        // OneLogin does not say email_verified.
        emailTrust: 'authoritative',
      },
      guide: [
        {
          title: 'Add the application',
          text: 'In the OneLogin administration open Applications > Applications, choose "Add App", look for "OpenId Connect (OIDC)", give it a name, then "Save".',
        },
        {
          title: 'Enter our addresses',
          text: 'On the tab "Configuration".',
          paste: [
            { field: "Redirect URI's", value: '{redirectUri}' },
            { field: 'Post Logout Redirect URIs', value: '{postLogoutUri}' },
          ],
        },
        {
          title: 'Copy the credentials',
          text: 'On the tab "SSO" copy "Client ID" and "Client Secret" into the fields below. "Application Type" is "Web" and "Token Endpoint" is "Basic".',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'On the tab "Parameters" open "Groups", choose "User Roles" with the transformation "Semicolon Delimited input (Multi-value output)", or add a rule on the tab "Rules".',
        },
        {
          title: 'Assign people',
          text: 'On the tab "Access" choose the roles that may use it, or open a person under "Users" and add the application there.',
        },
      ],
      pitfalls: [
        'invalid_client means that "Token Endpoint" is not "Basic". An issuer of another form, such as openid-connect.onelogin.com, belongs to older applications.',
      ],
    },
  ],
};
