import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { bridge } from '../support/bridge.ts';
import {
  aConnection,
  anOverview,
  callsOf,
  closePage,
  enter,
  field,
  ok,
  openPage,
  press,
  radio,
  refused,
  shownIn,
} from './support/admin-page.tsx';

afterEach(closePage);

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

test('how people find their sign-in is chosen in words that say what they meet', async () => {
  await openPage('#/help', anOverview({ connections: [aConnection, { ...aConnection, id: 'kestrel', name: 'Kestrel', enabled: false }] }));
  radio(/^People enter their e-mail address/);
  expect([...(field('Primary identity provider') as HTMLSelectElement).options].map(({ text }) => text)).toEqual([
    'None: people are asked',
    'Borealis Shipping',
    'Kestrel (turned off)',
  ]);
  enter('Primary identity provider', 'borealis');
  const portal = { ...anOverview().portal, askForEmail: true, primaryConnection: 'borealis' };
  bridge.answers.set('portal.save', () => ok(anOverview({ portal })));
  await press('Save');
  expect(callsOf('portal.save')).toEqual([{ expectRevision: 3, portal }]);
});

test('nobody is sent anywhere unasked once the primary provider is none', async () => {
  const portal = { ...anOverview().portal, primaryConnection: 'borealis' };
  await openPage('#/help', anOverview({ portal }));
  expect(shownIn('Primary identity provider')).toBe('borealis');
  enter('Primary identity provider', '');
  bridge.answers.set('portal.save', () => refused('settings_invalid', [{ path: '/portal/primaryConnection', message: 'there is none' }]));
  await press('Save');
  expect(callsOf('portal.save')).toEqual([{ expectRevision: 3, portal: { ...portal, primaryConnection: null } }]);
  expect(screen.getByText('There is none.')).toBeTruthy();
});

test('a primary provider that is gone stays in sight until another is chosen', async () => {
  await openPage('#/help', anOverview({ portal: { ...anOverview().portal, primaryConnection: 'ghost' } }));
  expect(shownIn('Primary identity provider')).toBe('ghost');
});

describe('a broker that is slow', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] }));
  afterEach(() => void jest.useRealTimers());

  test('is told after five seconds of saving, and forgotten once it answered', async () => {
    await openPage('#/second-factor');
    radio(/^Nobody/);
    let answer: (value: unknown) => void = () => undefined;
    bridge.answers.set('policy.save', () => new Promise((resolve) => (answer = resolve)));
    await press('Save');
    const told = () => screen.queryByText(/The broker is slow to answer/);
    await act(async () => jest.advanceTimersByTime(4_999));
    expect(told()).toBeNull();
    await act(async () => jest.advanceTimersByTime(1));
    expect(told()).not.toBeNull();
    await act(async () => answer(ok(anOverview({ policy: { preset: 'nobody' } }))));
    expect(told()).toBeNull();
  });
});

describe('a form that is higher than a screen', () => {
  const { offsetHeight } = Object.getOwnPropertyDescriptors(HTMLElement.prototype);
  beforeEach(() => {
    Object.assign(globalThis, {
      ResizeObserver: class {
        readonly #seen: () => void;
        constructor(seen: () => void) {
          this.#seen = seen;
        }
        observe(): void {
          this.#seen();
        }
        disconnect(): void {}
      },
    });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'ResizeObserver');
    if (offsetHeight !== undefined) Object.defineProperty(HTMLElement.prototype, 'offsetHeight', offsetHeight);
  });
  const high = (pixels: number): void =>
    void Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: pixels });

  test('can be saved and taken back under its title too', async () => {
    high(5_000);
    await openPage('#/second-factor');
    radio(/^Nobody/);
    const above = screen.getByRole('group', { name: 'Save from here' });
    bridge.answers.set('policy.save', () => ok(anOverview({ policy: { preset: 'nobody' } })));
    await press('Save', above);
    expect(callsOf('policy.save')).toEqual([{ expectRevision: 3, policy: { preset: 'nobody' } }]);
    radio(/^Everybody/);
    await press('Cancel', above);
    expect((screen.getByRole('radio', { name: /^Nobody/ }) as HTMLInputElement).checked).toBe(true);
  });

  test('and one that is not has one place to save', async () => {
    high(600);
    await openPage('#/second-factor');
    expect(screen.getAllByRole('button', { name: 'Save' })).toHaveLength(1);
  });
});

test('the addresses can be copied; without the broker they are not invented', async () => {
  await openPage('#/help');
  expect(shownIn('Portal address')).toBe('https://acme.example');
  closePage();
  await openPage('#/help', anOverview({ addresses: null }));
  expect(screen.queryByLabelText('Portal address')).toBeNull();
  expect(screen.getByText(/the addresses cannot be shown/)).toBeTruthy();
});
