import { expect, test } from '@jest/globals';
import { parseFile } from '../../../../broker/cli/config-file/parse.ts';
import { FileSettings } from '../../../../broker/cli/config-file/schema.ts';
import { toSettings } from '../../../../broker/cli/config-file/to-settings.ts';
import { applicationExample, exampleFile, samlConnectionExample } from '../../../../broker/cli/docs/example.ts';
import { membersOf } from '../../../../broker/cli/docs/members.ts';
import { configurationPage } from '../../../../broker/cli/docs/page.ts';
import { variableNames } from '../../../../broker/config/variables.ts';
import { tenantFault } from '../../../../broker/settings/tenant-rules.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';

test('every variable is told, with what it means', () => {
  const page = configurationPage();
  for (const name of variableNames) expect(page).toMatch(new RegExp(`\\| \`${name}\` \\| .* \\| .{20,} \\|`));
});

test('every member of a settings file is told, with what it means', () => {
  const dumb = membersOf(FileSettings).filter(({ meaning, takes }) => meaning === '' || takes === '');
  expect(dumb).toEqual([]);
});

const whole = exampleFile
  .replace('connections:\n', `connections:\n${samlConnectionExample}`)
  .replace('parties: []\n', `parties:\n${applicationExample}`);

test.each([
  ['the example', exampleFile, ['oidc'], 0],
  ['the example with a SAML provider and an application', whole, ['saml', 'oidc'], 1],
])('%s is a file that can be applied', async (_, text, protocols, applications) => {
  const parsed = parseFile(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const context = { env: { BOREALIS_CLIENT_SECRET: 'a' }, readFile: async () => 'b' };
  const made = await toSettings(parsed.document, { file: 'x.yaml', live: new Map(), context, now: 1, random: createFixedRandom() });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  expect(made.settings.connections.map(({ protocol }) => protocol)).toEqual(protocols);
  expect(made.settings.parties).toHaveLength(applications);
  // What only a broker can tell: certificates that can be read, names that are not its own.
  const tenant = { loginOrigin: 'https://acme-login.help.example', portalOrigin: 'https://acme.help.example' };
  expect(tenantFault(tenant, made.settings, () => true)).toBeNull();
});

test('what the page says of the token of the app is what a file is told', async () => {
  const text = `${exampleFile.slice(0, exampleFile.indexOf('jira:'))}jira:\n  kind: app-token\n`;
  const parsed = parseFile(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const context = { env: { BOREALIS_CLIENT_SECRET: 'a' }, readFile: async () => 'b' };
  const made = await toSettings(parsed.document, { file: 'x.yaml', live: new Map(), context, now: 1, random: createFixedRandom() });
  expect(made).toMatchObject({ ok: false, problems: [{ path: '/jira/kind', message: expect.stringContaining('api-token') }] });
});

test('members that may be left out say so, and no others do', () => {
  const found = membersOf(FileSettings).filter(({ meaning }) => meaning.endsWith('May be left out.'));
  const inConditions = found.filter(({ path }) => /\.(deny|list|raise)\[\]\.when\.\w+$/.test(path));
  // Fifteen and `times`, in three lists of rules, for the tenant, the portal and an application.
  expect(inConditions).toHaveLength(16 * 3 * 3);
  const optional = found.filter((member) => !inConditions.includes(member));
  expect(optional.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'connections[].domains.proof',
      'connections[].assurance',
      'connections[].clientSecretExpiresOn',
      'secondFactor',
      'portal.policy',
      'notifications',
    ]),
  );
  expect(optional).toHaveLength(6);
});

test('members of one of several forms say which one they belong to', () => {
  const schema = {
    required: ['domains', 'token'],
    properties: {
      domains: {
        anyOf: [
          {
            type: 'object',
            required: ['mode', 'list'],
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
