import { parseArgs } from 'node:util';
import { type Command, type Input, UsageError } from './command.ts';

/** Reads what stands behind the command's name. Throws UsageError with a sentence for the person. */
export function readArguments(command: Command, args: readonly string[]): Input & { readonly help: boolean } {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]));
  const { values, positionals } = parse([...args], { ...options, help: { type: 'boolean' } });
  const help = values.help === true;
  if (!help) {
    const missing = command.words[positionals.length];
    if (missing !== undefined) throw new UsageError(`${missing} is missing`);
    const excess = positionals[command.words.length];
    if (excess !== undefined) throw new UsageError(`"${excess}" is one argument too many`);
  }
  return {
    help,
    words: positionals,
    text: (option) => {
      const value = values[option];
      return typeof value === 'string' ? value : null;
    },
    flag: (option) => values[option] === true,
  };
}

function parse(args: string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's message goes on about a way around; its first sentence says what is wrong.
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(what.replace(/\.$/, ''), { cause: error });
  }
}
