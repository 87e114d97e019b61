import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

const tsconfig = join(process.cwd(), 'broker/tsconfig.json');
/** A cold start transpiles the sources once. */
const startMs = 60_000;

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--disable-warning=ExperimentalWarning', 'broker/main.ts'], {
    env: { TSX_TSCONFIG_PATH: tsconfig, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, out: text(child.stdout), ended: once(child, 'exit') };
}

/** The address that the process says it listens on; rejects with what it said when it ends before that. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Listening on (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) found(address);
    });
    child.once('exit', () => fail(new Error(`it ended by itself: ${said}`)));
  });
}

test(
  'the process starts, says that it can sign people in, and ends when it is told to',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-main-'));
    const env = { GATEHOUSE_MODE: 'development', LISTEN_PORT: '0', DATABASE: join(folder, 'gatehouse.sqlite'), LOG_LEVEL: 'warn' };
    const { child, out, ended } = start(env);
    try {
      const ready = await fetch(`${await listening(child)}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toEqual({ status: 'ready' });
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      expect(await out).toBe('');
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  },
  startMs,
);

test(
  'without a configuration it ends with a failure and says everything that is missing',
  async () => {
    const { child, ended } = start({});
    const said = await text(child.stderr);
    expect(await ended).toEqual([1, null]);
    expect(said).toContain('/BASE_URL: is missing.');
    expect(said).toContain('/MASTER_KEY: is missing.');
  },
  startMs,
);
