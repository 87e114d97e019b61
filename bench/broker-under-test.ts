import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'dist/cli.mjs');
let isBuilt = false;

/** The bundle, as production runs it; made anew once in a run, so that it is what the sources say. */
function buildBundle(): void {
  if (isBuilt) return;
  const made = spawnSync(process.execPath, ['build.mjs'], { cwd: root, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`build: ${made.stderr}`);
  isBuilt = true;
}

/** Where a broker stands before it runs: its address and what it is given. Several brokers may stand at one address. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  readonly baseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

export interface BrokerUnderTest {
  readonly place: Place;
  /** Where it listens. */
  readonly port: number;
  readonly pid: number;
  /** From the start of the process to the first answer of `/readyz`, milliseconds. */
  readonly startMs: number;
  /** CPU of the process alone, user and system, microseconds. */
  cpuUs(): number;
  /** Resident memory, MB. */
  rssMb(): number;
  /** Ends the process as an orchestrator would, with SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Where files cost no disk. */
const memory = '/dev/shm';

/**
 * A fresh database and a free port. `database` is an address of PostgreSQL; a file in the folder unless told. `inMemory`
 * puts the folder where no disk is waited for, for databases of many tenants; only what lies there alike may be compared.
 */
export async function preparePlace(
  more: {
    readonly outboundAllow?: readonly string[];
    readonly database?: string;
    readonly inMemory?: boolean;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Place> {
  buildBundle();
  const folder = mkdtempSync(join(more.inMemory && existsSync(memory) ? memory : tmpdir(), 'gatehouse-bench-'));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const env = {
    PATH: process.env.PATH ?? '',
    GATEHOUSE_MODE: 'development',
    BASE_URL: baseUrl,
    LISTEN_PORT: String(port),
    DATABASE: more.database ?? join(folder, 'gatehouse.sqlite'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    OUTBOUND_ALLOW: (more.outboundAllow ?? []).join(','),
    LOG_LEVEL: 'error',
    // The clients of a benchmark come from many addresses, as people do.
    TRUSTED_PROXIES: '127.0.0.1',
    ...more.env,
  };
  return { folder, port, baseUrl, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts a broker. `port` lets a second one listen beside the first; `nodeOptions` are for Node itself. */
export async function startBroker(
  place: Place,
  more: { readonly port?: number; readonly nodeOptions?: readonly string[] } = {},
): Promise<BrokerUnderTest> {
  const port = more.port ?? place.port;
  const words = ['--disable-warning=ExperimentalWarning', ...(more.nodeOptions ?? []), bundle, 'serve'];
  const env = { ...place.env, LISTEN_PORT: String(port) };
  const began = performance.now();
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said = `${said}${text.toString()}`.slice(-2_000);
  });
  await untilReady(child, port, () => said);
  const startMs = performance.now() - began;
  const pid = child.pid as number;
  return { place, port, pid, startMs, cpuUs: () => cpuUsOf(pid), rssMb: () => rssMbOf(pid), stop: () => stopped(child) };
}

/** All threads together: the kernel counts their time in nanoseconds (proc(5), schedstat), and nothing else as finely. */
function cpuUsOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const ns = readdirSync(tasks).map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]));
  return ns.reduce((sum, each) => sum + each, 0) / 1_000;
}

function rssMbOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

async function untilReady(child: ChildProcess, port: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the broker ended by itself: ${said()}`);
    if (await answers(port)) return;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error('the broker was not ready in time');
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    get({ host: '127.0.0.1', port, path: '/readyz' }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    }).on('error', () => done(false));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
