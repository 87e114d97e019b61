import { AppError } from '../domain/app-error.ts';
import { readArguments } from './arguments.ts';
import { type Command, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { type CliContext, type ExitCode, exitCodes } from './context.ts';
import { helpOf, overview } from './help.ts';
import { problemLines } from './print.ts';
import { wordsForOperator } from './words.ts';

/** Runs one call of the command and gives its exit code; every error becomes words on `err`. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  if (argv.length === 0 || argv[0] === '--help' || argv[0] === 'help') {
    context.out(overview());
    return argv.length === 0 ? exitCodes.usage : exitCodes.done;
  }
  const command = commands.find(({ name }) => name.every((word, index) => argv[index] === word));
  if (command === undefined) return unknownCommand(argv, context);
  try {
    const input = readArguments(command, argv.slice(command.name.length));
    if (!input.help) return await command.run(input, context);
    context.out(helpOf(command));
    return exitCodes.done;
  } catch (error) {
    return explain(error, command, context);
  }
}

function unknownCommand(argv: readonly string[], context: CliContext): ExitCode {
  const group = commands.filter(({ name }) => name[0] === argv[0]);
  if (group.length > 0) context.err(`"gatehouse ${argv[0]}" needs one of: ${group.map(({ name }) => name.slice(1).join(' ')).join(', ')}.`);
  else context.err(`There is no command "${argv[0]}". "gatehouse --help" lists them.`);
  return exitCodes.usage;
}

function explain(error: unknown, command: Command, context: CliContext): ExitCode {
  if (error instanceof UsageError) {
    context.err(`${error.message}.`);
    context.err(`"gatehouse ${command.name.join(' ')} --help" tells how it is called.`);
    return exitCodes.usage;
  }
  if (error instanceof AppError) {
    const words = wordsForOperator(error.code);
    context.err(`${words.title} (${error.code}). ${words.text}`);
    for (const line of problemLines(error.problems)) context.err(line);
    for (const [name, value] of Object.entries(error.details)) context.err(`  ${name}: ${value}`);
    context.err(words.action);
    return exitCodes.failed;
  }
  context.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failed;
}
