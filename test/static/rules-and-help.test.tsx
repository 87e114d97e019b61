import { afterEach, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { bridge } from '../support/bridge.ts';
import { anOverview, callsOf, closePage, enter, field, ok, openPage, press, radio, refused, shownIn } from './support/admin-page.tsx';

afterEach(closePage);

test('the rule is one choice of two, and saving it is said', async () => {
  await openPage('#/rules');
  radio(/^Nobody/);
  expect(screen.getByText('Not saved yet')).toBeTruthy();
  bridge.answers.set('policy.save', () => ok(anOverview({ policy: { preset: 'nobody' } })));
  await press('Save');
  expect(callsOf('policy.save')).toEqual([{ expectRevision: 3, policy: { preset: 'nobody' } }]);
  expect(screen.getByText('The rule was saved.')).toBeTruthy();
  expect(screen.queryByText('Not saved yet')).toBeNull();
});

test('a rule that somebody else changed meanwhile is told with what they changed', async () => {
  await openPage('#/rules');
  radio(/^Nobody/);
  bridge.answers.set('policy.save', () => refused('settings_changed_meanwhile'));
  await press('Save');
  bridge.answers.set('overview.load', () => ok(anOverview({ saved: { revision: 7, at: 1, by: 'Bea' }, policy: { preset: 'nobody' } })));
  await press('Load what is saved now and keep my entries');
  expect(screen.getByText(/Changed by somebody else: second factor/)).toBeTruthy();
});

test('the help centre has its mistakes at their fields', async () => {
  await openPage('#/help');
  enter('Name of the help centre', '  ');
  enter('Colour of links and buttons', 'blue');
  await press('Save');
  expect(document.activeElement).toBe(field('Name of the help centre'));
  expect(screen.getByText('Enter a colour such as #0c66e4, in lower case.')).toBeTruthy();
  expect(callsOf('portal.save')).toEqual([]);
});

test('the help centre is saved', async () => {
  await openPage('#/help');
  enter('Name of the help centre', 'Acme help');
  enter('Whom to ask when signing in fails', 'it@acme.example');
  const portal = { ...anOverview().portal, name: 'Acme help', contact: 'it@acme.example' };
  bridge.answers.set('portal.save', () => ok(anOverview({ portal })));
  await press('Save');
  expect(callsOf('portal.save')).toEqual([{ expectRevision: 3, portal }]);
  expect(screen.getByText('The help centre was saved.')).toBeTruthy();
});

test('the addresses can be copied; without the broker they are not invented', async () => {
  await openPage('#/help');
  expect(shownIn('Portal address')).toBe('https://acme.example');
  closePage();
  await openPage('#/help', anOverview({ addresses: null }));
  expect(screen.queryByLabelText('Portal address')).toBeNull();
  expect(screen.getByText(/the addresses cannot be shown/)).toBeTruthy();
});
