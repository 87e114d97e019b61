import type { Command, OptionNotes } from './command.ts';
import { commands } from './commands.ts';

/** The whole command, for `gatehouse --help`. */
export function overview(): string {
  const width = Math.max(...commands.map((command) => usage(command).length));
  return [
    'gatehouse: the front door for the customers of Jira Service Management sites.',
    '',
    'Usage: gatehouse COMMAND [options]',
    '',
    ...commands.map((command) => `  ${usage(command).padEnd(width)}  ${command.summary}`),
    '',
    'The broker is configured by environment variables; docs/configuration.md tells of each.',
    'Exit codes: 0 done, 1 failed, 2 called in a way that does not exist, 3 something to change (only with --exit-code).',
    '',
    '"gatehouse COMMAND --help" tells more about one command.',
  ].join('\n');
}

/** One command with its options and examples. */
export function helpOf(command: Command): string {
  const options: [string, OptionNotes][] = [...Object.entries(command.options), ['help', { type: 'boolean', text: 'Shows this.' }]];
  const named = options.map(([name, notes]) => ({ usage: optionUsage(name, notes), text: notes.text }));
  const width = Math.max(...named.map((option) => option.usage.length));
  return [
    `Usage: gatehouse ${usage(command)} [options]`,
    '',
    command.summary,
    '',
    'Options:',
    ...named.map((option) => `  ${option.usage.padEnd(width)}  ${option.text}`),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}

/** `tenant rename TENANT NAME` */
export function usage(command: Command): string {
  return [...command.name, ...command.words].join(' ');
}

export function optionUsage(name: string, notes: OptionNotes): string {
  return notes.value === undefined ? `--${name}` : `--${name} ${notes.value}`;
}
