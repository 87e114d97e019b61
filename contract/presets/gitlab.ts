import { oidcDefaults, standardClaims } from '#contract/presets/defaults';
import type { Preset } from '#contract/presets/preset';
import { serverQuestion } from '#contract/presets/questions';

export const gitlab: Preset = {
  id: 'gitlab',
  name: 'GitLab',
  consoleUrl: 'https://gitlab.com/',
  variants: [
    {
      protocol: 'oidc',
      issuer: '{server}',
      questions: [
        serverQuestion('https://gitlab.com, or your own, without a slash at the end: https://gitlab.borealis.example', 'Address of GitLab'),
      ],
      fieldNames: { clientId: 'Application ID', clientSecret: 'Secret', redirectUri: 'Redirect URI' },
      // The claim "groups" is in the userinfo answer; the ID token has groups_direct.
      defaults: { ...oidcDefaults, mapping: { ...standardClaims, groups: 'groups' } },
      guide: [
        {
          title: 'Create the application',
          text: 'Open Settings > Applications of a group (on a server of your own: Admin > Applications) and choose "Add new application". Give it a name that your people know and leave "Confidential" ticked.',
          paste: [{ field: 'Redirect URI', value: '{redirectUri}' }],
        },
        { title: 'Allow the scopes', text: 'Tick openid, profile and email, then "Save application".' },
        { title: 'Copy the credentials', text: 'Copy "Application ID" and "Secret" into the fields below. The secret is shown only now.' },
        {
          title: 'Assign people',
          text: 'GitLab lets everybody with an account use the application. On gitlab.com that is anybody: list the domains of the addresses here.',
        },
      ],
      pitfalls: [
        'Groups are whole paths, such as borealis/support, and they are all the groups of the person, other companies included. A pattern such as borealis/(.+) on groups keeps yours.',
        'GitLab tells a whole name only, no first and last name.',
        'An address that the person has not confirmed at GitLab is refused.',
      ],
    },
  ],
};
