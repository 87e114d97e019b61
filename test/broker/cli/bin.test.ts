import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

function gatehouse(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/gatehouse.mjs', ...argv], { encoding: 'utf8', env: {} });
  return { status, stdout, stderr };
}

test('the command starts from a shell and gives its exit code', () => {
  expect(gatehouse('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: gatehouse COMMAND'), stderr: '' });
  expect(gatehouse('party')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('no command "party"') });
});

test('without a configuration it says what is missing, all of it, and opens nothing', () => {
  const { status, stderr } = gatehouse('tenant', 'list');
  expect(status).toBe(1);
  expect(stderr).toContain('/BASE_URL: is missing.');
  expect(stderr).toContain('/MASTER_KEY: is missing.');
});
