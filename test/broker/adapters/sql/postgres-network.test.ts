import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openPostgres } from '../../../../broker/adapters/sql/postgres.ts';
import { servingLimits } from '../../../../broker/adapters/sql/postgres-pool.ts';
import { selfSignedCertificate } from '../../../../broker/saml/certificate.ts';
import { placeOf, sharedPostgres } from '../../../support/postgres.ts';
import { type PostgresServer, startPostgres } from '../../../support/postgres-server.ts';

/** The answer of a fresh pool, or the name of its refusal. */
async function answerOf(url: string): Promise<unknown> {
  const open = openPostgres(placeOf(url));
  try {
    const { rows } = await sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(open.db);
    return rows[0]?.ssl === true ? 'encrypted' : 'plain';
  } catch (error) {
    return (error as { details: { because: string } }).details.because;
  } finally {
    await open.close();
  }
}

describe('a server with a certificate', () => {
  let server: PostgresServer;
  let folder: string;
  const files = (name: string) => join(folder, name);

  function certificateFor(commonName: string, name: string): void {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const now = Date.now();
    const der = selfSignedCertificate({
      privateKey,
      commonName,
      serial: Buffer.alloc(9, 7),
      notBefore: now - 60_000,
      notAfter: now + 3_600_000,
    });
    const text = der.toString('base64').replace(/.{64}/g, '$&\n');
    writeFileSync(files(`${name}.crt`), `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`);
    writeFileSync(files(`${name}.key`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    // The server insists that its key is its own user's.
    if (process.getuid?.() === 0) chownSync(files(`${name}.key`), 65_534, 65_534);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
    chmodSync(folder, 0o755);
    certificateFor('localhost', 'server');
    certificateFor('localhost', 'another');
    server = await startPostgres({ settings: ['ssl=on', `ssl_cert_file=${files('server.crt')}`, `ssl_key_file=${files('server.key')}`] });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = (host: string, parameters: string) => `${server.url.replace('@127.0.0.1:', `@${host}:`)}?${parameters}`;

  test.each(['verify-full', 'verify-ca', 'require'])(
    'is trusted with sslmode=%s when its certificate and its name are right',
    async (mode) => {
      expect(await answerOf(address('localhost', `sslmode=${mode}&sslrootcert=${files('server.crt')}`))).toBe('encrypted');
    },
  );

  test.each(['verify-full', 'verify-ca', 'require'])('is refused with sslmode=%s when anything is wrong', async (mode) => {
    const own = `sslrootcert=${files('server.crt')}`;
    expect(await answerOf(address('127.0.0.1', `sslmode=${mode}&${own}`))).toBe('postgres.ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await answerOf(address('localhost', `sslmode=${mode}&sslrootcert=${files('another.crt')}`))).toBe(
      'postgres.DEPTH_ZERO_SELF_SIGNED_CERT',
    );
    expect(await answerOf(address('localhost', `sslmode=${mode}`))).toBe('postgres.DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('is not looked at where the operator says so', async () => {
    expect(await answerOf(address('localhost', 'sslmode=no-verify'))).toBe('encrypted');
    expect(await answerOf(address('localhost', 'sslmode=disable'))).toBe('plain');
  });
});

describe('a server without one', () => {
  test('is refused by who asks for protection', async () => {
    const server = await sharedPostgres();
    try {
      expect(await answerOf(`${server.url}?sslmode=verify-full`)).toBe('postgres.tls-not-offered');
    } finally {
      await server.stop();
    }
  });
});

test('a server that falls silent is given up, and asked again over a new connection', async () => {
  const server = await sharedPostgres();
  const { port: behind } = new URL(server.url);
  const sockets = new Set<Socket>();
  const proxy = createServer((socket) => {
    const upstream = connect(Number(behind), '127.0.0.1');
    for (const each of [socket, upstream]) {
      sockets.add(each);
      each.on('error', () => {});
    }
    socket.pipe(upstream).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const open = openPostgres(
    { ...placeOf(server.url, 1), port: (proxy.address() as AddressInfo).port },
    { ...servingLimits, answerMs: 100 },
  );
  const ask = () => sql<{ one: number }>`select 1 as one`.execute(open.db);
  try {
    expect((await ask()).rows).toEqual([{ one: 1 }]);
    // Nothing is closed, as when a cable is pulled.
    for (const socket of sockets) socket.unpipe().pause();
    await expect(ask()).rejects.toMatchObject({ code: 'database_unavailable', details: { because: 'postgres.connection' } });
    expect((await ask()).rows).toEqual([{ one: 1 }]);
  } finally {
    await open.close();
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await server.stop();
  }
});
