import { expect, test } from '@jest/globals';
import { presets } from '#contract/presets/all';
import { offeredAssurance } from '#contract/presets/assurance';
import { settingsProblems } from '#contract/settings/validate';
import { aSamlConnection } from '../../support/connections.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

test('every offer is a table that can be saved', () => {
  const offered: string[] = [];
  for (const { id, variants } of presets)
    for (const { protocol } of variants) {
      if (protocol !== 'oidc' && protocol !== 'saml') continue;
      const connection =
        protocol === 'oidc'
          ? withTable(offeredAssurance(id, 'oidc'), aConnection())
          : withTable(offeredAssurance(id, 'saml'), aSamlConnection());
      if (connection === null) continue;
      offered.push(`${id} ${protocol}`);
      expect(settingsProblems(someSettings({ connections: [connection] }))).toEqual([]);
    }
  expect(offered.length).toBeGreaterThan(10);
});

function withTable<Connection extends object, Table>(table: Table | null, connection: Connection) {
  return table === null ? null : { ...connection, assurance: table };
}

test('no preset fills in what counts: that is for an administrator to say', () => {
  for (const { variants } of presets)
    for (const variant of variants) if ('defaults' in variant) expect(variant.defaults).not.toHaveProperty('assurance');
});

test('a second factor of which nothing is known counts as the weakest', () => {
  expect(offeredAssurance('auth0', 'oidc')?.methods).toEqual([{ value: 'mfa', counts: 'any' }]);
  expect(offeredAssurance('google', 'oidc')).toBeNull();
  expect(offeredAssurance('okta', 'saml')).toBeNull();
});
