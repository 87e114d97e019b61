import type { CliContext, ExitCode } from './context.ts';

/** One option of a command, as `--help` and docs/configuration.md tell of it. */
export interface OptionNotes {
  readonly type: 'string' | 'boolean';
  /** What stands behind the option, for strings: `URL`. */
  readonly value?: string;
  readonly text: string;
}

export interface Input {
  /** The positional arguments, as many as the command names. */
  readonly words: readonly string[];
  readonly text: (option: string) => string | null;
  readonly flag: (option: string) => boolean;
}

export interface Command {
  readonly name: readonly string[];
  readonly summary: string;
  /** Names of the positional arguments; all must be given. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, OptionNotes>>;
  readonly examples: readonly string[];
  run(input: Input, context: CliContext): Promise<ExitCode>;
}

/** The command was called in a way that it does not know; the message says which. Exit code 2. */
export class UsageError extends Error {}
