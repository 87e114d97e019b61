import { describe, expect, test } from '@jest/globals';
import type { Party } from '#contract/settings/party';
import { settingsProblems } from '#contract/settings/validate';
import { aParty } from '../../support/connections.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

const borealis = aConnection();
const anybody = aConnection({ id: 'anybody', name: 'Anybody', domains: { mode: 'any-unclaimed' } });

const problemsOf = (differences: Partial<Party>) =>
  settingsProblems(someSettings({ connections: [borealis, anybody], parties: [aParty(differences)] })).filter(({ message }) =>
    message.includes('may speak for any address'),
  );

describe.each(['guard-customers', 'guard-users'] as const)('an application of the preset %s', (preset) => {
  test('takes no connection that may speak for any address', () => {
    expect(problemsOf({ preset, connections: ['borealis', 'anybody'] })).toEqual([
      {
        path: '/parties/0/connections/1',
        message: 'the connection "anybody" may speak for any address, so it does not lead to Atlassian Guard',
      },
    ]);
  });

  test('nor as the one where people are sent', () => {
    expect(problemsOf({ preset, primaryConnection: 'anybody' }).map(({ path }) => path)).toEqual(['/parties/0/primaryConnection']);
  });

  test('is content with those that have a list of domains, or with every one that has', () => {
    expect(problemsOf({ preset, connections: ['borealis'], primaryConnection: 'borealis' })).toEqual([]);
    expect(problemsOf({ preset, connections: null })).toEqual([]);
  });
});

test('another application may take any connection', () => {
  expect(problemsOf({ preset: 'custom-saml', connections: ['anybody'], primaryConnection: 'anybody' })).toEqual([]);
});
