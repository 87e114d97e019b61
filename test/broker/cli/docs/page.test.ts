import { expect, test } from '@jest/globals';
import { parseFile } from '../../../../broker/cli/config-file/parse.ts';
import { FileSettings } from '../../../../broker/cli/config-file/schema.ts';
import { toSettings } from '../../../../broker/cli/config-file/to-settings.ts';
import { exampleFile } from '../../../../broker/cli/docs/example.ts';
import { membersOf } from '../../../../broker/cli/docs/members.ts';
import { configurationPage } from '../../../../broker/cli/docs/page.ts';
import { variableNames } from '../../../../broker/config/variables.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';

test('every variable is told, with what it means', () => {
  const page = configurationPage();
  for (const name of variableNames) expect(page).toMatch(new RegExp(`\\| \`${name}\` \\| .* \\| .{20,} \\|`));
});

test('every member of a settings file is told, with what it means', () => {
  const dumb = membersOf(FileSettings).filter(({ meaning, takes }) => meaning === '' || takes === '');
  expect(dumb).toEqual([]);
});

test('the example is a file that can be applied', async () => {
  const parsed = parseFile(exampleFile);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const context = { env: { BOREALIS_CLIENT_SECRET: 'a' }, readFile: async () => 'b' };
  const made = await toSettings(parsed.document, { file: 'x.yaml', live: new Map(), context, now: 1, random: createFixedRandom() });
  expect(made.ok).toBe(true);
});

test('members of one of several forms say which one they belong to', () => {
  const schema = {
    properties: {
      domains: {
        anyOf: [
          {
            type: 'object',
            properties: { mode: { const: 'list' }, list: { type: 'array', maxItems: 3, items: { type: 'string' }, description: 'Names.' } },
          },
          { type: 'object', properties: { mode: { const: 'any' } } },
        ],
      },
      token: { anyOf: [{ type: 'object', leaf: 'secret', properties: { env: { type: 'string' } } }, { type: 'null' }] },
    },
  };
  expect(membersOf(schema)).toEqual([
    { path: 'domains', takes: '`mode: list` or `mode: any`', meaning: '' },
    { path: 'domains.list', takes: 'list (at most 3) of text', meaning: 'With `mode: list`. Names.' },
    { path: 'token', takes: 'secret or `null`', meaning: '' },
  ]);
});
