import { oauth2Defaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';

export const github: Preset = {
  id: 'github',
  name: 'GitHub',
  consoleUrl: 'https://github.com/settings/developers',
  variants: [
    {
      protocol: 'oauth2',
      authorizationUrl: 'https://github.com/login/oauth/authorize',
      tokenUrl: 'https://github.com/login/oauth/access_token',
      userInfoUrl: 'https://api.github.com/user',
      // The address in userinfo is the public one, if there is any; nothing says that it was checked.
      emailsUrl: 'https://api.github.com/user/emails',
      questions: [],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client secrets', redirectUri: 'Authorization callback URL' },
      defaults: {
        ...oauth2Defaults,
        tokenEndpointAuth: 'client_secret_post',
        scopes: ['read:user', 'user:email'],
        emailVerified: null,
      },
      guide: [
        {
          title: 'Register the application',
          text: 'On github.com open the settings of your organization, Developer settings > OAuth apps, and choose "New OAuth app". Give it a name that your people know. "Homepage URL" is the address of your help centre. Leave "Enable Device Flow" unticked.',
          paste: [{ field: 'Authorization callback URL', value: '{redirectUri}' }],
        },
        {
          title: 'Create the secret',
          text: 'Choose "Register application", then "Generate a new client secret". Copy "Client ID" and the secret into the fields below; the secret is shown only now.',
        },
        {
          title: 'Assign people',
          text: 'GitHub lets everybody with an account use the application. Who gets in is decided here: list the domains of the addresses.',
        },
      ],
      pitfalls: [
        'Everybody on GitHub reaches the sign-in, with any address that GitHub verified for the account. Without a list of domains, all of them are let in as customers.',
        'People whose account has a private address only can still sign in: the scope user:email reads verified addresses. An address at users.noreply.github.com is none.',
        'GitHub Enterprise Server and ghe.com have other addresses: choose "Other OAuth 2.0 provider" and enter them.',
      ],
    },
  ],
};
