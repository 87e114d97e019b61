import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const command = join(root, 'bin/gatehouse.mjs');

export interface BrokerProcess {
  /** Runs another command of `gatehouse` against the same database; resolves with what it printed. */
  run(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the real broker as its operator would, and waits until it can sign people in. */
export async function startBroker(environment: Record<string, string>, baseUrl: string): Promise<BrokerProcess> {
  const env = { ...environment, PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', GATEHOUSE_SOURCE: '1' };
  const child = spawn(process.execPath, [command, 'serve'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await untilReady(child, baseUrl, said);
  return {
    run: (...words) => run(env, words),
    stop: () => stop(child),
  };
}

async function untilReady(child: ChildProcess, baseUrl: string, said: readonly string[]): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the broker ended by itself:\n${said.join('')}`);
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the broker was not ready within a minute:\n${said.join('')}`);
}

function run(env: Record<string, string>, words: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [command, ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('exit', (code) => (code === 0 ? done(output) : fail(new Error(`gatehouse ${words.join(' ')}:\n${output}`))));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(impatient);
      done();
    });
    child.kill('SIGTERM');
  });
}
