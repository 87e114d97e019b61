import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrate } from '../../../../broker/adapters/sql/migrate.ts';
import { migrations } from '../../../../broker/adapters/sql/migrations/all.ts';
import type { Migration } from '../../../../broker/adapters/sql/migrations/migration.ts';
import { openSqlite } from '../../../../broker/adapters/sql/sqlite.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { openTestStorage } from '../../../support/storage.ts';

const clock = createFakeClock();
const newest = migrations.at(-1)?.number ?? 0;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-migrate-'));
  path = join(folder, 'broker.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function look<Row>(query: string): Row[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(query).all() as Row[];
  } finally {
    database.close();
  }
}

const step = (number: number, up: Migration['up']): Migration => ({ number, name: `step ${number}`, up });

describe('migrations', () => {
  test('are numbered from one, without a gap, and have names', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
    for (const { name } of migrations) expect(name).toMatch(/^[a-z][a-z-]+$/);
  });

  test('are applied once and written down', async () => {
    const first = await openTestStorage({ path, clock });
    const second = await openTestStorage({ path, clock });
    expect([first.migrated.applied.length, first.migrated.version]).toEqual([migrations.length, newest]);
    expect(second.migrated).toEqual({ applied: [], version: newest });
    for (const storage of [first, second]) await storage.close();
    expect(look('select number, name, applied_at from schema_migration')).toEqual(
      migrations.map(({ number, name }) => expect.objectContaining({ number, name, applied_at: clock.now() })),
    );
  });

  test('apply what is new in order, and leave the database as it was when one of them fails', async () => {
    const open = openSqlite(path);
    const ok = step(1, async (db) => void (await sql`create table one (a text)`.execute(db)));
    await migrate(open, clock, [ok]);
    const bad = [
      ok,
      step(2, async (db) => void (await sql`create table two (a text)`.execute(db))),
      step(3, async () => Promise.reject(new Error('bad'))),
    ];
    await expect(migrate(open, clock, bad)).rejects.toThrow('bad');
    await open.close();
    expect(look<{ name: string }>("select name from sqlite_master where name in ('one', 'two')").map(({ name }) => name)).toEqual(['one']);
    expect(look('select number from schema_migration')).toEqual([expect.objectContaining({ number: 1 })]);
  });

  test('refuse a database that a newer version has changed, and do not touch it', async () => {
    await (await openTestStorage({ path, clock })).close();
    const writer = new DatabaseSync(path);
    writer.exec(`insert into schema_migration values (${newest + 1}, 'future', 1)`);
    writer.close();
    await expect(openTestStorage({ path, clock })).rejects.toMatchObject({
      code: 'database_too_new',
      details: { database: newest + 1, code: newest },
    });
  });

  test('and what they left behind survives them: an older broker goes on', async () => {
    const storage = await openTestStorage({ path, clock });
    const open = openSqlite(path);
    await migrate(open, clock, [
      ...migrations,
      step(newest + 1, async (db) => void (await sql`alter table consumed add column note text`.execute(db))),
    ]);
    await open.close();
    expect(await storage.once.consume('t1' as never, 'test', 'a', 10)).toBe(true);
    await storage.close();
  });
});

describe('processes that start together', () => {
  /** Opens the storage and takes 300 things that count once, as fast as it can; prints what it applied and won. */
  const broker = (file: string) => `
    const { openStorage } = await import(${JSON.stringify(resolve('broker/adapters/sql/storage.ts'))});
    const storage = await openStorage({ kind: 'sqlite', path: ${JSON.stringify(file)} }, { clock: { now: () => Date.now() } });
    let won = 0;
    for (let index = 0; index < 300; index++) if (await storage.once.consume('t1', 'test', String(index), 1e13)) won += 1;
    await storage.close();
    console.log(JSON.stringify({ applied: storage.migrated.applied.length, won }));`;

  function run(code: string): Promise<{ applied: number; won: number }> {
    const child = spawn(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', code]);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    return new Promise((done, fail) => {
      child.on('close', (status) => (status === 0 ? done(JSON.parse(out)) : fail(new Error(err))));
    });
  }

  test('migrate once, and share everything that counts once between them', async () => {
    const results = await Promise.all([1, 2, 3].map(() => run(broker(path))));
    expect(results.reduce((sum, { applied }) => sum + applied, 0)).toBe(migrations.length);
    expect(results.reduce((sum, { won }) => sum + won, 0)).toBe(300);
    expect(look('pragma integrity_check')).toEqual([expect.objectContaining({ integrity_check: 'ok' })]);
  }, 30_000);
});
