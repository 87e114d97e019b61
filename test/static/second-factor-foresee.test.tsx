import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import { everydayPerson, preparedPeople } from '../../contract/presets/described-people.ts';
import type { DescribedPerson, Foreseen, PolicyDraft } from '../../contract/rpc/second-factor.ts';
import { bridge } from '../support/bridge.ts';
import {
  aBrokerState,
  anOverview,
  callsOf,
  closePage,
  enter,
  field,
  follow,
  ok,
  openPage,
  press,
  radio,
  refused,
} from './support/admin-page.tsx';
import { brokenRules } from './support/axe.ts';

const asked: Foreseen = {
  denied: null,
  demands: [
    { part: 'list', index: 0, name: 'The company has asked already', outcome: { ask: 'nothing' }, metBy: 'nothing-asked', couldMeet: [] },
    {
      part: 'raise',
      index: 0,
      name: 'Another country than usual',
      outcome: { ask: 'factor', strength: 'any', rememberedBrowser: false },
      metBy: null,
      couldMeet: ['totp'],
    },
  ],
  steps: [{ kind: 'challenge', methods: ['totp', 'recovery-code'] }, { kind: 'enter' }],
  because: 'Another country than usual',
  networks: [],
  country: 'BR',
  policy: { preset: 'recommended' },
};

const overview = anOverview({ policy: { preset: 'recommended' } });
const open = () => openPage('#/second-factor/foresee', overview);
const calls = () => callsOf('second-factor.foresee') as { person: DescribedPerson; draft: PolicyDraft | null }[];
const answer = (foreseen: Foreseen): void => void bridge.answers.set('second-factor.foresee', () => ok(foreseen));

beforeEach(() => answer(asked));
afterEach(closePage);

test('the ten prepared people are asked about one after the other, each as it was described', async () => {
  await open();
  for (const { id } of preparedPeople) {
    enter('Start from somebody', id);
    await press('Show what would happen');
  }
  const base = everydayPerson('borealis', 'borealis.example', 'portal');
  expect(calls().map(({ person }) => person)).toEqual(preparedPeople.map(({ person }) => ({ ...base, ...person })));
  expect(calls()).toHaveLength(10);
});

test('the way is drawn as a strip, with the rules that decide in plain sentences', async () => {
  await open();
  await press('Show what would happen');
  expect(screen.getByText('This person is asked for a second factor, and then gets in.')).toBeTruthy();
  const strip = screen.getByRole('list', { name: 'The way of this sign-in' });
  expect(
    within(strip)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['Signs inAt Borealis Shipping.', 'Second factorAuthenticator app or Recovery code.', 'Gets inInto the help centre.']);
  expect(
    screen.getByText('On top of that, if the person was not in this country within 90 days: a second factor is asked for.'),
  ).toBeTruthy();
  expect(screen.getByText('Open: met once this is shown: Authenticator app.')).toBeTruthy();
  expect(screen.getByText('Met: nothing is asked.')).toBeTruthy();
  expect(await brokenRules()).toEqual([]);
});

test('rules that are only being written are asked about too, or those that are saved', async () => {
  await openPage('#/second-factor', overview);
  radio(/^Strict/);
  await follow('What would happen to …');
  await press('Show what would happen');
  radio(/^As they are saved/);
  expect(screen.getByText('This is not up to date with the entries above.')).toBeTruthy();
  await press('Show what would happen');
  expect(calls().map(({ draft }) => draft?.policy)).toEqual([{ preset: 'strict' }, { preset: 'recommended' }]);
});

test('rules that are not finished are not asked about, and it is said what is missing', async () => {
  await openPage('#/second-factor', overview);
  await press('Make it my own');
  await press('Add a rule');
  enter('Add a condition', 'connections');
  await follow('What would happen to …');
  await press('Show what would happen');
  expect(screen.getByText('The rules on this page are not finished').closest('.message')?.textContent).toContain('Choose at least one.');
  expect(calls()).toEqual([]);
  radio(/^As they are saved/);
  await press('Show what would happen');
  expect(calls()).toHaveLength(1);
  expect(screen.queryByText('The rules on this page are not finished')).toBeNull();
});

test('somebody is described in full', async () => {
  await open();
  enter('E-mail address', ' bo@kestrel.example ');
  enter('What the company has proved', 'strong');
  enter('What was said of this person under “People”', 'required');
  enter('Groups', 'Crew\nBridge');
  enter('IP address', '203.0.113.9');
  enter('Country', '');
  enter('Wrong answers since the last right one', '3');
  for (const tick of ['The browser was never used here by this person', 'The first sign-in here in 90 days', 'Security key or passkey'])
    fireEvent.click(field(tick));
  await press('Show what would happen');
  expect(calls()[0]?.person).toMatchObject({
    email: 'bo@kestrel.example',
    providerProved: 'strong',
    person: 'required',
    groups: ['Crew', 'Bridge'],
    address: '203.0.113.9',
    country: null,
    recentFailures: 3,
    newBrowser: true,
    firstSignIn: true,
    factors: ['webauthn', 'totp', 'recovery-code'],
  });
  expect((field('Start from somebody') as HTMLSelectElement).value).toBe('');
});

test('who is turned away, and who meets a closed door, is said as what it is', async () => {
  await open();
  answer({ ...asked, denied: { index: 0, name: 'Not from there' }, demands: [], steps: [{ kind: 'deny' }], policy: denying });
  await press('Show what would happen');
  expect(screen.getByText('This person is turned away.')).toBeTruthy();
  expect(screen.getByText('Nobody gets in if the person is in Brazil.')).toBeTruthy();
  answer({ ...asked, steps: [{ kind: 'unreachable' }] });
  await press('Show what would happen');
  expect(screen.getByText(/nobody can show what is asked for/)).toBeTruthy();
});

const denying: Foreseen['policy'] = {
  preset: 'own',
  rules: { deny: [{ name: 'Not from there', when: { countries: ['BR'] } }], list: [], otherwise: { ask: 'nothing' }, raise: [] },
};

test('a mistake in the description is told at its field', async () => {
  await open();
  bridge.answers.set('second-factor.foresee', () =>
    refused('settings_invalid', [{ path: '/person/address', message: 'is no IP address' }]),
  );
  enter('IP address', '1.2.3');
  await press('Show what would happen');
  expect(document.activeElement).toBe(field('IP address'));
  expect(screen.getByText('Is no IP address.')).toBeTruthy();
});

test('where the country was looked up, its source is named beside it', async () => {
  bridge.answers.set('second-factor.state', () => ok({ ...aBrokerState, countriesBy: 'IP Geolocation by DB-IP' }));
  await open();
  enter('Country', '');
  await press('Show what would happen');
  expect(await screen.findByText('IP Geolocation by DB-IP')).toBeTruthy();
});

test('without an identity provider there is nobody to ask about', async () => {
  await openPage('#/second-factor/foresee', anOverview({ connections: [] }));
  expect(screen.getByText(/There is no identity provider yet/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show what would happen' })).toBeNull();
});
