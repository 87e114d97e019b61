import { expect, test } from '@jest/globals';
import { Settings as Limits } from 'typebox/system';
import { problemsOf } from '#contract/settings/shape';
import { Settings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { aConnection, someSettings } from '../support/settings.ts';

test('every mistake is told, however many there are', () => {
  const connections = Array.from({ length: 30 }, (_, index) => ({
    ...aConnection({ id: `c${index}` }),
    enabled: 'yes',
    issuer: 'nowhere',
  }));
  const paths = problemsOf(Settings, { ...someSettings(), connections }).map(({ path }) => path);
  for (const index of connections.keys()) {
    expect(paths).toContain(`/connections/${index}/enabled`);
    expect(paths).toContain(`/connections/${index}/issuer`);
  }
});

test('the limit of the library for other input stays as it was', () => {
  const { maxErrors } = Limits.Get();
  problemsOf(Settings, {});
  expect(Limits.Get().maxErrors).toBe(maxErrors);
});

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
