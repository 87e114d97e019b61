import { claimTypes, oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { hostPattern } from '#contract/presets/questions';

export const auth0: Preset = {
  id: 'auth0',
  name: 'Auth0',
  alsoCalled: ['Okta Customer Identity Cloud'],
  consoleUrl: 'https://manage.auth0.com/',
  variants: [
    {
      protocol: 'oidc',
      issuer: 'https://{domain}/',
      questions: [
        {
          name: 'domain',
          label: 'Domain',
          hint: 'On the tab "Settings" of the application, or your custom domain: borealis.eu.auth0.com',
          pattern: hostPattern,
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Allowed Callback URLs' },
      defaults: { ...oidcDefaults, tokenEndpointAuth: 'client_secret_post' },
      guide: [
        {
          title: 'Create the application',
          text: 'In the Auth0 Dashboard open Applications > Applications and choose "Create Application". Give it a name, choose "Regular Web Applications", then "Create".',
        },
        {
          title: 'Enter our addresses',
          text: 'On the tab "Settings" enter both, then "Save Changes".',
          paste: [
            { field: 'Allowed Callback URLs', value: '{redirectUri}' },
            { field: 'Allowed Logout URLs', value: '{postLogoutUri}' },
          ],
        },
        {
          title: 'Look at the algorithm',
          text: 'Under "Advanced Settings" > "OAuth", "JSON Web Token (JWT) Signature Algorithm" is "RS256" and "OIDC Conformant" is on.',
        },
        {
          title: 'Send groups, if you want to use them',
          text: 'Auth0 sends none by itself. Add an Action to the flow "post-login" that calls api.idToken.setCustomClaim with a list of texts, and enter the same name as the claim of groups under "Facts about people".',
          paste: [{ field: 'Name of the claim', value: 'https://gatehouse/groups' }],
        },
        { title: 'Copy the credentials', text: 'On the tab "Settings" copy "Client ID" and "Client Secret" into the fields below.' },
        {
          title: 'Assign people',
          text: 'On the tab "Connections" turn on the connections whose people may sign in, and turn the others off.',
        },
      ],
      pitfalls: [
        'The issuer has a slash at its end; without it every ID token is refused.',
        'A new application has the connection of social sign-in turned on, and database connections let anybody sign up. Turn off what is not yours.',
        'A custom claim of groups must have a name that is an address, or Auth0 leaves it out without a word.',
      ],
    },
    {
      protocol: 'saml',
      // Holds the client ID of the application, so it is copied.
      providerMetadataUrl: null,
      questions: [],
      fieldNames: {
        entityId: 'Issuer',
        signOn: 'Identity Provider Login URL',
        logout: null,
        certificate: 'Identity Provider Certificate',
        ourEntityId: 'audience',
        ourAcsUrl: 'Application Callback URL',
      },
      // The NameID is user_id unless told otherwise, whatever form is asked for.
      defaults: { ...samlDefaults, signed: 'assertion', encryption: 'never', nameIdFormat: null, mapping: claimTypes },
      guide: [
        {
          title: 'Create the application',
          text: 'In the Auth0 Dashboard open Applications > Applications, choose "Create Application", give it a name and choose "Regular Web Applications".',
        },
        {
          title: 'Turn on the addon',
          text: 'On the tab "Addons" turn on "SAML2 Web App". On its tab "Settings" enter the address.',
          paste: [{ field: 'Application Callback URL', value: '{acsUrl}' }],
        },
        {
          title: 'Set audience and algorithms',
          text: 'In the "Settings" below, which are JSON, put these members, then choose "Enable". Without the algorithms Auth0 signs with SHA-1, which is refused.',
          paste: [
            { field: '"audience"', value: '{entityId}' },
            { field: '"recipient"', value: '{acsUrl}' },
            { field: '"destination"', value: '{acsUrl}' },
            { field: '"signatureAlgorithm"', value: 'rsa-sha256' },
            { field: '"digestAlgorithm"', value: 'sha256' },
          ],
        },
        {
          title: 'Copy the metadata address',
          text: 'On the tab "Usage" of the addon copy the address of "Identity Provider Metadata" into the field below.',
        },
        {
          title: 'Assign people',
          text: 'On the tab "Connections" of the application turn on the connections whose people may sign in, and turn the others off.',
        },
      ],
      pitfalls: [
        'SAML cannot say whether an address was verified, and database connections let anybody sign up with any address. Use OpenID Connect unless every connection is a directory of yours.',
        'A refused signature means that the two algorithms are missing in the settings of the addon.',
        'Groups need an Action that calls api.samlResponse.setAttribute with the name http://schemas.xmlsoap.org/claims/Group.',
      ],
    },
  ],
};
