import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { errorWords } from '../../contract/errors.ts';
import type { SupportTrace } from '../../contract/rpc/status.ts';
import type { CaptureState, SignInSummary } from '../../contract/rpc/traces.ts';
import { en } from '../../static/admin/i18n/en.ts';
import { bridge } from '../support/bridge.ts';
import { aConnection, anOverview, callsOf, closePage, enter, field, ok, openPage, press, refused } from './support/admin-page.tsx';

const nothingKept: CaptureState = { capture: null, kept: [] };
const signIn: SignInSummary = {
  supportCode: 'AAAABBBB',
  at: 1,
  outcome: 'refused',
  code: 'saml_signature_wrong',
  party: null,
  tookMs: 2_100,
};

const aTrace = (more: Partial<SupportTrace> = {}): SupportTrace => ({
  supportCode: 'AB12',
  at: Date.UTC(2026, 10, 21, 12),
  outcome: 'signed-in',
  code: 'signed_in',
  because: 'reached:any',
  step: 'issue',
  connection: 'borealis',
  party: 'https://acme-login.example/saml/portal',
  tookMs: 6_500,
  steps: [
    { step: 'request', afterMs: 0, ok: true, because: 'request.verified, strength:none' },
    {
      step: 'provider',
      afterMs: 4e3,
      ok: true,
      because: 'oidc.proven',
      checks: ['signature', 'times'],
      claims: [
        {
          name: 'email',
          count: 1,
        },
        {
          name: 'groups',
          count: 14,
        },
      ],
      understood: [
        {
          name: 'first-name',
          count: 0,
        },
      ],
    },
    { step: 'issue', afterMs: 6_500, ok: true, because: 'reached:any' },
  ],
  mend: null,
  kept: null,
  ...more,
});

beforeEach(() => {
  bridge.answers.set('connection.sign-ins', () => ok([]));
  bridge.answers.set('connection.capture.state', () => ok(nothingKept));
});
afterEach(closePage);

/** Until what the desk asks for by itself is there. */
async function openDesk(overview = anOverview()): Promise<void> {
  await openPage('#/support', overview);
  await waitFor(() => expect(screen.queryAllByLabelText(en.shell.loading)).toEqual([]));
}

async function lookUp(trace: SupportTrace | null): Promise<void> {
  bridge.answers.set('support.find', () => ok(trace));
  enter('Support code', ' AB12 ');
  await press('Look up');
}

test('an empty code is asked for, an unknown one says so, and a refusal is told in its own words', async () => {
  await openDesk();
  await press('Look up');
  expect(screen.getByText('Enter a value.')).toBeTruthy();
  await lookUp(null);
  expect(callsOf('support.find')).toEqual([{ supportCode: 'AB12' }]);
  expect(screen.getByText(/Nothing is known about this code/)).toBeTruthy();
  bridge.answers.set('support.find', () => refused('not_administrator'));
  await press('Look up');
  expect(screen.getByRole('alert')).toBeTruthy();
});

test('a sign-in is shown step by step, with names, times and reasons in words', async () => {
  await openDesk();
  await lookUp(aTrace());
  const list = screen.getByRole('list', { name: 'What happened, step by step' });
  const steps = within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent ?? '');
  expect(steps).toHaveLength(3);
  expect(steps[0]).toContain('Went well: The application askedafter 0 ms');
  expect(steps[0]).toContain('The request is good, no second factor was asked for');
  expect(steps[1]).toContain('The provider answeredafter 4.0 s');
  expect(steps[1]).toContain('Received: email, groups (14)');
  expect(steps[1]).toContain('Understood: first-name (not told)');
  const all = document.body.textContent ?? '';
  for (const text of ['Borealis Shipping', 'The portal', '6.5 s', 'Signed in']) expect(all).toContain(text);
});

test('a refusal says what failed, and which setting is likely wrong', async () => {
  await openDesk();
  const mend = { setting: 'certificates', text: 'The certificate is likely another one by now.', step: null };
  const failed = {
    step: 'provider',
    afterMs: 900,
    ok: false,
    because: 'saml.signature',
    facts: { 'issuer-found': '<b>https://odd.example</b>' },
  };
  await lookUp(aTrace({ outcome: 'refused', code: 'saml_signature_wrong', party: 'https://app.example', steps: [failed], mend }));
  expect(screen.getByText(/The certificate is likely another one by now/)).toBeTruthy();
  const [item] = within(screen.getByRole('list', { name: 'What happened, step by step' })).getAllByRole('listitem');
  expect(item?.textContent).toContain('Failed: The provider’s answer was refused');
  // Text of a stranger stays text.
  expect(item?.textContent).toContain('Issuer in the message: <b>https://odd.example</b>');
  expect(document.body.textContent).toContain('https://app.example');
});

test('a refusal without a sign-in has one step', async () => {
  await openDesk();
  await lookUp(
    aTrace({ outcome: 'refused', code: 'login_unknown', connection: null, party: null, tookMs: null, steps: [], step: 'callback' }),
  );
  expect(within(screen.getByRole('list', { name: 'What happened, step by step' })).getAllByRole('listitem')).toHaveLength(1);
});

test('kept messages are shown only when they are asked for', async () => {
  await openDesk();
  await lookUp(aTrace({ kept: 'm-1' }));
  expect(callsOf('connection.capture.read')).toEqual([]);
  const messages = [{ kind: 'id-token', text: '{ "email": "ada@borealis.example" }' }];
  bridge.answers.set('connection.capture.read', () => ok({ id: 'm-1', connection: 'borealis', at: 1, code: 'proven', messages }));
  await press('Show the messages');
  expect(callsOf('connection.capture.read')).toEqual([{ id: 'm-1' }]);
  expect(screen.getByText('Claims of the ID token')).toBeTruthy();
  expect(screen.getByText(/ada@borealis\.example/)).toBeTruthy();
});

test('messages that are gone say so', async () => {
  await openDesk();
  await lookUp(aTrace({ kept: 'm-1' }));
  bridge.answers.set('connection.capture.read', () => ok(null));
  await press('Show the messages');
  expect(screen.getByText(/no messages of this sign-in any more/)).toBeTruthy();
});

test('the latest sign-ins open by a click', async () => {
  bridge.answers.set('connection.sign-ins', () => ok([signIn]));
  await openDesk();
  bridge.answers.set('support.find', () => ok(aTrace({ supportCode: 'AAAABBBB' })));
  await press('Open AAAA-BBBB');
  expect(callsOf('support.find')).toEqual([{ supportCode: 'AAAA-BBBB' }]);
  expect((field('Support code') as HTMLInputElement).value).toBe('AAAA-BBBB');
  expect(screen.getByRole('list', { name: 'What happened, step by step' })).toBeTruthy();
});

test('another identity provider has sign-ins and messages of its own', async () => {
  const other = { ...aConnection, id: 'kestrel', name: 'Kestrel' };
  await openDesk(anOverview({ connections: [aConnection, other] }));
  enter('Identity provider', 'kestrel');
  await screen.findAllByText(/Nobody has signed in/);
  expect(callsOf('connection.sign-ins')).toEqual([{ connection: 'borealis' }, { connection: 'kestrel' }]);
  expect(callsOf('connection.capture.state')).toEqual([{ connection: 'borealis' }, { connection: 'kestrel' }]);
});

test('without an identity provider there is nothing to choose', async () => {
  await openDesk(anOverview({ connections: [] }));
  expect(screen.getByText('There is no identity provider yet.')).toBeTruthy();
  expect(callsOf('connection.capture.state')).toEqual([]);
});

test('messages are kept only after a question, and stopped at once', async () => {
  await openDesk();
  await press('Keep messages for an hour');
  expect(callsOf('connection.capture.start')).toEqual([]);
  expect(screen.getByText(/everybody who signs in by it reads that their sign-in is recorded/)).toBeTruthy();
  const capture = { startedAt: 1, endsAt: Date.UTC(2026, 10, 21, 13), kept: 1 };
  bridge.answers.set('connection.capture.start', () => ok({ capture, kept: [] }));
  await press('Keep messages');
  expect(callsOf('connection.capture.start')).toEqual([{ connection: 'borealis' }]);
  expect(screen.getByText(/Messages are kept until .* So far those of one sign-in/)).toBeTruthy();
  bridge.answers.set('connection.capture.stop', () => ok(nothingKept));
  await press('Stop now');
  expect(screen.getByText('Nothing is kept.')).toBeTruthy();
});

test('what is kept is listed, shown by a click, and deleted after a question', async () => {
  const kept = [{ id: 'm-1', at: Date.UTC(2026, 10, 21, 12), code: 'saml_issuer_mismatch' }];
  bridge.answers.set('connection.capture.state', () => ok({ capture: null, kept }));
  await openDesk();
  expect(screen.queryByText('saml_issuer_mismatch')).toBeNull();
  expect(screen.getByText(errorWords.saml_issuer_mismatch.title)).toBeTruthy();
  await press(/^Show the messages of/);
  expect(screen.getByText(/They hold personal data/)).toBeTruthy();
  await press('Delete what is kept');
  bridge.answers.set('connection.capture.forget', () => ok(nothingKept));
  await press('Delete', screen.getByRole('dialog'));
  expect(callsOf('connection.capture.forget')).toEqual([{ connection: 'borealis' }]);
  expect(screen.getByText('Nothing is kept.')).toBeTruthy();
});

test('what cannot be loaded says why, and is asked for again by a press', async () => {
  bridge.answers.set('connection.sign-ins', () => refused('broker_no_answer'));
  bridge.answers.set('connection.capture.state', () => refused('broker_no_answer'));
  await openDesk();
  expect(await screen.findAllByRole('alert')).toHaveLength(2);
  bridge.answers.set('connection.sign-ins', () => ok([signIn]));
  bridge.answers.set('connection.capture.state', () => ok(nothingKept));
  for (const [again] of [
    screen.getAllByRole('button', { name: 'Try again' }),
    screen.getAllByRole('button', { name: 'Try again' }).reverse(),
  ])
    await act(async () => again?.click());
  expect(screen.queryAllByRole('alert')).toEqual([]);
  expect(screen.getByText('Nothing is kept.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Open AAAA-BBBB' })).toBeTruthy();
});

test('a capture that runs already is said, and the page stays', async () => {
  await openDesk();
  await press('Keep messages for an hour');
  bridge.answers.set('connection.capture.start', () => refused('capture_running'));
  await press('Keep messages');
  expect(screen.getByText('Messages are being kept already')).toBeTruthy();
  expect(screen.getByText('Nothing is kept.')).toBeTruthy();
});

test('the list of identity providers says when somebody last signed in, and whether messages are kept', async () => {
  const other = { ...aConnection, id: 'kestrel', name: 'Kestrel' };
  const capture = { startedAt: 1, endsAt: Date.UTC(2026, 10, 21, 13), kept: 0 };
  bridge.answers.set('connection.activity', () =>
    ok([
      { id: 'borealis', lastSignInAt: Date.UTC(2026, 10, 21, 12), capture },
      { id: 'kestrel', lastSignInAt: null, capture: null },
    ]),
  );
  await openPage('#/providers', anOverview({ connections: [aConnection, other, { ...aConnection, id: 'draft', name: 'Not live' }] }));
  expect(await screen.findByText(/^Last sign-in: /)).toBeTruthy();
  expect(screen.getByText(/^Messages are kept until /)).toBeTruthy();
  expect(screen.getAllByText('Nobody has signed in within the last 30 days')).toHaveLength(1);
});

test('without an answer the list says that it does not know, and asks again by a press', async () => {
  bridge.answers.set('connection.activity', () => refused('broker_no_answer'));
  await openPage('#/providers');
  expect(await screen.findByText('When people last signed in is not known at the moment')).toBeTruthy();
  expect(screen.queryByText(/^Nobody has signed in/)).toBeNull();
  bridge.answers.set('connection.activity', () => ok([{ id: 'borealis', lastSignInAt: Date.UTC(2026, 10, 21, 12), capture: null }]));
  await press('Try again');
  expect(screen.getByText(/^Last sign-in: /)).toBeTruthy();
  expect(screen.queryByText('When people last signed in is not known at the moment')).toBeNull();
});
