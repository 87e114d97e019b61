import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { buildAdminPage } from '../support/forge-build.ts';

const run = promisify(execFile);

/** The bundler loads webpack and TypeScript and reads all of `src`: seconds, not milliseconds. */
const patienceMs = 180_000;

test(
  'the manifest validates, the Forge bundler bundles the functions it names, and the linter finds nothing',
  async () => {
    await buildAdminPage();
    // The reader of regular expressions is fetched when somebody tries a mapping, and not with the page.
    const first = /<script[^>]* src="\.\/([^"]+)"/.exec(readFileSync('static/admin/build/index.html', 'utf8'))?.[1] ?? '';
    expect(readFileSync(`static/admin/build/${first}`, 'utf8')).not.toContain('invalid nested repetition');
    const { stdout } = await run(process.execPath, ['test/support/forge-tools.cjs'], { timeout: patienceMs, maxBuffer: 10_000_000 });
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      valid: boolean;
      errors: unknown[];
      handlers: string[];
      bytes: number;
      lint: { errors: unknown[]; warnings: unknown[] }[];
    };
    expect(report.errors).toEqual([]);
    expect(report.valid).toBe(true);
    expect(report.handlers.sort()).toEqual(['admin', 'heartbeat', 'lifecycle']);
    expect(report.bytes).toBeLessThan(1_500_000);
    expect(report.lint.length).toBeGreaterThan(0);
    expect(report.lint.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  },
  patienceMs,
);
