import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { postgresProgram } from './postgres-program.ts';

let folder: string;
let kept: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-program-'));
  kept = postgresProgram(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the copy is made once, and only its owner can write to it', () => {
  expect(postgresProgram(folder)).toBe(kept);
  expect(statSync(kept).mode & 0o777).toBe(0o755);
  expect(existsSync(join(kept, 'bin/postgres'))).toBe(true);
});

test('a folder that others can write to is not run from', () => {
  chmodSync(kept, 0o777);
  expect(postgresProgram(folder)).not.toBe(kept);
});

test('a link that somebody put in its place is not followed', () => {
  rmSync(kept, { recursive: true });
  const planted = join(folder, 'planted');
  mkdirSync(planted);
  symlinkSync(planted, kept);
  const program = postgresProgram(folder);
  expect(program).not.toBe(kept);
  expect(existsSync(join(program, 'bin/postgres'))).toBe(true);
});
