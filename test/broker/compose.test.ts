import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { compose } from '../../broker/compose.ts';
import type { Config } from '../../broker/config.ts';
import type { TenantId } from '../../broker/domain/brands.ts';
import { Secret } from '../../broker/domain/secret.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const newKey = () => Buffer.from(systemRandom.bytes(32)).toString('base64');

function configOf(path: string, masterKey: string): Config {
  return {
    mode: 'development',
    baseUrl: 'http://localhost:8080',
    listen: { host: '127.0.0.1', port: 0 },
    database: { kind: 'sqlite', path },
    masterKey: new Secret(masterKey),
    masterKeyAlso: null,
    outboundAllow: [],
    forge: null,
    logLevel: 'silent',
    trustedProxies: [],
  };
}

test('a broker does not start on a database that another master key has sealed, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  folders.push(folder);
  const path = join(folder, 'gatehouse.sqlite');
  const key = newKey();
  const first = await compose(configOf(path, key));
  const id = 'ten_acme' as TenantId;
  await first.storage.tenants.insert({
    id,
    slug: 'acme',
    managedBy: 'file',
    portalOrigin: 'http://acme.localhost:8080',
    loginOrigin: 'http://acme-login.localhost:8080',
    cloudId: null,
    home: null,
    installationId: null,
    createdAt: 0,
  });
  await first.storage.vault.seal({ tenant: id, table: 't', row: 'r', column: 'c' }, new Uint8Array(1));
  await first.close();

  await expect(compose(configOf(path, newKey()))).rejects.toMatchObject({
    code: 'config_invalid',
    problems: [{ path: 'MASTER_KEY', message: expect.stringContaining('not the key that this database was sealed with') }],
  });
  const again = await compose(configOf(path, key));
  await again.close();
});
