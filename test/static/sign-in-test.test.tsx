// The page's modules take hold of the bridge while they load, so they come after it.
import '../support/bridge.ts';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { diagnoses } from '../../contract/messages/en/diagnoses.ts';
import type { SignInTestView } from '../../contract/rpc/sign-in-test.ts';
import { signInTestWords } from '../../static/admin/i18n/sign-in-test.ts';
import { SignInTest } from '../../static/admin/providers/sign-in-test.tsx';
import { bridge } from '../support/bridge.ts';
import { aFailedOutcome, anOutcome, aView } from '../support/builders/sign-in-test.ts';
import { anEmailCodeConnection } from '../support/connections.ts';
import { callsOf, ok, press, refused, shownIn } from './support/admin-page.tsx';

const connection = anEmailCodeConnection();
const ticket = { id: 'A'.repeat(22), url: 'https://acme-login.example/test/the-ticket', expiresAt: 300_000 };

beforeEach(() => {
  jest.useFakeTimers();
  bridge.answers.set('connection.test.start', () => ok(ticket));
});
afterEach(() => {
  cleanup();
  bridge.reset();
  jest.useRealTimers();
});

const views = (...list: (SignInTestView | null)[]) =>
  bridge.answers.set('connection.test.result', () => ok(list.length > 1 ? list.shift() : list[0]));
const look = () => act(() => jest.advanceTimersByTimeAsync(2_000));

async function start(draft = connection) {
  const page = render(<SignInTest connection={draft} />);
  await press('Make a test link');
  return page;
}

test('makes a link to copy or open, and waits until somebody has signed in', async () => {
  views(aView(), aView({ state: 'under-way' }), aView({ state: 'done', outcome: anOutcome() }));
  await start();
  expect(callsOf('connection.test.start')).toEqual([{ connection }]);
  expect(shownIn('Link for the test')).toBe(ticket.url);
  await press('Open the link');
  expect(JSON.stringify(bridge.commands)).toContain(ticket.url);
  expect(screen.getByText(/Waiting until/)).toBeTruthy();
  await look();
  expect(screen.getByText(/Waiting until/)).toBeTruthy();
  await look();
  expect(screen.getByText(/signing in at the provider now/)).toBeTruthy();
  expect(screen.queryByLabelText('Link for the test')).toBeNull();
  await look();
  expect(screen.getByText('The test worked. This person would get in.')).toBeTruthy();
  await look();
  expect(callsOf('connection.test.result')).toEqual([{ id: ticket.id }, { id: ticket.id }, { id: ticket.id }]);
});

test('shows each check, what came, the account and what the rules say', async () => {
  views(aView({ state: 'done', outcome: anOutcome() }));
  await start();
  await look();
  const checks = within(screen.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
  expect(checks.map(({ textContent }) => textContent)).toEqual([
    'Passed: SignatureThe signature fits.',
    'To look at: GroupsNo groups came.',
  ]);
  expect(screen.getByLabelText('What the provider said').textContent).toBe('emailada@borealis.example');
  expect(screen.getByLabelText('Account in Jira').textContent).toContain('Organizations todayBorealis');
  expect(screen.getByRole('list', { name: 'What the rules say' }).textContent).toContain(
    'Because: the rule for everybody asks for a second factor',
  );
  expect(screen.getByText('SAML response').closest('details')?.textContent).toContain('<samlp:Response>');
});

test('says of a failed one what to look at, with the value to paste', async () => {
  views(aView({ state: 'done', outcome: aFailedOutcome }));
  await start();
  await look();
  expect(screen.getByText('The sign-in failed.')).toBeTruthy();
  expect(screen.getByText('What to look at: our entity ID (audience), at the provider')).toBeTruthy();
  expect(shownIn('Audience URI')).toBe('https://acme-login.example/saml/connections/okta');
  expect(screen.getByText('Nothing was taken from the answer.')).toBeTruthy();
});

test('shows what a provider wrote as text, whatever it is', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const outcome = anOutcome({
    claims: [{ name: evil, values: [evil, 'javascript:alert(1)'] }],
    messages: [{ kind: 'id-token', text: evil }],
  });
  views(aView({ state: 'done', outcome }));
  const { container } = await start();
  await look();
  expect(container.querySelector('img')).toBeNull();
  expect([...container.querySelectorAll('a')].map(({ href }) => href)).toEqual([]);
  expect(screen.getByLabelText('What the provider said').textContent).toBe(`${evil}${evil}, javascript:alert(1)`);
});

test.each([
  ['a link that nobody used', aView({ state: 'expired' }), /not used in time/],
  ['a result that is gone', null, /has been deleted/],
])('says so of %s, and looks no more', async (_what, view, text) => {
  views(view);
  await start();
  await look();
  expect(screen.getByText(text)).toBeTruthy();
  await look();
  expect(callsOf('connection.test.result')).toHaveLength(1);
});

test('goes on looking when a call does not come through', async () => {
  bridge.answers.set('connection.test.result', () => refused('broker_no_answer'));
  await start();
  await look();
  expect(screen.getByRole('alert')).toBeTruthy();
  views(aView({ state: 'done', outcome: anOutcome() }));
  await look();
  expect(screen.getByText('The test worked. This person would get in.')).toBeTruthy();
});

test('tells why no link was made', async () => {
  bridge.answers.set('connection.test.start', () =>
    refused('settings_invalid', [{ path: '/connection/issuer', message: 'Enter the issuer.' }]),
  );
  await start();
  expect(screen.getByRole('alert').textContent).toContain('Enter the issuer.');
});

test('keeps a result of another draft, and says that it is one', async () => {
  views(aView({ state: 'done', outcome: anOutcome() }));
  const page = await start();
  await look();
  page.rerender(<SignInTest connection={{ ...connection, name: 'Changed' }} />);
  expect(screen.getByText('You have changed the connection since this test.')).toBeTruthy();
});

test('stops looking when the page is left', async () => {
  views(aView());
  const page = await start();
  page.unmount();
  await look();
  expect(callsOf('connection.test.result')).toHaveLength(0);
});

test('every setting that a diagnosis names has a word here', () => {
  const named = Object.values(diagnoses).map(({ setting }) => setting);
  expect(named.filter((setting) => signInTestWords.settings[setting] === undefined)).toEqual([]);
});
