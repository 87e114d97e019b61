import { afterEach, expect, test } from '@jest/globals';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { bridge } from '../support/bridge.ts';
import { anEmailCodeConnection, anOAuth2Connection, aSamlConnection } from '../support/connections.ts';
import {
  aConnection,
  anOverview,
  callsOf,
  closePage,
  enter,
  field,
  follow,
  ok,
  openPage,
  press,
  refused,
  shownIn,
} from './support/admin-page.tsx';

afterEach(closePage);

test('the list names vendor, domains and state of each connection', async () => {
  const many = { mode: 'list', list: ['a.example', 'b.example', 'c.example'] } as const;
  await openPage(
    '#/providers',
    anOverview({
      connections: [aConnection, { ...aConnection, id: 'b', name: 'B', enabled: false, domains: { ...many, list: [...many.list] } }],
    }),
  );
  const [first, second] = within(screen.getByRole('list', { name: 'Identity providers' })).getAllByRole('listitem');
  expect(first?.textContent).toContain('OpenID Connect · Speaks for borealis.example');
  expect(second?.textContent).toContain('Off');
  expect(second?.textContent).toContain('a.example and 2 more');
});

test('turning off sends the connection unchanged but for that, and keeps the secret', async () => {
  await openPage('#/providers');
  const { clientSecretSetAt: _, ...fields } = aConnection;
  bridge.answers.set('connection.save', () => ok(anOverview({ connections: [{ ...aConnection, enabled: false }] })));
  await press('Turn off Borealis Shipping');
  expect(callsOf('connection.save')).toEqual([
    { expectRevision: 3, create: false, connection: { ...fields, enabled: false, newClientSecret: null } },
  ]);
  expect(screen.getByText(/Borealis Shipping is off/)).toBeTruthy();
});

test('many providers are found by name or domain, few need no search', async () => {
  await openPage('#/providers');
  expect(screen.queryByLabelText(/^Find a provider/)).toBeNull();
  closePage();
  const connections = Array.from({ length: 9 }, (_, index) => ({
    ...aConnection,
    id: `c${index}`,
    name: `Company ${index}`,
    domains: { mode: 'list' as const, list: [`d${index}.example`] },
  }));
  await openPage('#/providers', anOverview({ connections }));
  const rows = () => within(screen.getByRole('list', { name: 'Identity providers' })).queryAllByRole('listitem');
  expect(rows()).toHaveLength(9);
  enter(/^Find a provider/, 'D7.ex');
  expect(rows().map((row) => within(row).getByRole('link').textContent)).toEqual(['Company 7']);
  enter(/^Find a provider/, 'zzz');
  expect(rows()).toHaveLength(0);
  expect(screen.getByText(/is called “zzz”/)).toBeTruthy();
});

test('deleting speaks of a secret only where there is one', async () => {
  await openPage('#/providers', anOverview({ connections: [aConnection, anEmailCodeConnection()] }));
  await press('Delete guests');
  expect(screen.getByText(/within an hour\.$/)).toBeTruthy();
  await press('Cancel');
  await press('Delete Borealis Shipping');
  expect(screen.getByText(/within an hour, with its secret\.$/)).toBeTruthy();
});

test('deleting asks first, and what was deleted can be brought back', async () => {
  await openPage('#/providers');
  screen.getByRole('button', { name: 'Delete Borealis Shipping' }).focus();
  await press('Delete Borealis Shipping');
  const dialog = screen.getByRole('dialog', { name: 'Delete Borealis Shipping?' });
  expect(document.activeElement?.textContent).toBe('Cancel');
  await press('Cancel', dialog);
  expect(callsOf('connection.remove')).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Delete Borealis Shipping' }));

  const deleted = [{ kind: 'connection' as const, id: 'borealis', name: 'Borealis Shipping', at: Date.UTC(2026, 10, 21) }];
  bridge.answers.set('connection.remove', () => ok(anOverview({ connections: [], deleted, saved: { revision: 4, at: 1, by: null } })));
  await press('Delete Borealis Shipping');
  await press('Delete', screen.getByRole('dialog'));
  expect(callsOf('connection.remove')).toEqual([{ expectRevision: 3, id: 'borealis' }]);

  bridge.answers.set('connection.restore', () => ok(anOverview()));
  await press('Bring back Borealis Shipping');
  expect(callsOf('connection.restore')).toEqual([{ expectRevision: 4, id: 'borealis' }]);
  expect(screen.getByText('Borealis Shipping is back.')).toBeTruthy();
});

test('an edit shows what is stored, but never a secret', async () => {
  await openPage('#/providers/edit/borealis');
  expect(shownIn('Issuer')).toBe('https://id.borealis.example');
  expect(shownIn('Client secret')).toBe('');
  expect(screen.getByText(/A secret was entered on Jan 1\d, 2026/)).toBeTruthy();
});

test('an edit is saved and said on the list', async () => {
  await openPage('#/providers/edit/borealis');
  enter('Name', 'Borealis Lines');
  bridge.answers.set('connection.save', () => ok(anOverview({ connections: [{ ...aConnection, name: 'Borealis Lines' }] })));
  await press('Save');
  expect(callsOf('connection.save')[0]).toMatchObject({ create: false, connection: { name: 'Borealis Lines', newClientSecret: null } });
  expect(screen.getByText('Borealis Lines was saved.')).toBeTruthy();
});

test('mistakes in the folded details open them and get the focus', async () => {
  await openPage('#/providers/edit/borealis');
  enter('Scopes', '');
  await press('Save');
  expect(document.activeElement).toBe(field('Scopes'));
  expect(field('Scopes').closest('details')?.open).toBe(true);
});

const theirs = (changes: Partial<typeof aConnection>) =>
  bridge.answers.set('overview.load', () =>
    ok(anOverview({ saved: { revision: 9, at: 1, by: 'Bea' }, connections: [{ ...aConnection, ...changes }] })),
  );

test('after somebody else saved, what was typed here stays and the rest becomes theirs, by the labels of the fields', async () => {
  await openPage('#/providers/edit/borealis');
  enter('Name', 'Mine');
  bridge.answers.set('connection.save', () => refused('settings_changed_meanwhile'));
  await press('Save');
  theirs({ name: 'Theirs', clientId: 'other', mapping: { ...aConnection.mapping, email: 'mail' } });
  await press('Load what is saved now and keep my entries');
  expect(shownIn('Name')).toBe('Mine');
  expect(shownIn('Client ID')).toBe('other');
  expect(screen.getByText(/Taken over from them.*: Client ID, Claim for the e-mail address\./)).toBeTruthy();
  expect(screen.getByText(/Changed by both of you: Name\./)).toBeTruthy();
  bridge.answers.set('connection.save', () => ok(anOverview()));
  await press('Save');
  expect(callsOf('connection.save').at(-1)).toMatchObject({
    expectRevision: 9,
    connection: { name: 'Mine', clientId: 'other', mapping: { email: 'mail' } },
  });
});

test('leaving with entries that are not saved asks, and staying keeps them', async () => {
  await openPage('#/providers/edit/borealis');
  enter('Name', 'Half typed');
  await follow('Second factor');
  const dialog = screen.getByRole('dialog', { name: 'Leave without saving?' });
  await press('Stay here', dialog);
  expect(shownIn('Name')).toBe('Half typed');
  await follow('Second factor');
  await press('Discard and leave', screen.getByRole('dialog'));
  expect(screen.getByRole('heading', { name: 'Second factor' })).toBeTruthy();
});

test('the back button asks too, and closing the tab warns', async () => {
  await openPage('#/providers/edit/borealis');
  enter('Name', 'Half typed');
  await act(async () => {
    window.history.replaceState(null, '', '#/providers');
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  });
  expect(screen.getByRole('dialog', { name: 'Leave without saving?' })).toBeTruthy();
  expect(window.location.hash).toBe('#/providers/edit/borealis');
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
});

test('without unsaved entries nothing asks', async () => {
  await openPage('#/providers/edit/borealis');
  enter('Name', 'x');
  await press('Cancel');
  expect(shownIn('Name')).toBe('Borealis Shipping');
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(false);
  await follow('Help centre');
  expect(screen.getByRole('heading', { name: 'Help centre' })).toBeTruthy();
});

test('links out of Jira are opened by the bridge', async () => {
  await openPage('#/providers/edit/borealis', anOverview({ connections: [{ ...aConnection, preset: 'okta' }] }));
  await act(async () => void fireEvent.click(screen.getByText('Open the Okta console')));
  expect(bridge.commands).toContainEqual({ command: 'navigate', data: { url: 'https://login.okta.com/', type: 'new-tab' } });
});

test('connections of other protocols are listed, turned off and deleted like any other', async () => {
  const { clientSecret: _, ...github } = anOAuth2Connection();
  const connections = [aSamlConnection(), { ...github, clientSecretSetAt: 1 }, anEmailCodeConnection()];
  await openPage('#/providers', anOverview({ connections }));
  const rows = within(screen.getByRole('list', { name: 'Identity providers' })).getAllByRole('listitem');
  expect(rows.map((row) => within(row).getByRole('link').textContent)).toEqual(['kestrel', 'github', 'guests']);
  await press('Turn off kestrel');
  expect(callsOf('connection.save')).toEqual([{ expectRevision: 3, create: false, connection: { ...aSamlConnection(), enabled: false } }]);
  await press('Turn off github');
  expect(callsOf('connection.save')[1]).toMatchObject({ connection: { id: 'github', newClientSecret: null } });
  expect(rows.map((row) => within(row).queryByRole('button', { name: /Our values/ }) !== null)).toEqual([true, true, false]);
  await follow('guests');
  expect(screen.getByRole('heading', { name: 'Edit guests' })).toBeTruthy();
});

test('saving keeps what the form has no field for', async () => {
  const stored = {
    ...aConnection,
    endpoints: {
      authorization: 'https://id.borealis.example/a',
      token: 'https://id.borealis.example/t',
      jwks: 'https://id.borealis.example/k',
      userinfo: null,
      endSession: null,
    },
    acrValues: ['urn:two', 'urn:one'],
    maxAgeSeconds: 3_600,
    prompt: 'login' as const,
    loginFromProvider: true,
    backChannelLogout: true,
    mapping: { ...aConnection.mapping, more: [{ name: 'department', from: 'dept' }], patterns: [{ of: 'department', pattern: 'x' }] },
  };
  await openPage('#/providers/edit/borealis', anOverview({ connections: [stored] }));
  enter('Name', 'Borealis');
  bridge.answers.set('connection.save', () => ok(anOverview()));
  await press('Save');
  const { clientSecretSetAt: _, ...fields } = stored;
  expect(callsOf('connection.save')).toEqual([
    { expectRevision: 3, create: false, connection: { ...fields, name: 'Borealis', newClientSecret: null } },
  ]);
});

test('with a signature instead of a secret no secret is asked for', async () => {
  await openPage('#/providers/edit/borealis');
  enter('How Gatehouse proves itself to the provider', 'private_key_jwt');
  expect(screen.queryByLabelText('Client secret')).toBeNull();
  enter('Longest time since the sign-in at the provider (max_age)', 'an hour');
  await press('Save');
  expect(screen.getByText('Enter a number of seconds, at most 86400 (a day), or nothing.')).toBeTruthy();
  enter('Longest time since the sign-in at the provider (max_age)', '3600');
  await press('Save');
  expect(callsOf('connection.save')).toMatchObject([
    { connection: { tokenEndpointAuth: 'private_key_jwt', newClientSecret: null, maxAgeSeconds: 3_600 } },
  ]);
});

test('why a connection cannot be deleted is said', async () => {
  await openPage('#/providers');
  bridge.answers.set('connection.remove', () =>
    refused('settings_invalid', [{ path: '/portal/primaryConnection', message: 'there is no connection "borealis"' }]),
  );
  await press('Delete Borealis Shipping');
  await press('Delete', screen.getByRole('dialog'));
  expect(screen.getByText('There is no connection "borealis".')).toBeTruthy();
});
