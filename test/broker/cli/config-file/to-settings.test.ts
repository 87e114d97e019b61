import { expect, test } from '@jest/globals';
import { secretRefs } from '#contract/settings/secrets';
import { toFile } from '../../../../broker/cli/config-file/export.ts';
import { liveSecrets } from '../../../../broker/cli/config-file/live-secrets.ts';
import { toSettings } from '../../../../broker/cli/config-file/to-settings.ts';
import { settingsToParts } from '../../../../broker/settings/to-parts.ts';
import { aConnection, secretsOf, someSettings } from '../../../support/settings.ts';

let counter = 0;
const random = {
  bytes: (count: number) => new Uint8Array(count),
  token: () => {
    counter += 1;
    return `made-${String(counter).padStart(17, '0')}`;
  },
};
const files: Record<string, string> = { '/etc/gatehouse/okta.txt': 'from a file\n' };
const context = {
  env: { BOREALIS_CLIENT_SECRET: 'from the environment' },
  readFile: async (path: string) => files[path] ?? null,
};
const deps = { file: '/etc/gatehouse/acme.yaml', live: new Map(), context, now: 7, random };

test('fetches secrets from the environment and from files beside the settings file', async () => {
  const document = toFile(someSettings({ connections: [aConnection(), aConnection({ id: 'okta' })] }));
  const [first, second] = document.connections;
  if (first === undefined || second?.protocol !== 'oidc') throw new Error('two connections');
  const made = await toSettings({ ...document, connections: [first, { ...second, clientSecret: { file: 'okta.txt' } }] }, deps);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const refs = secretRefs(made.settings).map(({ ref }) => ref);
  const values = refs.map(({ secret }) => made.contents.get(secret)?.value);
  expect(values).toEqual(['from the environment', 'from a file']);
  expect(refs.map(({ setAt }) => setAt)).toEqual([7, 7]);
});

test('keeps the live reference of a secret whose value did not change, and makes a new one for another value', async () => {
  const settings = someSettings();
  const secrets = secretsOf(settings);
  const live = liveSecrets(settings, settingsToParts(settings, secrets).parts);
  const [{ value } = { value: '' }] = [...secrets.values()];
  const same = await toSettings(toFile(settings), { ...deps, live, context: { ...context, env: { BOREALIS_CLIENT_SECRET: value } } });
  expect(same.ok && same.settings).toEqual(settings);
  const other = await toSettings(toFile(settings), { ...deps, live });
  expect(other.ok && secretRefs(other.settings)[0]?.ref.secret).toMatch(/^sec_made-/);
});

test('tells every missing secret and every broken rule at once', async () => {
  const settings = someSettings({
    connections: [
      aConnection({ id: 'one' }),
      aConnection({ id: 'two', domains: { mode: 'list', list: ['one.example'] }, scopes: ['email'] }),
    ],
  });
  const made = await toSettings(toFile(settings), deps);
  expect(!made.ok && made.problems.map(({ path }) => path)).toEqual([
    '/connections/0/clientSecret',
    '/connections/1/clientSecret',
    '/connections/1/scopes',
    '/connections/1/domains/list/0',
  ]);
});

test('the token of a Forge app is nothing that a file can have', async () => {
  const made = await toSettings(toFile(someSettings({ jira: { kind: 'app-token' } })), deps);
  expect(made).toMatchObject({ ok: false, problems: [{ path: '/jira/kind' }] });
});

test.each([
  ['begins or ends with a space or a line break', ' s3cret', 's3cret \n'],
  ['has a line break in it', 's3\ncret', 's3\r\ncret\n'],
])('a secret that %s is refused in words, without being shown', async (words, fromEnvironment, fromFile) => {
  const document = toFile(someSettings({ connections: [aConnection(), aConnection({ id: 'okta' })] }));
  const [first, second] = document.connections;
  if (first === undefined || second?.protocol !== 'oidc') throw new Error('two connections');
  const files: Record<string, string> = { '/etc/gatehouse/okta.txt': fromFile };
  const context = { env: { BOREALIS_CLIENT_SECRET: fromEnvironment }, readFile: async (path: string) => files[path] ?? null };
  const made = await toSettings(
    { ...document, connections: [first, { ...second, clientSecret: { file: 'okta.txt' } }] },
    { ...deps, context },
  );
  expect(made).toEqual({
    ok: false,
    problems: [0, 1].map((index) => ({ path: `/connections/${index}/clientSecret`, message: `the secret ${words}` })),
  });
  expect(JSON.stringify(made)).not.toContain('s3');
});

test('a client without a secret has a signature instead', async () => {
  const file = toFile(someSettings({ connections: [aConnection({ clientSecret: null })] }));
  expect(await toSettings(file, deps)).toMatchObject({ ok: false, problems: [{ path: '/connections/0/clientSecret' }] });
  const keyed = toFile(someSettings({ connections: [aConnection({ clientSecret: null, tokenEndpointAuth: 'private_key_jwt' })] }));
  expect(await toSettings(keyed, deps)).toMatchObject({ ok: true });
});
