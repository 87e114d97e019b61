import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { expiryOf } from '../../static/admin/jira/expiry.ts';
import { bridge } from '../support/bridge.ts';
import { anOverview, callsOf, closePage, enter, field, ok, openPage, press, refused, shownIn } from './support/admin-page.tsx';

const token = {
  kind: 'api-token',
  siteUrl: 'https://acme.atlassian.net',
  email: 'bot@acme.example',
  tokenSetAt: 1,
  expiresOn: '2027-03-31',
} as const;
const today = Date.UTC(2026, 10, 21, 15);

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(today));
afterEach(() => {
  jest.restoreAllMocks();
  closePage();
});

test('nothing connected is said, and the rule of the Marketplace stands where the token is chosen', async () => {
  await openPage('#/jira');
  expect(screen.getByText('Not connected')).toBeTruthy();
  expect(screen.getByText(/Apps from the Atlassian Marketplace may not ask for API tokens/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Test' })).toBeNull();
});

test('the token of the app is one click', async () => {
  await openPage('#/jira');
  bridge.answers.set('jira.save', () => ok(anOverview({ jira: { kind: 'app-token' } })));
  await press('Use the token of this app');
  expect(callsOf('jira.save')).toEqual([{ expectRevision: 3, jira: { kind: 'app-token' } }]);
  expect(screen.getByText('The broker now uses the token of this app.')).toBeTruthy();
});

test('the dialog starts with the site and tells mistakes at their fields', async () => {
  await openPage('#/jira');
  await press('Enter e-mail and API token');
  expect(shownIn('Address of the Jira site')).toBe('https://acme.atlassian.net');
  enter('E-mail of the service account', 'bot');
  await press('Save', screen.getByRole('dialog'));
  expect(document.activeElement).toBe(field('E-mail of the service account'));
  expect(screen.getByText('Enter the whole e-mail address of the account.')).toBeTruthy();
  expect(field('API token').getAttribute('aria-invalid')).toBe('true');
  expect(callsOf('jira.save')).toEqual([]);
});

test('a token is tested before it is saved, right by right, then saved', async () => {
  await openPage('#/jira');
  await press('Enter e-mail and API token');
  enter('E-mail of the service account', 'bot@acme.example');
  enter('API token', 'ATATT3');
  enter('Expiry date of the token', '2027-11-20');
  const checks = [{ name: 'administer', ok: false, text: 'No customer can be created.' }];
  bridge.answers.set('jira.test', () => ok({ ok: false, account: { accountId: 'x', displayName: 'Robot' }, checks }));
  const dialog = screen.getByRole('dialog');
  await press('Test before saving', dialog);
  const draft = {
    kind: 'api-token',
    siteUrl: 'https://acme.atlassian.net',
    email: 'bot@acme.example',
    newToken: 'ATATT3',
    expiresOn: '2027-11-20',
  };
  expect(callsOf('jira.test')).toEqual([{ draft }]);
  expect(within(dialog).getByText('Signed in to Jira as Robot.')).toBeTruthy();
  expect(within(dialog).getByText('Administer Jira')).toBeTruthy();
  bridge.answers.set('jira.save', () => ok(anOverview({ jira: token })));
  await press('Save', dialog);
  expect(callsOf('jira.save')).toEqual([{ expectRevision: 3, jira: draft }]);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByText('The API token was saved.')).toBeTruthy();
});

test('a stored token may be kept; what the backend says against it stands at the token', async () => {
  await openPage('#/jira', anOverview({ jira: token }));
  await press('Replace the token');
  enter('E-mail of the service account', 'other@acme.example');
  bridge.answers.set('jira.save', () => refused('settings_invalid', [{ path: '/jira/newToken', message: 'Enter the API token again.' }]));
  await press('Save', screen.getByRole('dialog'));
  expect(callsOf('jira.save')[0]).toMatchObject({ jira: { newToken: null } });
  expect(document.activeElement).toBe(field('API token'));
  expect(shownIn('E-mail of the service account')).toBe('other@acme.example');
});

test('the live connection is tested, and a failure of the test is told', async () => {
  await openPage('#/jira', anOverview({ jira: { kind: 'app-token' } }));
  bridge.answers.set('jira.test', () => refused('broker_no_answer'));
  await press('Test');
  expect(callsOf('jira.test')).toEqual([{ draft: null }]);
  expect(screen.getByText('The broker did not answer')).toBeTruthy();
});

test('removing asks first', async () => {
  await openPage('#/jira', anOverview({ jira: token }));
  await press('Remove the connection');
  bridge.answers.set('jira.remove', () => ok(anOverview()));
  await press('Remove the connection', screen.getByRole('dialog'));
  expect(callsOf('jira.remove')).toEqual([{ expectRevision: 3 }]);
  expect(screen.getByText('The Jira connection was removed.')).toBeTruthy();
});

test.each([
  ['2027-03-31', null],
  ['2027-01-20', 'The API token expires in 60 days. Plan to replace it.'],
  ['2026-11-28', 'The API token expires in 7 days. Plan to replace it.'],
  ['2026-11-22', 'The API token expires tomorrow. Enter a new one now.'],
  ['2026-11-21', 'The API token expires today. Enter a new one now.'],
  ['2026-11-20', 'The API token has expired. Nobody can use the portal until you enter a new one.'],
  [null, 'No expiry date was entered, so nobody is warned before the token runs out.'],
])('a token that ends on %s is warned about: %s', async (expiresOn, words) => {
  await openPage('#/jira', anOverview({ jira: { ...token, expiresOn } }));
  if (words === null) expect(screen.queryByText(/expires in|expired/)).toBeNull();
  else expect(screen.getByText(words)).toBeTruthy();
});

test('the warning steps are 60, 30, 7 and 1 days', () => {
  const stepAt = (days: number) => {
    const expiry = expiryOf(new Date(today + days * 86_400_000).toISOString().slice(0, 10), today);
    return expiry.kind === 'near' ? expiry.step : expiry.kind;
  };
  expect([61, 60, 31, 30, 8, 7, 2, 1, 0, -1].map(stepAt)).toEqual(['far', 60, 60, 30, 30, 7, 7, 1, 'today', 'expired']);
});

test('while a new token is entered, what was found about the old one is out of sight', async () => {
  const failed = { ok: false, account: null, checks: [{ name: 'sign-in', ok: false, text: 'The old token was refused.' }] };
  bridge.answers.set('jira.test', () => ok(failed));
  await openPage('#/jira', anOverview({ jira: token }));
  await press('Test');
  expect(screen.getByText('The old token was refused.')).toBeTruthy();
  await press('Replace the token');
  expect(screen.queryByText('The old token was refused.')).toBeNull();
  const removal = screen.getByRole('button', { name: 'Remove the connection', hidden: true });
  expect(screen.getByRole('dialog').compareDocumentPosition(removal) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  await press('Cancel', screen.getByRole('dialog'));
  expect(screen.queryByText('The old token was refused.')).toBeNull();
});

test('removing the connection says what people meet then', async () => {
  await openPage('#/jira', anOverview({ jira: { kind: 'app-token' } }));
  await press('Remove the connection');
  expect(screen.getByRole('dialog').textContent).toContain('nobody new can sign in');
  expect(document.body.textContent).not.toContain('empty portal');
});
