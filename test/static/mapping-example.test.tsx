import { afterEach, expect, test } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import type { ConnectionView } from '../../contract/rpc/admin.ts';
import { bridge } from '../support/bridge.ts';
import { anOAuth2Connection, aSamlConnection } from '../support/connections.ts';
import { aConnection, anOverview, callsOf, closePage, enter, ok, openPage, press } from './support/admin-page.tsx';

afterEach(closePage);

/** With the reader of expressions there, which the page fetches when it is needed. */
async function editing(connection: ConnectionView): Promise<void> {
  await import('../../contract/settings/patterns.ts');
  await openPage(`#/providers/edit/${connection.id}`, anOverview({ connections: [connection] }));
}

const say = (label: string, text: string) => act(async () => enter(label, text));

/** What the page says about somebody, by the name of the fact. */
async function shown(): Promise<Record<string, string>> {
  const list = await waitFor(() => {
    const found = document.querySelector('dl[aria-label="Who that is here"]');
    if (found === null) throw new Error('nobody is shown');
    return found;
  });
  const texts = (selector: string) => [...list.querySelectorAll(selector)].map((element) => element.textContent ?? '');
  const values = texts('dd');
  return Object.fromEntries(texts('dt').map((name, index) => [name, values[index] ?? '']));
}

const claims = { sub: 'u1', email: 'ada@borealis.example', email_verified: true, name: 'Ada', teams: ['a', 'b'] };

test('claims become a person, by the mapping as it is in the form', async () => {
  await editing(aConnection);
  await say('Claims as JSON', JSON.stringify(claims));
  expect(await shown()).toMatchObject({
    'E-mail': 'ada@borealis.example (marked as verified)',
    'Name for good': 'u1',
    'Full name': 'Ada',
    'First name': 'Nothing found',
    Groups: 'Not told: nothing opens and nothing is taken away by groups',
  });
  enter('Claim for groups', 'teams');
  expect((await shown()).Groups).toBe('a, b');
});

test('filters and further facts show what they make', async () => {
  await editing({ ...aConnection, mapping: { ...aConnection.mapping, groups: 'groups' } });
  await say('Claims as JSON', JSON.stringify({ ...claims, groups: ['CN=desk,OU=x', 'plain'], dept: 'Ships' }));
  await press('Add a filter');
  enter('Expression of filter 1', 'CN=([^,]+),.*');
  await press('Add a fact');
  enter('Name of fact 1', 'department');
  enter('Where fact 1 stands', 'dept');
  expect(await shown()).toMatchObject({ Groups: 'desk', department: 'Ships' });
  enter('Expression of filter 1', '(');
  expect(screen.getByText(/A filter cannot be used/)).toBeTruthy();
  enter('Expression of filter 1', 'CN=(.*)');
  bridge.answers.set('connection.save', () => ok(anOverview()));
  await press('Save');
  expect(callsOf('connection.save')).toMatchObject([
    {
      connection: {
        mapping: { more: [{ name: 'department', from: 'dept' }], patterns: [{ of: 'groups', pattern: 'CN=(.*)' }] },
      },
    },
  ]);
});

test.each([
  [{ ...claims, email_verified: false }, 'does not mark the address as verified'],
  [{ ...claims, email: 'ada@elsewhere.example' }, 'does not speak for elsewhere.example'],
  [{ ...claims, email: undefined }, 'there is no e-mail address'],
  [{ ...claims, email: ['a@borealis.example'] }, 'is not one address'],
  [{ ...claims, sub: undefined }, 'nobody could sign in'],
] as const)('why %o would be refused is said', async (given, words) => {
  await editing(aConnection);
  await say('Claims as JSON', JSON.stringify(given));
  await waitFor(() => expect(document.querySelector('.example .message')?.textContent).toContain(words));
});

test('what cannot be read is told beside the field', async () => {
  await editing(aConnection);
  await say('Claims as JSON', '{"sub": ');
  expect(screen.getByText(/This cannot be read yet/)).toBeTruthy();
  await say('Claims as JSON', '[]');
  expect(screen.getByText(/not an object with claims/)).toBeTruthy();
});

test('attributes of SAML are read from lines and from an assertion', async () => {
  await editing(aSamlConnection());
  await say('Attributes', 'NameID: u7\nemail: ada@kestrel.example\ngroups: a\ngroups: b');
  expect(await shown()).toMatchObject({ 'E-mail': 'ada@kestrel.example (not marked as verified)', 'Name for good': 'u7', Groups: 'a, b' });
  const attribute = (name: string, value: string) =>
    `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
  enter(
    'Attributes',
    `<saml:AttributeStatement>${attribute('email', 'bo@kestrel.example')}${attribute('groups', 'c &amp; d')}</saml:AttributeStatement>`,
  );
  expect(await shown()).toMatchObject({ 'E-mail': 'bo@kestrel.example (not marked as verified)', Groups: 'c & d' });
});

test('paths of OAuth 2.0 lead into its answer, and addresses may come apart', async () => {
  const { clientSecret: _, ...github } = anOAuth2Connection({ subject: 'user.id', emailVerified: null });
  await editing({ ...github, clientSecretSetAt: 1 });
  const emails = [
    { email: 'ada@github.example', verified: true, primary: false },
    { email: 'ada@home.example', verified: true, primary: true },
  ];
  await say('Answer of the user address as JSON', JSON.stringify({ user: { user: { id: 4711 } }, emails }));
  expect(await shown()).toMatchObject({ 'Name for good': '4711', 'E-mail': 'ada@github.example (marked as verified)' });
});

test.each<[string, ConnectionView]>([
  ['OpenID Connect', aConnection],
  ['SAML', aSamlConnection({ domains: { mode: 'list', list: ['borealis.example'] } })],
])('the made-up example of %s gets in', async (_what, connection) => {
  await editing(connection);
  await press('Fill in a made-up example');
  expect((await shown())['Full name']).toBe('Ada Lindqvist');
  expect(document.querySelector('.example .message')).toBeNull();
});
