import { expect, test } from '@jest/globals';
import { settingsProblems } from '#contract/settings/validate';
import { aConnection, someSettings } from '../../support/settings.ts';

test('rules that no schema can say are told with their places', () => {
  const wrong = someSettings({
    connections: [
      aConnection(),
      aConnection({ scopes: ['email'] }),
      aConnection({ id: 'open', emailTrust: 'authoritative', domains: { mode: 'any-unclaimed' } }),
    ],
  });
  expect(settingsProblems(wrong).map(({ path }) => path)).toEqual([
    '/connections/1/id',
    '/connections/1/scopes',
    '/connections/1/domains/list/0',
    '/connections/2/emailTrust',
  ]);
  expect(settingsProblems(someSettings())).toEqual([]);
});
