import { oidcDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { serverQuestion } from '#contract/presets/questions';

export const authelia: Preset = {
  id: 'authelia',
  name: 'Authelia',
  consoleUrl: null,
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}',
      questions: [serverQuestion('As people see it, without a slash at the end: https://auth.borealis.example', 'Address of Authelia')],
      fieldNames: { clientId: 'client_id', clientSecret: 'client_secret', redirectUri: 'redirect_uris' },
      defaults: {
        ...oidcDefaults,
        scopes: ['openid', 'email', 'profile', 'groups'],
        mapping: { ...standardClaims, groups: 'groups' },
      },
      guide: [
        {
          title: 'Make a secret',
          text: 'Run the command. It prints a random password, which is the client secret for the field below, and its digest, which goes into the configuration.',
          paste: [
            {
              field: 'Command',
              value: 'authelia crypto hash generate pbkdf2 --variant sha512 --random --random.length 72 --random.charset rfc3986',
            },
          ],
        },
        {
          title: 'Add the client',
          text: 'In the configuration file, under identity_providers > oidc > clients, add an entry with client_name, client_secret (the digest, in quotes), require_pkce: true, pkce_challenge_method: S256 and token_endpoint_auth_method: client_secret_basic.',
          paste: [
            { field: 'client_id', value: 'gatehouse' },
            { field: 'redirect_uris', value: '{redirectUri}' },
          ],
        },
        {
          title: 'Allow the scopes',
          text: 'In the same entry list openid, email, profile and groups under scopes. Then restart Authelia.',
        },
        {
          title: 'Assign people',
          text: 'Set authorization_policy of the entry to one_factor, two_factor, or the name of a policy of your own that allows some groups only (identity_providers > oidc > authorization_policies).',
        },
      ],
      pitfalls: [
        'Since version 4.39 the claims are in the userinfo answer and not in the ID token; both are read, so no claims policy is needed.',
        'invalid_client means that the secret was entered as its digest, or that token_endpoint_auth_method is another one.',
        'Authelia says of every address in its directory that it is verified. It counts as the authority for these addresses.',
      ],
    },
  ],
};
