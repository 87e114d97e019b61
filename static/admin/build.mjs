// Builds the admin pages when they are missing or older than what they are made of.
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const built = 'static/admin/build/index.html';
const sources = ['static/admin/**/*.{ts,tsx,html,css,svg}', 'contract/**/*.ts', 'package-lock.json'];

const age = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const newest = Math.max(...globSync(sources, { cwd: root, exclude: (name) => name === 'build' || name === 'node_modules' }).map(age));
if (age(built) < newest) {
  const vite = ['node_modules/vite/bin/vite.js', 'build', '-c', 'static/admin/vite.config.ts', '--logLevel', 'warn'];
  const run = spawnSync(process.execPath, vite, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
