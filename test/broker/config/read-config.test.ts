import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../broker/config.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';

const goodKey = randomBytes(32).toString('base64');
const production = { BASE_URL: 'https://help.example', MASTER_KEY: goodKey };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (env: Record<string, string | undefined>) => loadConfig(env, { random: createFixedRandom('config') });

/** Variables that something is wrong with, in order. */
function wrong(env: Record<string, string | undefined>): string[] {
  const reading = read(env);
  return reading.ok ? [] : reading.problems.map(({ path }) => path.slice(1));
}

function configOf(env: Record<string, string | undefined>) {
  const reading = read(env);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
}

test('production needs its address and a master key, and nothing more', () => {
  expect(configOf(production)).toMatchObject({
    mode: 'production',
    baseUrl: 'https://help.example',
    listen: { host: '127.0.0.1', port: 8080 },
    database: { kind: 'sqlite', path: 'gatehouse.sqlite' },
    outboundAllow: [],
    forge: null,
    logLevel: 'info',
    trustedProxies: [],
    signingKeyLifetimeMs: 365 * 86_400_000,
    metricsToken: null,
    mail: null,
  });
  expect(wrong({})).toEqual(['BASE_URL', 'MASTER_KEY']);
});

test('every variable takes effect', () => {
  const config = configOf({
    ...production,
    LISTEN_HOST: '0.0.0.0',
    LISTEN_PORT: '9000',
    DATABASE: 'sqlite:/var/lib/gatehouse/db.sqlite',
    OUTBOUND_ALLOW: 'https://keycloak.corp.example:8443, https://10.0.0.7',
    FORGE_APP_ID: 'ari:cloud:ecosystem::app/3f1c3a52-0c1b-4a0f-9a0e-6a3c9b1f2d10',
    LOG_LEVEL: 'warn',
    TRUSTED_PROXIES: '10.0.0.0/8',
  });
  expect(config).toMatchObject({
    listen: { host: '0.0.0.0', port: 9000 },
    database: { path: '/var/lib/gatehouse/db.sqlite' },
    outboundAllow: ['https://keycloak.corp.example:8443', 'https://10.0.0.7'],
    forge: {
      appId: 'ari:cloud:ecosystem::app/3f1c3a52-0c1b-4a0f-9a0e-6a3c9b1f2d10',
      jwksUrl: 'https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json',
      apiBase: 'https://api.atlassian.com',
    },
    logLevel: 'warn',
    trustedProxies: ['10.0.0.0/8'],
    mail: null,
  });
});

test('e-mail is sent where both its server and its sender are named, and the password prints as a mask', () => {
  const { mail } = configOf({ ...production, SMTP_URL: 'smtps://u:hunter2@mail.example', MAIL_FROM: 'no-reply@help.example' });
  expect(mail).toEqual({ via: 'smtp', url: expect.any(Secret), from: 'no-reply@help.example' });
  expect(mail?.via === 'smtp' && mail.url.reveal()).toBe('smtps://u:hunter2@mail.example');
  expect(JSON.stringify(mail)).not.toContain('hunter2');
});

test.each([
  [{ SMTP_URL: 'smtps://mail.example' }, 'MAIL_FROM'],
  [{ MAIL_FROM: 'no-reply@help.example' }, 'SMTP_URL'],
  [{ SMTP_URL: 'https://u:hunter2@mail.example', MAIL_FROM: 'no-reply@help.example' }, 'SMTP_URL'],
  [{ SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'Help <no-reply@help.example>' }, 'MAIL_FROM'],
])('e-mail that is set up by halves or wrongly is told: %p', (env, name) => {
  expect(wrong({ ...production, ...env })).toEqual([name]);
  expect(JSON.stringify(read({ ...production, ...env }))).not.toContain('hunter2');
});

test.each([
  ['sqlite:data.sqlite', 'data.sqlite'],
  ['sqlite:///var/data.sqlite', '/var/data.sqlite'],
  ['/var/data.sqlite', '/var/data.sqlite'],
])('the database %s is the file %s', (given, path) => {
  expect(configOf({ ...production, DATABASE: given }).database).toEqual({ kind: 'sqlite', path });
});

test('every mistake is told at once, each with what to do', () => {
  const env = {
    GATEHOUSE_MODE: 'prod',
    GATEHOUSE_MASTER_KEY: 'x',
    BASE_URL: 'help.example',
    LISTEN_HOST: 'not a host',
    LISTEN_PORT: '99999',
    DATABASE: 'mysql://db/gatehouse',
    DATABASE_POOL_SIZE: '0',
    MASTER_KEY: 'c2hvcnQ=',
    OUTBOUND_ALLOW: 'http://a.example, https://b.example/path',
    FORGE_APP_ID: 'my-app',
    FORGE_JWKS_URL: 'http://keys.example/jwks.json',
    FORGE_API_BASE: 'http://api.example',
    LOG_LEVEL: 'loud',
    TRUSTED_PROXIES: '10.0.0.0/64, proxy.example',
  };
  const found = wrong(env);
  for (const name of Object.keys(env)) expect(found).toContain(name);
  expect(found.filter((name) => name === 'OUTBOUND_ALLOW')).toHaveLength(2);
  expect(found.filter((name) => name === 'TRUSTED_PROXIES')).toHaveLength(2);
  const reading = read(env);
  for (const { message } of reading.ok ? [] : reading.problems) expect(message.length).toBeGreaterThan(10);
});

test('an unknown GATEHOUSE_ variable is taken for a typing mistake; others are not ours', () => {
  const reading = read({ ...production, GATEHOUSE_BASE_URL: 'https://x.example', PATH: '/bin', BASE_URI: 'x' });
  expect(reading).toEqual({ ok: false, problems: [{ path: '/GATEHOUSE_BASE_URL', message: 'is not a variable. Do you mean BASE_URL?' }] });
});

test('a variable that is empty counts as not set', () => {
  expect(configOf({ ...production, LISTEN_PORT: '', OUTBOUND_ALLOW: ' ' })).toMatchObject({ listen: { port: 8080 }, outboundAllow: [] });
});

describe('production refuses', () => {
  test.each([
    ['an address without https', { BASE_URL: 'http://help.example' }, 'BASE_URL'],
    ['an address on this machine without https', { BASE_URL: 'http://localhost:8080' }, 'BASE_URL'],
    ['an address with a path', { BASE_URL: 'https://help.example/sub' }, 'BASE_URL'],
    ['an address that is a number', { BASE_URL: 'https://192.0.2.1' }, 'BASE_URL'],
    ['no master key', { MASTER_KEY: undefined }, 'MASTER_KEY'],
    ['a short master key', { MASTER_KEY: randomBytes(31).toString('base64') }, 'MASTER_KEY'],
    ['a long master key', { MASTER_KEY: randomBytes(33).toString('base64') }, 'MASTER_KEY'],
    ['an example master key', { MASTER_KEY: Buffer.alloc(32, 1).toString('base64') }, 'MASTER_KEY'],
    ['a master key of words', { MASTER_KEY: Buffer.from('a passphrase of thirty-two bytes').toString('base64') }, 'MASTER_KEY'],
    ['two master keys', { MASTER_KEY_FILE: '/run/secrets/key' }, 'MASTER_KEY_FILE'],
    ['an exception for http', { OUTBOUND_ALLOW: 'http://jira.corp.example' }, 'OUTBOUND_ALLOW'],
    ['an exception for this machine', { OUTBOUND_ALLOW: 'https://localhost:8443' }, 'OUTBOUND_ALLOW'],
    ['an exception for this machine by number', { OUTBOUND_ALLOW: 'https://127.0.0.1' }, 'OUTBOUND_ALLOW'],
    ['an exception for everything', { OUTBOUND_ALLOW: '*' }, 'OUTBOUND_ALLOW'],
    ['keys of Forge without https', { FORGE_JWKS_URL: 'http://localhost:8084/jwks.json' }, 'FORGE_JWKS_URL'],
    ['a gateway without https', { FORGE_API_BASE: 'http://localhost:8081' }, 'FORGE_API_BASE'],
    ['a database that forgets', { DATABASE: ':memory:' }, 'DATABASE'],
  ])('%s', (_name, change, variable) => {
    expect(wrong({ ...production, ...change })).toEqual([variable]);
  });

  test('to make a key by itself, or to touch the disk', () => {
    const database = join(folder, 'db.sqlite');
    expect(wrong({ BASE_URL: 'https://help.example', DATABASE: database })).toEqual(['MASTER_KEY']);
    expect(() => statSync(`${database}.master-key`)).toThrow('ENOENT');
  });
});

describe('the master key', () => {
  test('comes from a file, with or without a line end', () => {
    const path = join(folder, 'key');
    writeFileSync(path, `${goodKey}\n`);
    const config = configOf({ BASE_URL: 'https://help.example', MASTER_KEY_FILE: path });
    expect(config.masterKey.reveal()).toBe(goodKey);
  });

  test('never stands in a problem or in the printed configuration', () => {
    const short = randomBytes(20).toString('base64');
    expect(JSON.stringify(read({ ...production, MASTER_KEY: short }))).not.toContain(short);
    expect(JSON.stringify(configOf(production))).not.toContain(goodKey);
  });

  test.each([
    ['is not there', () => join(folder, 'nowhere')],
    ['is a folder', () => folder],
  ])('of a file that %s is told as a problem', (_name, path) => {
    expect(wrong({ BASE_URL: 'https://help.example', MASTER_KEY_FILE: path() })).toEqual(['MASTER_KEY_FILE']);
  });
});

describe('the other master key', () => {
  const otherKey = randomBytes(32).toString('base64');

  test('is none unless given, as text or as a file', () => {
    expect(configOf(production).masterKeyAlso).toBeNull();
    expect(configOf({ ...production, MASTER_KEY_ALSO: otherKey }).masterKeyAlso?.reveal()).toBe(otherKey);
    const path = join(folder, 'other');
    writeFileSync(path, `${otherKey}\n`);
    expect(configOf({ ...production, MASTER_KEY_ALSO_FILE: path }).masterKeyAlso?.reveal()).toBe(otherKey);
  });

  test('must be another one, however either is written', () => {
    const hex = Buffer.from(goodKey, 'base64').toString('hex');
    const path = join(folder, 'same');
    writeFileSync(path, goodKey);
    for (const same of [{ MASTER_KEY_ALSO: goodKey }, { MASTER_KEY_ALSO: hex }, { MASTER_KEY_ALSO_FILE: path }]) {
      expect(wrong({ ...production, ...same })).toEqual(Object.keys(same));
      expect(JSON.stringify(read({ ...production, ...same }))).toContain('is the same key as MASTER_KEY');
    }
  });

  test('is held to the same rules, and never stands in a problem or in the printed configuration', () => {
    const short = randomBytes(20).toString('base64');
    expect(wrong({ ...production, MASTER_KEY_ALSO: short })).toEqual(['MASTER_KEY_ALSO']);
    expect(JSON.stringify(read({ ...production, MASTER_KEY_ALSO: short }))).not.toContain(short);
    expect(JSON.stringify(configOf({ ...production, MASTER_KEY_ALSO: otherKey }))).not.toContain(otherKey);
    expect(wrong({ ...production, MASTER_KEY_ALSO: otherKey, MASTER_KEY_ALSO_FILE: join(folder, 'x') })).toEqual(['MASTER_KEY_ALSO_FILE']);
    expect(wrong({ ...production, MASTER_KEY_ALSO_FILE: join(folder, 'nowhere') })).toEqual(['MASTER_KEY_ALSO_FILE']);
  });
});

describe('development', () => {
  test('needs nothing: it makes a key beside the database, for its owner alone, and finds it again', () => {
    const env = { GATEHOUSE_MODE: 'development', DATABASE: join(folder, 'db.sqlite') };
    const config = configOf(env);
    expect(config).toMatchObject({ mode: 'development', baseUrl: 'http://localhost:8080' });
    const path = `${env.DATABASE}.master-key`;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8').trim()).toBe(config.masterKey.reveal());
    expect(loadConfig(env, { random: createFixedRandom('another') })).toEqual({ ok: true, config });
    expect(configOf(env).masterKey.reveal()).toBe(config.masterKey.reveal());
  });

  test('makes no key for a broker that will not start', () => {
    const database = join(folder, 'db.sqlite');
    expect(wrong({ GATEHOUSE_MODE: 'development', DATABASE: database, LISTEN_PORT: 'x' })).toEqual(['LISTEN_PORT']);
    expect(() => statSync(`${database}.master-key`)).toThrow('ENOENT');
  });

  test('refuses a key file beside the database that somebody spoilt', () => {
    const database = join(folder, 'db.sqlite');
    writeFileSync(`${database}.master-key`, 'spoilt');
    expect(wrong({ GATEHOUSE_MODE: 'development', DATABASE: database })).toEqual(['MASTER_KEY_FILE']);
  });

  test('allows stand-ins on this machine, and nowhere else without https', () => {
    const env = { GATEHOUSE_MODE: 'development', DATABASE: ':memory:' };
    const standIns = {
      OUTBOUND_ALLOW: 'http://localhost:8081',
      FORGE_JWKS_URL: 'http://localhost:8084/jwks.json',
      FORGE_API_BASE: 'http://localhost:8081',
    };
    expect(configOf({ ...env, ...standIns }).outboundAllow).toEqual(['http://localhost:8081']);
    expect(wrong({ ...env, BASE_URL: 'http://help.example', FORGE_API_BASE: 'http://api.example' })).toEqual([
      'BASE_URL',
      'FORGE_API_BASE',
    ]);
  });
});
