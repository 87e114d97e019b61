import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { exportText, toFile } from '../../../../broker/cli/config-file/export.ts';
import { parseFile } from '../../../../broker/cli/config-file/parse.ts';
import { toSettings } from '../../../../broker/cli/config-file/to-settings.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import { canonicalJson } from '../../../../broker/settings/canonical.ts';
import { anEmailCodeConnection, anOAuth2Connection, aParty, aSamlConnection } from '../../../support/connections.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { aConnection, secretId, someSettings } from '../../../support/settings.ts';

const settings = JSON.parse(canonicalJson(someSettings({ connections: [aConnection({ id: '4-winds' })] }))) as ReturnType<
  typeof someSettings
>;
const snapshot = {
  tenant: 'ten_acme' as TenantId,
  epoch: 1,
  revision: 3,
  settings,
  secrets: new Map([[secretId('4-winds'), new Secret('hunter2')]]),
};

test('the members stand in the order of the schema, and nothing is lost', () => {
  const text = exportText('acme', snapshot, 'yaml');
  expect(Object.keys(parse(text).connections[0]).slice(0, 5)).toEqual(['id', 'protocol', 'preset', 'name', 'enabled']);
  expect(parse(text)).toEqual(toFile(settings));
  expect(JSON.parse(exportText('acme', snapshot, 'json'))).toEqual(toFile(settings));
});

test('every protocol and application can be read back, secrets by variables', async () => {
  const all = someSettings({
    connections: [
      aSamlConnection(),
      aConnection(),
      aConnection({ id: 'keyed', tokenEndpointAuth: 'private_key_jwt', clientSecret: null }),
      anOAuth2Connection(),
      anEmailCodeConnection(),
    ],
    parties: [aParty()],
  });
  const parsed = parseFile(exportText('acme', { ...snapshot, settings: all }, 'yaml'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  expect(parsed.document).toEqual(toFile(all));
  const env = { BOREALIS_CLIENT_SECRET: 'one', GITHUB_CLIENT_SECRET: 'two' };
  const context = { env, readFile: async () => null };
  const made = await toSettings(parsed.document, { file: 'acme.yaml', live: new Map(), context, now: 1, random: createFixedRandom('x') });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  expect(toFile(made.settings)).toEqual(toFile(all));
  expect([...made.contents.values()].map(({ value }) => value)).toEqual(['one', 'two']);
});

test('secrets are references to variables with a lawful name, never values or stored names', () => {
  const text = exportText('acme', snapshot, 'yaml');
  expect(text).toContain('env: _4_WINDS_CLIENT_SECRET');
  expect(text).not.toMatch(/hunter2|sec_/);
});
