#!/usr/bin/env node
/**
 * Finds a Node that can run the broker and runs the command on it: the bundle where `npm run build` made one, else the
 * source. Plain JavaScript that also an older Node understands, because `npx` picks the Node.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
/** `node:sqlite` without a flag. */
const oldestMajor = 24;

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= oldestMajor) return process.execPath;
  try {
    return join(dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`)), 'bin', 'node');
  } catch {
    process.stderr.write(`gatehouse needs Node ${oldestMajor}; this is ${process.versions.node}.\n`);
    process.exit(1);
  }
}

const bundle = join(root, 'dist', 'cli.mjs');
const fromSource = ['--import', pathToFileURL(require.resolve('tsx')).href, join(root, 'broker', 'cli.ts')];
const program = existsSync(bundle) ? [bundle] : fromSource;
// Pages are Preact; without the broker's own tsconfig they would fail when they are first shown.
const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, 'broker', 'tsconfig.json') };

const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', ...program, ...process.argv.slice(2)], { stdio: 'inherit', env });
// Ctrl-C reaches the child by the terminal; what is sent to this process alone has to be passed on.
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => {});
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
