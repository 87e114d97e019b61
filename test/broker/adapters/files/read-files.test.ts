import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFiles } from '../../../../broker/adapters/files/read-files.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  mkdirSync(join(folder, 'deep.json'));
  for (const name of ['b.json', 'a.json', 'readme.md']) writeFileSync(join(folder, name), name);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...paths: readonly string[]) => readFiles(paths, { name: 'WEBAUTHN_METADATA', ending: '.json' });

test('a file is read whatever it is called, and of a folder those files with the right ending, by name', () => {
  expect(read(join(folder, 'readme.md'), folder).map(({ text }) => text)).toEqual(['readme.md', 'a.json', 'b.json']);
});

test('no path is no file', () => {
  expect(read()).toEqual([]);
});

test('what is not there is told with the variable that names it', () => {
  const path = join(folder, 'missing.jwt');
  expect(() => read(path)).toThrow(
    expect.objectContaining({ code: 'config_invalid', problems: [{ path: '/WEBAUTHN_METADATA', message: `${path} cannot be read.` }] }),
  );
});
