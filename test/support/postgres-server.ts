import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, asAdministrator } from './postgres-administrator.ts';
import { postgresProgram } from './postgres-program.ts';

/** A PostgreSQL of a suite's own, to be mistreated. Its address stays the same over every restart. */
export interface PostgresServer {
  /** Of the administrator; give brokers the address of `freshDatabase(server.url)`. */
  readonly url: string;
  /** Ends every connection and the server. `crash` lets it fall over, and unlogged tables are empty afterwards. */
  halt(how?: 'orderly' | 'crash'): Promise<void>;
  /** After `halt`. Resolves when connections are accepted. */
  start(): Promise<void>;
  restart(how?: 'orderly' | 'crash'): Promise<void>;
  /** Like a standby: every transaction that begins from now on may only read. */
  setReadOnly(readOnly: boolean): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

interface PostgresOptions {
  /** Waits for the disk at every commit, as in production; for measurements. */
  readonly durable?: boolean;
  /** Further settings, such as `max_connections=10`. */
  readonly settings?: readonly string[];
}

/** uid and gid of `nobody`, since the server refuses to run as root. */
const nobody = 65_534;
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
const readyPatienceMs = 30_000;

/** Ends the server when told to, or when the process of the tests is gone, however it went: then its input ends. */
const keeper = `trap '' INT TERM HUP
home=$1; shift
"$@" <&- & server=$!
read -r signal fate || { signal=INT fate=remove; }
kill -$signal $server 2>/dev/null; wait $server
[ "$fate" = keep ] || rm -rf "$home"`;

/** Starts the PostgreSQL that npm brought, on loopback, with a password that nobody else knows. About a second. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const program = postgresProgram();
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-data-'));
  const password = randomBytes(16).toString('hex');
  if ('uid' in identity) chownSync(home, nobody, nobody);
  const run = { ...identity, env: environment, cwd: home };

  writeFileSync(join(home, 'password'), password, { mode: 0o600 });
  if ('uid' in identity) chownSync(join(home, 'password'), nobody, nobody);
  const initdb = ['-D', 'data', '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile=password', '-E', 'UTF8', '--locale=C'];
  const made = spawnSync(join(program, 'bin/initdb'), [...initdb, '--no-sync', '--no-instructions', '--wal-segsize=1'], {
    ...run,
    encoding: 'utf8',
  });
  if (made.status !== 0) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(`initdb: ${made.stderr ?? ''}${String(made.error ?? '')}`);
  }

  const disk = options.durable ? [] : ['fsync=off', 'full_page_writes=off', 'max_wal_size=256MB'];
  const place = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=32MB', 'max_connections=100'];
  const settings = [...place, ...disk, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting]);
  const port = await freePort();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const command = [join(program, 'bin/postgres'), '-D', join(home, 'data'), '-p', String(port), ...settings];
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    if (running !== null) return;
    running = spawn('/bin/sh', ['-c', keeper, 'keeper', home, ...command], { ...run, stdio: ['pipe', 'ignore', 'pipe'] });
    // A test that fails before it stops the server does not keep its process waiting; the server ends with it.
    for (const each of [running, running.stdin, running.stderr]) (each as { unref?: () => void } | null)?.unref?.();
    try {
      await ready(running);
    } catch (error) {
      await end('INT remove');
      throw error;
    }
  }

  async function end(order: string): Promise<void> {
    if (running === null) return;
    const ending = running;
    running = null;
    ending.ref();
    const gone = once(ending, 'exit');
    ending.stdin?.end(`${order}\n`);
    await gone;
  }

  const halt = (how: 'orderly' | 'crash' = 'orderly') => end(how === 'crash' ? 'QUIT keep' : 'INT keep');
  await start();
  return {
    url,
    halt,
    start,
    async restart(how) {
      await halt(how);
      await start();
    },
    async setReadOnly(readOnly) {
      const setting = readOnly ? 'on' : 'off';
      await asAdministrator(url, `alter system set default_transaction_read_only = ${setting}`, 'select pg_reload_conf()');
      // The server reads its settings again when it comes to it.
      while ((await answerOf(url, 'show default_transaction_read_only')) !== setting);
    },
    async stop() {
      await end('INT remove');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves when connections are accepted; throws what the server said when it gives up. */
async function ready(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const give = (why: string) => reject(new Error(`PostgreSQL ${why}: ${said}`));
    const timer = setTimeout(() => give('did not start in time'), readyPatienceMs);
    server.once('error', (error) => give(error.message));
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      // Read to the end of its life, so that it never waits for a reader; what is kept is for a failed start.
      said = (said + chunk).slice(-4_000);
      if (said.includes('ready to accept connections')) {
        clearTimeout(timer);
        resolve();
      } else if (/could not create any TCP|database system is shut down|PANIC:/.test(said)) {
        clearTimeout(timer);
        give('did not start');
      }
    });
  });
}
