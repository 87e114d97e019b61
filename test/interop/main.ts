/**
 * `npm run interop`: the broker among real peers (docs/interop.md). Installs SimpleSAMLphp, Apache and mod_auth_mellon from
 * Debian's packages where that is possible, and runs test/interop in Jest. Where it is not, what needs no packages runs all
 * the same, and the exit code says that peers were missing: 0 all green, 1 a test failed, 69 green without those peers.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPeers } from './support/packages.ts';

/** EX_UNAVAILABLE of sysexits.h. */
const unavailable = 69;
const root = join(import.meta.dirname, '../..');

const { version } = JSON.parse(readFileSync(join(root, 'node_modules/oidc-provider/package.json'), 'utf8')) as { version: string };
const found = findPeers((line) => console.log(line));
if (found.ok) console.log(`peers: ${[...found.versions, `oidc-provider ${version}`].join(', ')}`);
else shout(`SimpleSAMLphp and mod_auth_mellon are NOT tried: ${found.because}`);

const failed = runTests(found.ok ? [] : ['oidc-provider.interop.ts']);
if (failed) process.exitCode = 1;
else if (!found.ok) {
  shout('green, but WITHOUT the peers from packages: see above');
  process.exitCode = unavailable;
}

function runTests(only: readonly string[]): boolean {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const words = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '-c', 'test/interop/jest.config.js'];
  return spawnSync(process.execPath, [...words, ...only, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status !== 0;
}

function shout(text: string): void {
  const line = '*'.repeat(100);
  console.log(`${line}\n${text}\n${line}`);
}
