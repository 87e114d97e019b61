import { afterEach, expect, test } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { bridge } from '../support/bridge.ts';
import { aSamlConnection } from '../support/connections.ts';
import { anOverview, callsOf, closePage, enter, field, ok, openPage, press } from './support/admin-page.tsx';

afterEach(closePage);

const counts = () => screen.getByRole('checkbox', { name: 'What the provider says of a second factor counts' }) as HTMLInputElement;
const open = (connection = aSamlConnection({ preset: 'entra-id' })) =>
  openPage('#/providers/edit/kestrel', anOverview({ connections: [connection] }));
const saves = () => bridge.answers.set('connection.save', () => ok(anOverview()));
const claim = 'http://schemas.microsoft.com/claims/multipleauthn';

test('the company’s own second factor counts once somebody turns it on, by the values that the vendor is known to send', async () => {
  await open();
  expect(counts().checked).toBe(false);
  expect(screen.queryByLabelText('Values of that attribute that count')).toBeNull();
  fireEvent.click(counts());
  expect((field('Values of that attribute that count') as HTMLTextAreaElement).value).toBe(`${claim} any`);
  enter('Values of that attribute that count', `${claim} strong`);
  enter('It counts for so many minutes', '60');
  saves();
  await press('Save');
  expect(callsOf('connection.save')).toMatchObject([
    {
      connection: {
        assurance: {
          contexts: [],
          methods: [{ value: claim, counts: 'strong' }],
          methodsAttribute: 'http://schemas.microsoft.com/claims/authnmethodsreferences',
          maxAgeMinutes: 60,
          ask: [],
        },
      },
    },
  ]);
});

test('a line that says no strength is told at its field, and nothing is saved', async () => {
  await open();
  fireEvent.click(counts());
  enter('Values of that attribute that count', claim);
  await press('Save');
  expect(field('Values of that attribute that count').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/write the value, a space, and any, strong or phishing-resistant/)).toBeTruthy();
  expect(callsOf('connection.save')).toEqual([]);
});

test('turned off again, nothing counts', async () => {
  const assurance = {
    contexts: [{ value: 'urn:mfa', counts: 'any' as const }],
    methods: [],
    methodsAttribute: null,
    maxAgeMinutes: 60,
    ask: [],
  };
  await open(aSamlConnection({ assurance }));
  expect(counts().checked).toBe(true);
  fireEvent.click(counts());
  saves();
  await press('Save');
  const [call] = callsOf('connection.save') as { connection: object }[];
  expect(call?.connection).not.toHaveProperty('assurance');
});
