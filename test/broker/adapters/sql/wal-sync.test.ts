import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../../../broker/adapters/sql/sqlite-database.ts';
import { needsSync } from '../../../../broker/adapters/sql/wal-sync.ts';

describe('what has to be on the disk before it is acknowledged', () => {
  test.each([
    'insert into "mfa_factor" ("id") values (?)',
    'update "mfa_factor" set "last_step" = ? where "last_step" < ?',
    'delete from "recovery_code" where "tenant" = ?',
    'insert into "account_binding" ("tenant") values (?) on conflict do nothing',
    'update "settings_active" set "revision" = ?',
    'insert into "signing_key" ("id") values (?)',
    'insert into "tenant_key" ("tenant") values (?)',
    'insert into "tenant" ("id") values (?)',
    'insert into "a_table_of_tomorrow" ("id") values (?)',
    'delete from "broker_session" where "id" = ?',
    'delete from "portal_session" where "token_hash" = ?',
    'create table "x" ("y" text)',
  ])('%s', (sql) => expect(needsSync(sql)).toBe(true));

  test.each([
    'select * from "mfa_factor"',
    'insert into "login" ("id") values (?)',
    'update "login" set "state" = ?',
    'insert into "consumed" ("kind") values (?)',
    'insert into "rate" ("hits") values (1)',
    'insert into "broker_session" ("id") values (?)',
    'update "broker_session" set "last_seen_at" = ?',
    'insert into "portal_session" ("id") values (?)',
    'insert into "trace" ("code") values (?)',
    'insert into "session_entry" ("tenant") select "tenant" from "broker_session"',
    'insert into "logout" ("handle") values (?)',
    'delete from "logout" where "handle" = ?',
  ])('not %s', (sql) => expect(needsSync(sql)).toBe(false));
});

describe('a database with writes that are synced', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  test('keeps them, alone and in transactions, and lets transactions be taken back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wal-'));
    folders.push(folder);
    const path = join(folder, 'test.sqlite');
    const first = openDatabase(path, 1_000);
    first.exec('create table "mfa_factor" ("id" text primary key) strict');
    first.run('insert into "mfa_factor" ("id") values (?)', ['alone']);
    first.exec('begin immediate');
    first.run('insert into "mfa_factor" ("id") values (?)', ['together']);
    first.exec('commit');
    first.exec('begin immediate');
    first.run('insert into "mfa_factor" ("id") values (?)', ['taken back']);
    first.exec('rollback');
    const second = openDatabase(path, 1_000);
    expect(second.run('select "id" from "mfa_factor" order by "id"', []).rows).toEqual([{ id: 'alone' }, { id: 'together' }]);
    second.close();
    first.close();
  });
});
