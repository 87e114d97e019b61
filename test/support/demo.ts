import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { busyPorts, demoPorts } from '../../sandbox/demo/ports.ts';
import { type DemoAddresses, demoAddresses } from '../../sandbox/demo/world.ts';

const root = join(import.meta.dirname, '../..');
/** Without the command of tsx between: on a busy machine it gives a process up that has not answered a signal at once. */
const command = ['--import', 'tsx', 'sandbox/demo/main.ts'];
/** The last words of the demo's guide: everything stands. */
const guideEnds = 'Ctrl-C ends everything';
const patienceMs = 120_000;

/** `npm run demo`, running. */
export interface Demo {
  readonly at: DemoAddresses;
  /** Everything it printed so far, for the report of a failure. */
  said(): string;
  /** Ends it as a terminal would, and waits for its end. Throws when it did not end in order. */
  stop(): Promise<void>;
}

/** Starts the demo on free ports and waits for its guide; `blank` leaves the tenant acme to be set up by hand. */
export async function startDemo(wish: { blank?: boolean } = {}): Promise<Demo> {
  if (!existsSync(join(root, 'static/admin/build/index.html'))) throw new Error('The admin page is not built: run npm run build:admin.');
  const base = await freeBase();
  const child = spawn(process.execPath, [...command, ...(wish.blank ? ['--blank'] : [])], {
    cwd: root,
    env: { ...process.env, PORT_BASE: String(base), TSX_TSCONFIG_PATH: 'broker/tsconfig.json' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever ends without its clean-up takes the demo along.
  process.once('exit', () => child.kill('SIGTERM'));
  const output: string[] = [];
  const said = () => output.join('');
  try {
    await untilGuided(child, output);
  } catch (error) {
    await end(child);
    throw new Error(`The demo did not start: ${error instanceof Error ? error.message : String(error)}\n${said()}`);
  }
  return {
    at: demoAddresses(demoPorts(base)),
    said,
    async stop() {
      const code = await end(child);
      if (code !== 0) throw new Error(`The demo ended with status ${code}:\n${said()}`);
    },
  };
}

function untilGuided(child: ChildProcess, output: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const impatient = setTimeout(() => fail(new Error(`not ready within ${patienceMs / 1000} s`)), patienceMs);
    const stopWaiting = (error: Error) => {
      clearTimeout(impatient);
      fail(error);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output.push(text);
        if (!output.join('').includes(guideEnds)) return;
        clearTimeout(impatient);
        done();
      });
    }
    child.once('error', stopWaiting);
    child.once('exit', (code, signal) => stopWaiting(new Error(`it ended by itself (${signal ?? `status ${code}`})`)));
  });
}

/** Its exit status; null when it had to be killed. */
async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return child.exitCode;
  const ended = once(child, 'exit');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 15_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(impatient);
  return child.exitCode;
}

/** A block of ports that nobody holds, below those that systems hand out by themselves. */
async function freeBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const base = 10_000 + 10 * randomInt(2_200);
    if ((await busyPorts(demoPorts(base))).length === 0) return base;
  }
  throw new Error('No five free ports in a row were found between 10000 and 32000.');
}
