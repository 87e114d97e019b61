import type { Config } from '../config/config.ts';
import type { ConfigReading, Environment } from '../config/read-config.ts';
import type { CliParts } from './parts.ts';

/** The world around the command, so that tests run it in their own process. */
export interface CliContext {
  readonly env: Environment;
  /** The result, which other programs may read. */
  out(text: string): void;
  /** Progress, warnings and errors, for the person at the terminal. */
  err(text: string): void;
  readConfig(env: Environment): ConfigReading;
  /** `log`: a broker that serves logs to standard output; one that only works for a command must not mix with its result. */
  open(config: Config, log: 'stdout' | 'stderr'): Promise<CliParts>;
  /** Null: there is no such file. Throws when it cannot be read. */
  readFile(path: string): Promise<string | null>;
  /** The same, for what may be written in any letters. */
  readBytes(path: string): Promise<Uint8Array | null>;
  readonly fetch: (url: string, init: { signal: AbortSignal }) => Promise<{ readonly status: number; text(): Promise<string> }>;
  /** Ends after this many milliseconds. */
  pause(ms: number): Promise<void>;
  /** Ends when the process is asked to stop. */
  untilStopped(): Promise<void>;
}

/** `changes`: there is something to change, for those who ask with `--exit-code`. */
export const exitCodes = { done: 0, failed: 1, usage: 2, changes: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
