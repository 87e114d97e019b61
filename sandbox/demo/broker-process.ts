import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** From source, so that the demo is what the checkout says, whatever was bundled before. */
const command = ['--import', 'tsx', '--disable-warning=ExperimentalWarning', join(root, 'broker/cli.ts')];

export interface BrokerProcess {
  /** Runs another command of `gatehouse` against the same database; resolves with what it printed. */
  run(...words: string[]): Promise<string>;
  /** What the broker has printed so far. */
  said(): string;
  stop(): Promise<void>;
}

/** Starts the real broker as its operator would, and waits until it can sign people in. */
export async function startBroker(environment: Record<string, string>, baseUrl: string): Promise<BrokerProcess> {
  const env = {
    ...environment,
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    TSX_TSCONFIG_PATH: join(root, 'broker/tsconfig.json'),
  };
  // A group of its own: Ctrl-C in the terminal reaches the demo, which ends its broker in order.
  const child = spawn(process.execPath, [...command, 'serve'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const said = () => output.join('');
  await untilReady(child, baseUrl, said);
  return {
    run: (...words) => run(env, words),
    said,
    stop: () => stop(child),
  };
}

/** By itself, or because somebody ended it. */
function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function untilReady(child: ChildProcess, baseUrl: string, said: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`the broker ended by itself:\n${said()}`);
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  await stop(child);
  throw new Error(`the broker was not ready within a minute:\n${said()}`);
}

function run(env: Record<string, string>, words: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...command, ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.once('exit', (code) => (code === 0 ? done(output) : fail(new Error(`gatehouse ${words.join(' ')}:\n${output}`))));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((done) => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(impatient);
      done();
    });
    child.kill('SIGTERM');
  });
}
