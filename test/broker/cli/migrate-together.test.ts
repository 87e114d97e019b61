import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { migrations } from '../../../broker/adapters/sql/migrations/all.ts';
import { freshDatabase, sharedPostgres } from '../../support/postgres.ts';
import { answerOf } from '../../support/postgres-administrator.ts';

const program = ['--import', 'tsx', '--disable-warning=ExperimentalWarning', 'broker/cli.ts', 'migrate'];
const masterKey = randomBytes(32).toString('base64');
/** A cold start transpiles the sources once. */
const startMs = 60_000;

/** `gatehouse migrate` in a process of its own. */
async function migrate(database: string) {
  const env = { TSX_TSCONFIG_PATH: join(process.cwd(), 'broker/tsconfig.json'), GATEHOUSE_MODE: 'development', DATABASE: database };
  const child = spawn(process.execPath, program, { env: { ...env, MASTER_KEY: masterKey }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

/** Gives all that was said. */
async function twice(database: string, named: string): Promise<string> {
  const results = await Promise.all([migrate(database), migrate(database)]);
  for (const { code, out, err } of results) {
    expect([code, out.trim().split('\n').at(-1)]).toEqual([0, `The database ${named} is up to date.`]);
    expect(err).toContain('Bringing the database up to date.');
  }
  // Each step is done once, by whoever was faster.
  const steps = migrations.map(({ number, name }) => `Done: step ${number}, ${name}.`);
  expect(results.flatMap(({ out }) => out.split('\n').filter((line) => line.startsWith('Done:')))).toEqual(steps);
  return results.map(({ out, err }) => out + err).join('\n');
}

test(
  'the command, run by two brokers at once, succeeds for both on a SQLite file',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-together-'));
    const path = join(folder, 'gatehouse.sqlite');
    try {
      await twice(path, path);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  startMs,
);

test(
  'and on PostgreSQL, without repeating the password',
  async () => {
    const server = await sharedPostgres();
    const database = await freshDatabase(server.url);
    try {
      const { username, password, host, pathname } = new URL(database.url);
      expect(password).not.toBe('');
      const said = await twice(database.url, `postgres://${username}@${host}${pathname}`);
      expect(said).not.toContain(password);
      expect(await answerOf(database.url, 'select count(*) = max(number) from schema_migration')).toBe(true);
    } finally {
      await database.remove();
      await server.stop();
    }
  },
  startMs,
);
