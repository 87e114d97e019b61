import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { exportText, toFile } from '../../../../broker/cli/config-file/export.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import { canonicalJson } from '../../../../broker/settings/canonical.ts';
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

test('secrets are references to variables with a lawful name, never values or stored names', () => {
  const text = exportText('acme', snapshot, 'yaml');
  expect(text).toContain('env: _4_WINDS_CLIENT_SECRET');
  expect(text).not.toMatch(/hunter2|sec_/);
});
