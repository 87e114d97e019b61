import type { Party } from '#contract/settings/party';

export const nameFormats: Readonly<Record<Party['nameId']['format'], string>> = {
  persistent: 'persistent',
  email: 'e-mail address',
  unspecified: 'unspecified',
  transient: 'transient',
};

/** What can be told of a person, by the names of the settings. */
export const factWords = {
  subject: 'a name of its own for the person: the same each time, another one at each application',
  'account-id': 'the Jira account id; a sign-in then binds or makes an account',
  email: 'the e-mail address, where the connection may speak for its domain',
  'first-name': 'the first name, as the provider tells it',
  'last-name': 'the last name, as the provider tells it',
  'display-name': 'the whole name',
  groups: 'the groups; left out where they are not known, or too many to be told whole',
  connection: 'the short name of the connection',
  'more:NAME': 'a further fact of the mapping of a connection',
} as const;
