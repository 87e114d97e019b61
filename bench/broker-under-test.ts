import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'dist/cli.mjs');
/** What `getconf CLK_TCK` says on every Linux of today. */
const ticksPerSecond = 100;

/** The bundle, as production runs it; made anew so that it is what the sources say. */
export function buildBundle(): void {
  const made = spawnSync(process.execPath, ['build.mjs'], { cwd: root, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`build: ${made.stderr}`);
}

export interface BrokerUnderTest {
  readonly port: number;
  readonly baseUrl: string;
  /** From the start of the process to the first answer of `/readyz`, milliseconds. */
  readonly startMs: number;
  /** CPU of the process alone, user and system, microseconds. */
  cpuUs(): number;
  /** Resident memory, MB. */
  rssMb(): number;
  run(words: readonly string[], more?: Record<string, string>): void;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts a broker on a fresh database. */
export async function startBrokerUnderTest(outboundAllow: readonly string[] = []): Promise<BrokerUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const env = {
    PATH: process.env.PATH ?? '',
    GATEHOUSE_MODE: 'development',
    BASE_URL: baseUrl,
    LISTEN_PORT: String(port),
    DATABASE: join(folder, 'gatehouse.sqlite'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    OUTBOUND_ALLOW: outboundAllow.join(','),
    LOG_LEVEL: 'error',
    // The clients of a benchmark come from many addresses, as people do.
    TRUSTED_PROXIES: '127.0.0.1',
  };
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', bundle, 'serve'], { env, stdio: 'ignore' });
  await untilReady(child, port);
  const startMs = performance.now() - began;
  const pid = child.pid as number;
  return {
    port,
    baseUrl,
    startMs,
    folder,
    cpuUs: () => cpuUsOf(pid),
    rssMb: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    run(words, more = {}) {
      const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', bundle, ...words], {
        env: { ...env, ...more },
        encoding: 'utf8',
      });
      if (done.status !== 0) throw new Error(`gatehouse ${words.join(' ')}: ${done.stdout}${done.stderr}`);
    },
    stop: () => stop(child, folder),
  };
}

function cpuUsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name in brackets: field 14 is user time, field 15 system time (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (child.exitCode !== null) throw new Error('the broker ended by itself');
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

function stop(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      done();
    });
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
