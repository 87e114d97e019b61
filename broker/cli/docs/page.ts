import { notesOf, type VariableName, variableNames } from '../../config/variables.ts';
import { commands } from '../commands.ts';
import { FileSettings } from '../config-file/schema.ts';
import { optionUsage, usage } from '../help.ts';
import { applicationExample, exampleFile, samlConnectionExample } from './example.ts';
import { code, pageOf, table } from './markdown.ts';
import { membersOf } from './members.ts';

/** Rules are the same wherever they stand, and long: they are told once. */
const otherRules = /^(parties\[\]|portal)\.policy\.rules$/;
const rulesElsewhere = /^(parties\[\]|portal)\.policy\.rules\./;

/** The whole of docs/configuration.md, from the same schemas and notes that check and help. */
export function configurationPage(): string {
  return pageOf([
    '# Configuration',
    'This page is generated from the schemas of the broker by `npm run docs`; a test fails when it is out of date.',
    '## Environment variables',
    'A broker reads these when it starts, tells every mistake at once, and does not start with one. An empty variable counts as not set. A variable that begins with `GATEHOUSE_` and is not in the list is a mistake too.',
    table(['Variable', 'Default', 'What it says'], variableNames.map(variableRow)),
    'The least that a broker in production needs:',
    code(
      'sh',
      'export BASE_URL=https://help.example.com\nexport MASTER_KEY_FILE=/run/secrets/gatehouse-master-key\nexport DATABASE=/var/lib/gatehouse/gatehouse.sqlite\ngatehouse serve',
    ),
    'With PostgreSQL instead of the file, also for several brokers, see [PostgreSQL](postgresql.md).',
    'To look around on one machine:',
    code('sh', 'GATEHOUSE_MODE=development npx gatehouse serve'),
    '## The command',
    'Exit codes: 0 done, 1 failed, 2 called in a way that does not exist, 3 something to change (only with `--exit-code`). `--json`, where there is one, prints for programs; progress and errors go to standard error.',
    ...commands.map(commandSection),
    '## Settings file',
    'Tenants that were made by `gatehouse tenant add` take their settings from a file, YAML or JSON. `config apply` checks all of it, tells every mistake with its place and line, and makes all of it live or nothing. Secrets never stand in the file: `{ env: NAME }` takes one from the environment of the command, `{ file: PATH }` from a file, whose path is relative to the settings file. Every member must be there, but for those of which the table says that they may be left out; `parties: []` and `null` say that there is none.',
    code('yaml', exampleFile.trimEnd()),
    'A provider that speaks SAML is a further entry of `connections`. Its certificate is the one in its metadata, in PEM form:',
    code('yaml', `connections:\n${samlConnectionExample.trimEnd()}`),
    'An application behind the same sign-in is an entry of `parties`:',
    code('yaml', `parties:\n${applicationExample.trimEnd()}`),
    'The token of the Forge app (`kind: app-token`) is for tenants that are managed on the admin page in Jira. A file takes `kind: api-token`, because nothing brings that token to a tenant without the app.',
    table(
      ['Member', 'Takes', 'What it says'],
      membersOf(FileSettings).flatMap(({ path, takes, meaning }) => {
        if (rulesElsewhere.test(path)) return [];
        return [[`\`${path}\``, takes, otherRules.test(path) ? `${meaning} As \`policy.rules\`.` : meaning]];
      }),
    ),
  ]);
}

function variableRow(name: VariableName): string[] {
  const notes = notesOf(name);
  return [`\`${name}\``, notes.default === null ? '' : code1(notes.default), notes.description];
}

/** `value` as code, with a remark in brackets left as text. */
function code1(value: string): string {
  const [, plain = value, remark = ''] = /^(\S+)( \(.*\))?$/.exec(value) ?? [];
  return `\`${plain}\`${remark}`;
}

function commandSection(command: (typeof commands)[number]): string {
  const options = Object.entries(command.options).map(([name, notes]) => `* \`${optionUsage(name, notes)}\`: ${notes.text}`);
  return [
    `### gatehouse ${usage(command)}`,
    command.summary,
    ...(options.length === 0 ? [] : [options.join('\n')]),
    code('sh', command.examples.join('\n')),
  ].join('\n\n');
}
