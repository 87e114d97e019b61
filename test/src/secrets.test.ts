import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { anOAuth2Connection, aSamlConnection } from '../support/connections.ts';
import { aDraft, type ForgeSite, startForgeSite } from '../support/forge-site.ts';

const clientSecret = 'first-client-secret';
const apiToken = 'ATATT-very-secret-token';
const jiraDraft = {
  kind: 'api-token',
  siteUrl: 'https://acme.atlassian.net',
  email: 'bot@acme.example',
  newToken: apiToken,
  expiresOn: '2027-03-31',
} as const;

let site: ForgeSite;
const logged: unknown[] = [];
beforeEach(async () => {
  logged.length = 0;
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    jest.spyOn(console, method).mockImplementation((...line) => void logged.push(line));
  site = await startForgeSite();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await site.close();
});

test('no answer to a page and no line of the log ever holds a secret, its name or its hash', async () => {
  const answers: unknown[] = [];
  const keep = async (name: string, payload: unknown, user = 'ada') => answers.push(await site.host.invoke(user, name, payload));
  await keep('connection.save', { expectRevision: 0, create: true, connection: aDraft() });
  await keep('jira.save', { expectRevision: 1, jira: jiraDraft });
  await keep('connection.save', { expectRevision: 0, create: true, connection: aDraft({ id: 'other' }) });
  await keep('connection.save', { expectRevision: 2, create: true, connection: { ...aDraft({ id: 'other', name: '' }) } });
  await keep('jira.save', { expectRevision: 2, jira: { ...jiraDraft, email: 'no-address' } });
  await keep('jira.test', { draft: jiraDraft });
  await keep('jira.save', { expectRevision: 2, jira: jiraDraft }, 'uma');
  site.broker.refuse = { route: 'putPart', code: 'settings_part_hash_wrong', supportCode: null };
  await keep('connection.save', { expectRevision: 2, create: false, connection: aDraft() });
  await site.broker.close();
  await keep('connection.save', { expectRevision: 3, create: false, connection: aDraft({ name: 'x' }) });
  await keep('jira.test', { draft: jiraDraft });
  await keep('overview.load', {});
  await site.host.runScheduled();
  const seen = JSON.stringify([answers, logged]);
  expect(answers.filter((answer) => (answer as { ok: boolean }).ok).length).toBeGreaterThan(3);
  expect(seen).not.toContain(clientSecret);
  expect(seen).not.toContain(apiToken);
  for (const id of site.host.storage.secrets.keys()) expect(seen).not.toContain(id);
  expect(logged.length).toBeGreaterThan(0);
});

test('entered values lie in the encrypted half of the storage only', async () => {
  await site.add();
  const plain = site.host.storage.plain.keys().map((key) => site.host.storage.plain.get(key));
  expect(JSON.stringify(plain)).not.toContain(clientSecret);
  expect(site.host.storage.secrets.keys()).toHaveLength(1);
});

test('a page sees only when a secret was set', async () => {
  const overview = await site.add();
  expect(overview.connections[0]).toHaveProperty('clientSecretSetAt', expect.any(Number));
  expect(overview.connections[0]).not.toHaveProperty('clientSecret');
  const after = await site.value('ada', 'jira.save', { expectRevision: 1, jira: jiraDraft });
  expect(after.jira).toEqual({
    kind: 'api-token',
    siteUrl: jiraDraft.siteUrl,
    email: jiraDraft.email,
    tokenSetAt: expect.any(Number),
    expiresOn: '2027-03-31',
  });
});

test('an edit without a new secret keeps the stored one, a new one replaces it everywhere', async () => {
  await site.add();
  const [before] = site.host.storage.secrets.keys();
  await site.value('ada', 'connection.save', {
    expectRevision: 1,
    create: false,
    connection: aDraft({ name: 'Renamed', newClientSecret: null }),
  });
  expect(site.host.storage.secrets.keys()).toEqual([before]);
  await site.value('ada', 'connection.save', { expectRevision: 2, create: false, connection: aDraft({ newClientSecret: 'second' }) });
  const after = site.host.storage.secrets.keys();
  expect(after).toHaveLength(1);
  expect(after).not.toEqual([before]);
});

test('a new connection needs a secret', async () => {
  const error = await site.refused('ada', 'connection.save', {
    expectRevision: 0,
    create: true,
    connection: aDraft({ newClientSecret: null }),
  });
  expect(error.problems).toEqual([{ path: '/connection/newClientSecret', message: 'Enter the client secret.' }]);
});

test('a stored client secret is never sent to another issuer', async () => {
  await site.add();
  const moved = aDraft({ issuer: 'https://evil.example', newClientSecret: null });
  const error = await site.refused('ada', 'connection.save', { expectRevision: 1, create: false, connection: moved });
  expect(error.problems[0]?.path).toBe('/connection/newClientSecret');
});

test('a stored client secret is never sent to another token address', async () => {
  await site.add();
  const endpoints = {
    authorization: 'https://id.borealis.example/authorize',
    token: 'https://evil.example/token',
    jwks: 'https://id.borealis.example/keys',
    userinfo: null,
    endSession: null,
  };
  const moved = { ...aDraft({ endpoints, newClientSecret: null }) };
  const error = await site.refused('ada', 'connection.save', { expectRevision: 1, create: false, connection: moved });
  expect(error.problems[0]?.path).toBe('/connection/newClientSecret');

  const { clientSecret: _, ...github } = anOAuth2Connection();
  await site.value('ada', 'connection.save', { expectRevision: 1, create: true, connection: { ...github, newClientSecret: 'of GitHub' } });
  const kept = { ...github, authorizationUrl: 'https://other.example/authorize', newClientSecret: null };
  await site.value('ada', 'connection.save', { expectRevision: 2, create: false, connection: kept });
  const elsewhere = { ...github, tokenUrl: 'https://evil.example/token', newClientSecret: null };
  expect(
    (await site.refused('ada', 'connection.save', { expectRevision: 3, create: false, connection: elsewhere })).problems[0]?.path,
  ).toBe('/connection/newClientSecret');
});

test('a secret does not follow a connection into another protocol', async () => {
  await site.add();
  const { clientSecret: _, ...fields } = anOAuth2Connection({ id: 'borealis' });
  const error = await site.refused('ada', 'connection.save', {
    expectRevision: 1,
    create: false,
    connection: { ...fields, newClientSecret: null },
  });
  expect(error.problems[0]?.path).toBe('/connection/newClientSecret');
});

test('with a signature instead of a secret none is kept, and none is taken', async () => {
  await site.add();
  const signed = aDraft({ tokenEndpointAuth: 'private_key_jwt' });
  const error = await site.refused('ada', 'connection.save', { expectRevision: 1, create: false, connection: signed });
  expect(error.problems[0]?.path).toBe('/connection/newClientSecret');
  const after = await site.value('ada', 'connection.save', {
    expectRevision: 1,
    create: false,
    connection: { ...signed, newClientSecret: null },
  });
  expect(after.connections[0]).toHaveProperty('clientSecretSetAt', null);
  expect(site.host.storage.secrets.keys()).toEqual([]);
});

test('a connection is tried out with the secret just entered, or with the stored one while it leads to the same provider', async () => {
  const unsaved = aDraft({ newClientSecret: null });
  await site.value('ada', 'connection.test', { connection: unsaved });
  await site.value('ada', 'connection.test', { connection: aDraft({ newClientSecret: 'entered' }) });
  await site.add();
  await site.value('ada', 'connection.test', { connection: unsaved });
  await site.value('ada', 'connection.test', { connection: { ...unsaved, issuer: 'https://evil.example' } });
  await site.value('ada', 'connection.test', { connection: aSamlConnection() });
  const tested = site.broker.calls
    .filter(({ route }) => route === 'testConnection')
    .map(({ body }) => (body as { connection: { clientSecret?: string | null } }).connection.clientSecret);
  expect(tested).toEqual([null, 'entered', clientSecret, null, undefined]);
});

test('a stored API token is never sent to another site or for another account, neither saved nor tested', async () => {
  await site.value('ada', 'jira.save', { expectRevision: 0, jira: jiraDraft });
  for (const change of [{ siteUrl: 'https://evil.example' }, { email: 'eve@evil.example' }]) {
    const draft = { ...jiraDraft, newToken: null, ...change };
    expect((await site.refused('ada', 'jira.save', { expectRevision: 1, jira: draft })).problems[0]?.path).toBe('/jira/newToken');
    expect((await site.refused('ada', 'jira.test', { draft })).problems[0]?.path).toBe('/draft/newToken');
  }
  expect(site.broker.calls.some(({ route }) => route === 'testJira')).toBe(false);
});

test('a credential is tested with the token just entered, with the stored one, or as it is live', async () => {
  await site.value('ada', 'jira.test', { draft: { ...jiraDraft, newToken: 'entered' } });
  await site.value('ada', 'jira.save', { expectRevision: 0, jira: jiraDraft });
  await site.value('ada', 'jira.test', { draft: { ...jiraDraft, newToken: null } });
  await site.value('ada', 'jira.test', { draft: null });
  const tested = site.broker.calls
    .filter(({ route }) => route === 'testJira')
    .map(({ body }) => (body as { credential: { token: string } | null }).credential?.token ?? null);
  expect(tested).toEqual(['entered', apiToken, null]);
});

test('the token of the app is tested only while it is in use', async () => {
  expect((await site.refused('ada', 'jira.test', { draft: { kind: 'app-token' } })).problems[0]?.path).toBe('/draft/kind');
  await site.value('ada', 'jira.save', { expectRevision: 0, jira: { kind: 'app-token' } });
  expect((await site.value('ada', 'jira.test', { draft: { kind: 'app-token' } })).account).toMatchObject({ accountId: 'bot-id' });
});

test('a removed Jira connection takes its token with it', async () => {
  await site.value('ada', 'jira.save', { expectRevision: 0, jira: jiraDraft });
  const after = await site.value('ada', 'jira.remove', { expectRevision: 1 });
  expect(after.jira).toBeNull();
  expect(site.host.storage.secrets.keys()).toEqual([]);
});
