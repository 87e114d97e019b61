import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { systemRandom } from '../adapters/clock/system-random.ts';
import { type Config, loadConfig } from '../config.ts';
import type { Log } from '../domain/ports/log.ts';
import type { CliContext } from './context.ts';

/** The world around a real process: its environment, its terminal, its files and its signals. */
export const processContext: CliContext = {
  env: process.env,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  readConfig: (env) => loadConfig(env, { random: systemRandom }),
  // Loaded when a command needs it, so that `--help` and `health` answer at once.
  async open(config, log) {
    const { compose } = await import('../compose.ts');
    return compose(config, log === 'stdout' ? {} : { log: await quietLog(config) });
  },
  readFile: async (path) => (await bytesOf(path))?.toString('utf8') ?? null,
  readBytes: bytesOf,
  fetch: (url, init) => fetch(url, { ...init, redirect: 'error' }),
  pause: (ms) => setTimeout(ms),
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};

/** What a command's work has to say to the operator: warnings, as of a key exchanged, and faults; beside the progress, not in the result. */
async function quietLog(config: Config): Promise<Log> {
  const { createLog } = await import('../adapters/log/log.ts');
  return createLog({ clock: systemClock, level: config.logLevel === 'info' ? 'warn' : config.logLevel, destination: process.stderr });
}

async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
