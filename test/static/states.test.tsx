import { afterEach, expect, test } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { bridge } from '../support/bridge.ts';
import { anOverview, callsOf, closePage, follow, ok, openPage, press, refused, renderPage } from './support/admin-page.tsx';

afterEach(closePage);

test('before the first answer the page says that it is loading', async () => {
  let answer: (value: unknown) => void = () => undefined;
  bridge.answers.set('overview.load', () => new Promise((resolve) => (answer = resolve)));
  renderPage();
  expect(screen.getByRole('status', { name: 'Loading the settings' })).toBeTruthy();
  await act(async () => answer(ok(anOverview())));
  expect(screen.queryByRole('status', { name: 'Loading the settings' })).toBeNull();
});

test('somebody who is no administrator sees why and whom to ask, and nothing else', async () => {
  bridge.answers.set('overview.load', () => refused('not_administrator'));
  renderPage();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Only Jira administrators can do this');
  expect(alert.textContent).toContain('Ask a Jira administrator');
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a failure is told with its support code and can be tried again', async () => {
  bridge.answers.set('overview.load', () => refused('settings_storage_unavailable', [], 'AB12'));
  renderPage();
  expect((await screen.findByRole('alert')).textContent).toContain('Support code: AB12');
  bridge.answers.set('overview.load', () => ok(anOverview()));
  await press('Try again');
  expect(await screen.findByRole('heading', { name: 'Identity providers' })).toBeTruthy();
});

test('a call that never reaches the app has words too', async () => {
  bridge.answers.set('overview.load', () => {
    throw new Error('network');
  });
  renderPage();
  expect((await screen.findByRole('alert')).textContent).toContain('Jira did not answer');
});

test('without connections the page says what to do first', async () => {
  await openPage('#/providers', anOverview({ connections: [] }));
  expect(screen.getByRole('heading', { name: 'No identity provider yet' })).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'Add identity provider' })).toHaveLength(1);
});

test('saved and live are shown, and being the same is said', async () => {
  await openPage('#/providers');
  const strip = screen.getByRole('region', { name: 'What is saved and what is live' });
  expect(strip.textContent).toContain('Up to date');
  expect(strip.textContent).toContain('by Ada Admin');
  expect(screen.queryByRole('button', { name: 'Make live again' })).toBeNull();
});

test('a difference is told with its reason, and "make live again" resolves it', async () => {
  const liveProblem = {
    title: 'Saved, but not live yet',
    text: 'No broker.',
    action: 'Wait.',
    problems: ['“Kestrel”: no mail'],
    supportCode: 'XY99',
  };
  await openPage('#/providers', anOverview({ live: null, liveProblem }));
  expect(screen.getByText('Not live yet')).toBeTruthy();
  expect(screen.getByText('Support code: XY99')).toBeTruthy();
  expect(screen.getByText('“Kestrel”: no mail.')).toBeTruthy();
  bridge.answers.set('settings.push', () => ok(anOverview()));
  await press('Make live again');
  expect(callsOf('settings.push')).toHaveLength(1);
  expect(screen.getByText('The saved settings are live.')).toBeTruthy();
  expect(screen.getByText('Up to date')).toBeTruthy();
});

test('an address that names a connection that is gone leads back to the list', async () => {
  await openPage('#/providers/edit/ghost');
  expect(screen.getByText('This identity provider does not exist any more.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'All identity providers' })).toBeTruthy();
});

test.each([
  ['#/help', 'Help centre'],
  ['#/support', 'Support'],
])('%s is an address of its own, with a tab that says so', async (hash, name) => {
  bridge.answers.set('connection.sign-ins', () => ok([]));
  bridge.answers.set('connection.capture.state', () => ok({ capture: null, kept: [] }));
  await openPage(hash);
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(name);
  const tabs = screen.getByRole('navigation', { name: 'Gatehouse pages' });
  expect(within(tabs).getByRole('link', { current: 'page' }).textContent).toBe(name);
});

test('the help centre leads to the support tools, which once stood there', async () => {
  bridge.answers.set('connection.sign-ins', () => ok([]));
  bridge.answers.set('connection.capture.state', () => ok({ capture: null, kept: [] }));
  await openPage('#/help');
  await follow('Look up a support code');
  expect(screen.getByLabelText('Support code')).toBeTruthy();
});
