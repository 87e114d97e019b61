import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { postgresProgram } from './postgres-program.ts';

let folder: string;
let kept: string;
const copied = () => postgresProgram(folder, { files: join(folder, 'native'), version: '1' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-program-'));
  // A small one in the form of the package: 60 MB are too many to copy for a test.
  for (const name of ['bin', 'lib']) mkdirSync(join(folder, 'native', name), { recursive: true });
  for (const name of ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5.18']) writeFileSync(join(folder, 'native', name), name);
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
  kept = copied();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the copy is made once, and only its owner can write to it', () => {
  expect(copied()).toBe(kept);
  expect(statSync(kept).mode & 0o777).toBe(0o755);
  expect(statSync(join(kept, 'bin/postgres')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(kept, 'lib/libpq.so.5'), 'utf8')).toBe('lib/libpq.so.5.18');
});

test('a folder that others can write to is not run from', () => {
  chmodSync(kept, 0o777);
  expect(copied()).not.toBe(kept);
});

test('a link that somebody put in its place is not followed', () => {
  rmSync(kept, { recursive: true });
  const planted = join(folder, 'planted');
  mkdirSync(planted);
  symlinkSync(planted, kept);
  const program = copied();
  expect(program).not.toBe(kept);
  expect(existsSync(join(program, 'bin/postgres'))).toBe(true);
});
