import { oauth2Defaults, oidcDefaults } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { issuerQuestion } from '#contract/presets/questions';

const consoleUrl = 'https://developer.webex.com/my-apps';
const create = {
  title: 'Create the integration',
  text: 'On developer.webex.com open "My Webex Apps", choose "Create a New App" > "Integration", and enter a name, an icon and a description. No scope of the Webex APIs is needed.',
  paste: [{ field: 'Redirect URI(s)', value: '{redirectUri}' }],
};
const copy = {
  title: 'Copy the credentials',
  text: 'Choose "Add Integration". Copy "Client ID" and "Client Secret" into the fields below; the secret is shown only now.',
};
const assign = {
  title: 'Assign people',
  text: 'In Control Hub under Apps > Integrations, a full administrator can allow the integration for everybody or for some people, or block it.',
};
const strangers =
  'Anybody with a Webex account reaches the sign-in, and only the list of domains of this connection keeps them out. Claim your domains in Control Hub, so that nobody else has an account with such an address. Webex sends no groups.';
const duoInstead = 'Cisco Duo is a provider of its own: choose "Duo Single Sign-On" for it, and for people who use Security Cloud Sign On.';

export const cisco: Preset = {
  id: 'cisco',
  name: 'Cisco Webex',
  alsoCalled: ['Spark'],
  consoleUrl,
  variants: [
    {
      protocol: 'oidc',
      // Webex has one issuer for each region; the ID token names that of the company.
      issuer: '{issuer}',
      questions: [issuerQuestion('That of the region of your organization: https://idbroker-eu.webex.com/idb')],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URI(s)' },
      defaults: { ...oidcDefaults, tokenEndpointAuth: 'client_secret_post', emailTrust: 'authoritative' },
      guide: [create, copy, assign],
      pitfalls: [
        'ID tokens are refused when the issuer is that of another region, such as https://idbroker.webex.com/idb or https://idbroker-b-us.webex.com/idb. Where it is not known, use OAuth 2.0, which needs none.',
        strangers,
        duoInstead,
      ],
    },
    {
      protocol: 'oauth2',
      authorizationUrl: 'https://webexapis.com/v1/authorize',
      tokenUrl: 'https://webexapis.com/v1/access_token',
      userInfoUrl: 'https://webexapis.com/v1/userinfo',
      emailsUrl: null,
      questions: [],
      fieldNames: { clientId: 'Client ID', clientSecret: 'Client Secret', redirectUri: 'Redirect URI(s)' },
      defaults: {
        ...oauth2Defaults,
        tokenEndpointAuth: 'client_secret_post',
        scopes: ['openid', 'email', 'profile'],
        subject: 'sub',
        emailVerified: null,
        emailTrust: 'authoritative',
      },
      guide: [create, copy, assign],
      pitfalls: [strangers, duoInstead],
    },
  ],
};
