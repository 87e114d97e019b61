import { afterEach, describe, expect, test } from '@jest/globals';
import { openDatabase, type SqliteDatabase } from '../../../../broker/adapters/sql/sqlite-database.ts';

let database: SqliteDatabase;
const opened = () => {
  database = openDatabase(':memory:', 0);
  database.exec('create table t (a, b)');
  return database;
};
afterEach(() => database.close());

describe('parameters', () => {
  test.each([
    ['text', 'é 🙂', 'é 🙂'],
    ['a whole number', 42, 42],
    ['a time', 1_795_262_400_000, 1_795_262_400_000],
    ['a fraction', 0.5, 0.5],
    ['a big integer', 42n, 42],
    ['true', true, 1],
    ['false', false, 0],
    ['null', null, null],
  ])('%s comes back', (_what, given, back) => {
    const db = opened();
    db.run('insert into t values (?, ?)', [given, 'last']);
    expect(db.run('select a, b from t', []).rows).toEqual([{ a: back, b: 'last' }]);
  });

  test('bytes come back, also those of a Buffer and of a part of one', () => {
    const db = opened();
    for (const bytes of [new Uint8Array([1, 2]), Buffer.from([3]), Buffer.from([1, 2, 3]).subarray(1)]) {
      db.run('insert into t values (?, ?)', [bytes, 1]);
      const [row] = db.run('select a from t where b = 1', []).rows as { a: Uint8Array }[];
      expect([...(row?.a ?? [])]).toEqual([...bytes]);
      db.run('delete from t', []);
    }
  });

  test.each([
    ['a date', new Date()],
    ['an object', { a: 1 }],
    ['an array', ['a']],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a bare buffer', new ArrayBuffer(2)],
  ])('%s is refused instead of shifting the others', (_what, given) => {
    const db = opened();
    for (const values of [
      [given, 'b'],
      ['a', given],
    ])
      expect(() => db.run('insert into t values (?, ?)', values)).toThrow('internal');
    expect(db.run('select a from t', []).rows).toEqual([]);
  });
});

test('a statement is prepared once, and more statements than are kept still work', () => {
  const db = opened();
  for (let round = 0; round < 2; round++)
    for (let index = 0; index < 700; index++) expect(db.run(`select ${index} as n`, []).rows).toEqual([{ n: index }]);
});

test('a statement that gives rows back tells how many it changed', () => {
  const db = opened();
  db.run('insert into t values (1, 1)', []);
  expect(db.run('update t set a = 2 returning a', [])).toMatchObject({ rows: [{ a: 2 }], changes: 1 });
  expect(db.run('update t set a = 2 where b = 9', [])).toEqual({ rows: [], changes: 0 });
});

test('commits survive the end of the process; foreign keys are on', () => {
  const db = opened();
  const pragma = (name: string) => Object.values(db.run(`pragma ${name}`, []).rows[0] as object)[0] as unknown;
  expect([pragma('synchronous'), pragma('foreign_keys'), pragma('trusted_schema')]).toEqual([1, 1, 0]);
});
