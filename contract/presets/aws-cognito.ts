import { oidcDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const awsCognito: Preset = {
  id: 'aws-cognito',
  name: 'Amazon Cognito',
  alsoCalled: ['AWS Cognito'],
  consoleUrl: 'https://console.aws.amazon.com/cognito/v2/idp/user-pools',
  variants: [
    {
      protocol: 'oidc',
      issuer: 'https://cognito-idp.{region}.amazonaws.com/{userPoolId}',
      questions: [
        { name: 'region', label: 'Region', hint: 'The first part of the user pool ID: eu-central-1', pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' },
        {
          name: 'userPoolId',
          label: 'User pool ID',
          hint: 'On the overview of the user pool, capital letters as they are: eu-central-1_AbCdEfGhI',
          pattern: '^[a-z]{2}(-[a-z]+)+-\\d_[A-Za-z0-9]+$',
        },
      ],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secret', redirectUri: 'Allowed callback URLs' },
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'cognito:groups' } },
      guide: [
        {
          title: 'Create the app client',
          text: 'In the Amazon Cognito console open the user pool, "App clients", "Create app client", choose "Traditional web application" and give it a name. It has a client secret then.',
          paste: [{ field: 'Return URL', value: '{redirectUri}' }],
        },
        {
          title: 'Check the login pages',
          text: 'In the app client, tab "Login pages", choose "Edit". The address is under "Allowed callback URLs", "OAuth grant types" has "Authorization code grant" alone, and "OpenID Connect scopes" are OpenID, Email and Profile.',
          paste: [{ field: 'Allowed callback URLs', value: '{redirectUri}' }],
        },
        {
          title: 'Have a domain',
          text: 'Under Branding > Domain the user pool needs a domain, or there is no page to sign in on.',
        },
        {
          title: 'Let the client read the attributes',
          text: 'In the app client, tab "Attribute permissions", email, email_verified, given_name, family_name and name are ticked for reading.',
        },
        { title: 'Copy the credentials', text: 'Copy "Client ID" and "Client secret" into the fields below.' },
        {
          title: 'Assign people',
          text: 'Everybody in the user pool may sign in. To allow fewer, turn off self-registration under "Sign-up" and make the accounts yourself.',
        },
      ],
      pitfalls: [
        'People whose address Cognito did not verify cannot sign in. People of a federated provider count as not verified until email_verified is mapped from its attributes.',
        'redirect_mismatch means that the callback address differs in a letter, or that it stands at another app client.',
        'Cognito ends its own session by an address outside the standard, so people stay signed in there.',
      ],
    },
  ],
};
