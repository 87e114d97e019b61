import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { databaseInWords } from '../../../broker/config/database.ts';
import { loadConfig } from '../../../broker/config.ts';
import type { PostgresPlace } from '../../../broker/domain/ports/database-place.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';

const production = { BASE_URL: 'https://help.example', MASTER_KEY: Buffer.from(createFixedRandom('key').bytes(32)).toString('base64') };
const verified = 'postgres://gatehouse:hush@db.example/gatehouse?sslmode=verify-full';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-database-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (env: Record<string, string>) => loadConfig({ ...production, ...env }, { random: createFixedRandom('config') });

function placeOf(env: Record<string, string>): PostgresPlace {
  const reading = read(env);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  if (reading.config.database.kind !== 'postgres') throw new Error('not PostgreSQL');
  return reading.config.database;
}

/** What is said about the database; `null` when nothing is. */
function wrong(env: Record<string, string>): string | null {
  const reading = read(env);
  return reading.ok ? null : reading.problems.map(({ path, message }) => `${path.slice(1)} ${message}`).join('\n');
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('an address of PostgreSQL', () => {
  test('says everything that the driver needs', () => {
    expect(
      placeOf({ DATABASE: 'postgresql://gate%40house:p%40ss%2Fword@db.example:6432/help%20centre?sslmode=verify-full' }),
    ).toMatchObject({
      kind: 'postgres',
      host: 'db.example',
      port: 6432,
      name: 'help centre',
      user: 'gate@house',
      tls: { verify: true, ca: null },
      poolSize: 10,
    });
    expect(placeOf({ DATABASE: verified, DATABASE_POOL_SIZE: '25' })).toMatchObject({ port: 5432, poolSize: 25 });
    expect(placeOf({ DATABASE: verified }).password?.reveal()).toBe('hush');
  });

  test('may have no password, or one from a file', () => {
    const bare = verified.replace(':hush', '');
    expect(placeOf({ DATABASE: bare }).password).toBeNull();
    const file = written('password', 'from a file\n');
    expect(placeOf({ DATABASE: bare, DATABASE_PASSWORD_FILE: file }).password?.reveal()).toBe('from a file');
    expect(wrong({ DATABASE: verified, DATABASE_PASSWORD_FILE: file })).toMatch(/^DATABASE_PASSWORD_FILE stands beside a password/);
    expect(wrong({ DATABASE: bare, DATABASE_PASSWORD_FILE: join(folder, 'no') })).toMatch(/^DATABASE_PASSWORD_FILE there is no file/);
    expect(wrong({ DATABASE: bare, DATABASE_PASSWORD_FILE: folder })).toMatch(/^DATABASE_PASSWORD_FILE the file .* cannot be read/);
    expect(wrong({ DATABASE: bare, DATABASE_PASSWORD_FILE: written('empty', '\n') })).toMatch(/^DATABASE_PASSWORD_FILE .* is empty/);
    expect(wrong({ DATABASE: 'some.sqlite', DATABASE_PASSWORD_FILE: file })).toMatch(/^DATABASE_PASSWORD_FILE is for PostgreSQL only/);
  });

  test('may lead to a socket of this machine', () => {
    const place = placeOf({ DATABASE: 'postgres://gatehouse@localhost/gatehouse?host=/run/postgresql' });
    expect(place).toMatchObject({ host: '/run/postgresql', tls: null });
    expect(databaseInWords(place)).toBe('postgres://gatehouse@localhost/gatehouse?host=/run/postgresql');
  });

  test('may name the certificates that alone are trusted', () => {
    const root = written('root.crt', '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n');
    const { tls } = placeOf({ DATABASE: `${verified}&sslrootcert=${root}` });
    expect(tls).toEqual({ verify: true, ca: readFileSync(root, 'utf8').trimEnd() });
    expect(wrong({ DATABASE: `${verified}&sslrootcert=${join(folder, 'no')}` })).toMatch(/^DATABASE there is no file/);
    expect(wrong({ DATABASE: `${verified}&sslrootcert=${written('x', 'x')}` })).toMatch(
      /^DATABASE names an sslrootcert, .* no certificate/,
    );
  });

  test.each([
    ['without a user', 'postgres://db.example/gatehouse?sslmode=verify-full', /needs a user, a host and a name/],
    ['without a host', 'postgres://gatehouse@/gatehouse', /./],
    ['without a name', 'postgres://gatehouse@db.example?sslmode=verify-full', /needs a user, a host and a name/],
    ['of several hosts', 'postgres://gatehouse:hush@one:1,two:2/gatehouse', /is not an address/],
    ['with a sign in its password that is not escaped', 'postgres://gatehouse:hush#x@db.example/gatehouse', /./],
    ['with a parameter that has no effect', `${verified}&connect_timeout=3`, /the parameter "connect_timeout", which has no effect/],
    ['with protection that may be left out', verified.replace('verify-full', 'prefer'), /Write sslmode=verify-full/],
    ['with a word for protection that nobody knows', verified.replace('verify-full', 'full'), /Write sslmode=verify-full/],
    ['with certificates but no protection', 'postgres://gatehouse@localhost/g?sslrootcert=/x', /is not encrypted/],
  ])('%s is refused, and its password is not repeated', (_what, address, said) => {
    const message = wrong({ DATABASE: address });
    expect(message).toMatch(said);
    expect(message).not.toContain('hush');
  });
});

describe('in production a server elsewhere', () => {
  test.each(['', '?sslmode=disable', '?sslmode=no-verify'])('is refused with "%s"', (parameters) => {
    for (const host of ['db.example', '10.0.0.7', '[2001:db8::7]', 'localhost.example'])
      expect(wrong({ DATABASE: `postgres://gatehouse:hush@${host}/gatehouse${parameters}` })).toMatch(
        /^DATABASE leads to another machine without protection.*sslmode=verify-full/,
      );
  });

  test.each(['require', 'verify-ca', 'verify-full'])('is taken with sslmode=%s, and wholly verified', (mode) => {
    expect(placeOf({ DATABASE: verified.replace('verify-full', mode) }).tls).toEqual({ verify: true, ca: null });
  });

  test('is another matter on this machine, and in development', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(wrong({ DATABASE: `postgres://gatehouse@${host}/gatehouse` })).toBeNull();
    expect(wrong({ GATEHOUSE_MODE: 'development', DATABASE: 'postgres://gatehouse@db.example/gatehouse' })).toBeNull();
  });
});

describe('the password', () => {
  test('is in nothing that is printed', () => {
    const reading = read({ DATABASE: verified });
    for (const shown of [
      JSON.stringify(reading),
      inspect(reading, { depth: 10, showHidden: true }),
      databaseInWords(placeOf({ DATABASE: verified })),
    ])
      expect(shown).not.toContain('hush');
    expect(databaseInWords(placeOf({ DATABASE: verified }))).toBe('postgres://gatehouse@db.example:5432/gatehouse');
  });
});

test('development keeps the key that it makes in the data folder, where there is no file to put it beside', () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const env = { GATEHOUSE_MODE: 'development', MASTER_KEY: '', DATABASE: 'postgres://gatehouse@localhost/gatehouse' };
    const first = read(env);
    expect(statSync(join(folder, 'data/gatehouse.master-key')).mode & 0o777).toBe(0o600);
    expect(read(env)).toEqual(first);
  } finally {
    process.chdir(before);
  }
});
