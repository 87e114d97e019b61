import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../broker/config/config.ts';
import type { Door } from './browser.ts';
import { doorOf } from './door.ts';

/** The broker as production runs it: bundled, a process of its own. */
export interface BundledBroker {
  /** A process that has loaded everything and touched nothing; `serve` lets it run. Killed brokers are followed quickly so. */
  standby(options: StartOptions): { serve(): Promise<BrokerProcess> };
  /** The exit code of a call, and what it said. */
  call(argv: readonly string[], options: StartOptions): Promise<{ readonly code: number | null; readonly said: string }>;
  /** Ends what still runs, too. */
  remove(): void;
}

interface StartOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Another user than the one of the tests. */
  readonly uid?: number;
}

export interface BrokerProcess extends Door {
  readonly pid: number;
  /** Everything that it said. */
  said(): string;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
  /** Ends it as a service manager does; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Bundles it once for a suite; half a second. */
export function bundleBroker(): BundledBroker {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'));
  // Others than the user of the tests shall run it too.
  chmodSync(folder, 0o755);
  const { status, stderr } = spawnSync(process.execPath, ['build.mjs', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);

  writeFileSync(join(folder, 'standby.mjs'), standbyProgram);
  const children: ChildProcess[] = [];

  function run(argv: readonly string[], { env, uid }: StartOptions): ChildProcess {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...argv], {
      env: { ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: folder,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    children.push(child);
    return child;
  }

  return {
    standby(options) {
      const child = run(['standby.mjs', 'serve'], options);
      const said = recorded(child);
      const gone = once(child, 'exit');
      const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
        child.kill(signal);
        const [code] = (await gone) as [number | null];
        return code;
      };
      return {
        async serve() {
          child.stdin?.end('serve');
          const port = await listening(child, said);
          return {
            pid: child.pid ?? 0,
            said,
            ...doorOf(port),
            kill: async () => void (await end('SIGKILL')),
            stop: () => end('SIGTERM'),
          };
        },
      };
    },
    async call(argv, options) {
      const child = run(['cli.mjs', ...argv], options);
      const said = recorded(child);
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, said: said() };
    },
    remove() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const standbyProgram = `import { readdirSync } from 'node:fs';
for (const name of readdirSync('.')) if (name.startsWith('compose-') && name.endsWith('.mjs')) await import('./' + name);
process.stdin.once('data', () => import('./cli.mjs'));
`;

function listening(child: ChildProcess, said: () => string): Promise<number> {
  return new Promise((found, fail) => {
    child.stderr?.on('data', () => {
      const [, port] = /Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said()) ?? [];
      if (port !== undefined) found(Number(port));
    });
    child.once('exit', () => fail(new Error(`it ended by itself: ${said()}`)));
  });
}

/** A configuration as the environment of a process. */
export function environmentOf(config: Config, database: string): Record<string, string> {
  return {
    GATEHOUSE_MODE: config.mode,
    BASE_URL: config.baseUrl,
    LISTEN_PORT: '0',
    DATABASE: database,
    MASTER_KEY: config.masterKey.reveal(),
    OUTBOUND_ALLOW: config.outboundAllow.join(','),
    LOG_LEVEL: 'warn',
  };
}

function recorded(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  }
  return () => said;
}
