import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { compose } from '../../broker/compose.ts';
import type { Config } from '../../broker/config.ts';
import type { TenantId } from '../../broker/domain/brands.ts';
import { Secret } from '../../broker/domain/secret.ts';
import { noSenders } from '../../broker/domain/senders.ts';
import { brand } from '../support/builders/brand.ts';
import { createRecordedLog } from '../support/recorded-log.ts';
import { aMaker } from '../support/webauthn/makers.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const newKey = () => Buffer.from(systemRandom.bytes(32)).toString('base64');

function configOf(path: string, masterKey: string, masterKeyAlso: string | null = null): Config {
  return {
    mode: 'development',
    baseUrl: 'http://localhost:8080',
    listen: { host: '127.0.0.1', port: 0 },
    database: { kind: 'sqlite', path },
    masterKey: new Secret(masterKey),
    masterKeyAlso: masterKeyAlso === null ? null : new Secret(masterKeyAlso),
    outboundAllow: [],
    forge: null,
    logLevel: 'silent',
    trustedProxies: [],
    signingKeyLifetimeMs: 365 * 86_400_000,
    metricsToken: null,
    mail: null,
    senders: noSenders,
    geoDatabase: null,
    webauthnMetadata: [],
  };
}

function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  folders.push(folder);
  return join(folder, 'gatehouse.sqlite');
}

/** As a broker that seals something for a tenant. */
async function sealFor(id: string, config: Config): Promise<void> {
  const broker = await compose(config);
  await broker.storage.vault.seal({ tenant: brand<TenantId>(id), table: 't', row: 'r', column: 'c' }, new Uint8Array(1));
  await broker.close();
}

test('a broker does not start on a database that another master key has sealed, and says so', async () => {
  const path = freshPath();
  const key = newKey();
  await sealFor('acme', configOf(path, key));
  for (const also of [null, newKey()])
    await expect(compose(configOf(path, newKey(), also))).rejects.toMatchObject({
      code: 'config_invalid',
      problems: [{ path: 'MASTER_KEY', message: expect.stringContaining('not the key that this database was sealed with') }],
    });
  const again = await compose(configOf(path, key));
  await again.close();
});

test('a broker with both master keys starts on what either has sealed, and says what still needs the other', async () => {
  const path = freshPath();
  const [old, next] = [newKey(), newKey()];
  await sealFor('acme', configOf(path, old));
  await sealFor('umbra', configOf(path, next, old));
  const log = createRecordedLog();
  const both = await compose(configOf(path, next, old), { log });
  expect(log.lines).toEqual([{ level: 'warn', event: 'keys.other_master_key_needed', fields: { count: 1 } }]);
  await both.close();
  await expect(compose(configOf(path, next))).rejects.toMatchObject({
    code: 'config_invalid',
    problems: [
      { path: 'MASTER_KEY', message: expect.stringMatching(/^opens 1 keys of tenants, but 1 are still wrapped.*MASTER_KEY_ALSO/) },
    ],
  });
});

test('a broker reads what it is given about models of keys, and does not start on what it cannot believe', async () => {
  const path = freshPath();
  const [file, key] = [`${path}.json`, newKey()];
  const described = { ...configOf(path, key), webauthnMetadata: [file] };
  await expect(compose(described)).rejects.toMatchObject({ code: 'config_invalid', problems: [{ path: '/WEBAUTHN_METADATA' }] });
  writeFileSync(file, '{"aaguid":"?"}');
  await expect(compose(described)).rejects.toMatchObject({ code: 'config_invalid', problems: [{ path: '/WEBAUTHN_METADATA' }] });
  writeFileSync(file, JSON.stringify(aMaker('ee882879-721c-4913-9775-3dfcce97072a').entry));
  const log = createRecordedLog();
  const broker = await compose(described, { log });
  expect(log.lines).toContainEqual({ level: 'info', event: 'webauthn.models', fields: { count: 1 } });
  await broker.close();
});
