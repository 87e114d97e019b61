import { afterEach, describe, expect, test } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import { methodTexts } from '../../contract/messages/en/second-factor.ts';
import type { Overview } from '../../contract/rpc/admin.ts';
import { type Methods, methodKinds } from '../../contract/settings/methods.ts';
import type { SecondFactorSettings } from '../../contract/settings/second-factor.ts';
import { bridge } from '../support/bridge.ts';
import { aBrokerState, anOverview, callsOf, closePage, enter, field, ok, openPage, press, refused } from './support/admin-page.tsx';
import { brokenRules } from './support/axe.ts';

afterEach(closePage);

const open = (changes: Partial<Overview> = {}) => openPage('#/second-factor/methods', anOverview(changes));
const settings = (changes: Partial<SecondFactorSettings> = {}, methods: Partial<Methods> = {}): SecondFactorSettings => {
  const plain = anOverview().secondFactor;
  return { ...plain, ...changes, methods: { ...plain.methods, ...methods } };
};
const card = (name: string): HTMLElement => screen.getByRole('heading', { name, level: 4 }).closest('li') as HTMLElement;
const turn = (name: string): void => void fireEvent.click(screen.getByRole('switch', { name: `People may use: ${name}` }));
const answerSave = (): void => void bridge.answers.set('second-factor.save', () => ok(anOverview()));
const sent = (): SecondFactorSettings | undefined =>
  (callsOf('second-factor.save') as { secondFactor: SecondFactorSettings }[])[0]?.secondFactor;

describe('methods', () => {
  test('all stand there, each with what it is worth and who keeps it', async () => {
    await open();
    expect(screen.getAllByRole('heading', { level: 4 }).map(({ textContent }) => textContent)).toEqual(
      methodKinds.map((kind) => methodTexts[kind].name),
    );
    for (const kind of methodKinds) expect(card(methodTexts[kind].name).textContent).toMatch(/Who keeps it: \S/);
    expect(await brokenRules()).toEqual([]);
  });

  test('are switched with their settings', async () => {
    await open();
    turn('Hardware token');
    enter('Clocks that are wrong', 'both');
    enter('How long a request waits, in seconds', '90');
    enter('PIN or fingerprint', 'required');
    enter('Which models', 'some');
    enter('Only models by their AAGUID', '2FC0579F-8113-47EA-B116-BB5A8DB9202A');
    answerSave();
    await press('Save');
    expect(sent()).toEqual(
      settings(
        {},
        {
          'oath-token': { enabled: true },
          totp: { enabled: true, drift: 'both' },
          push: { enabled: true, seconds: 90 },
          webauthn: { enabled: true, passkeys: true, userVerification: 'required', onlyModels: ['2fc0579f-8113-47ea-b116-bb5a8db9202a'] },
        },
      ),
    );
    expect(screen.getByText('Methods and networks were saved.')).toBeTruthy();
  });

  test('have bounds, and what is outside of them is told at its field and not sent', async () => {
    await open();
    enter('How long a request waits, in seconds', '30');
    await press('Save');
    expect(callsOf('second-factor.save')).toEqual([]);
    expect(document.activeElement).toBe(field('How long a request waits, in seconds'));
    enter('How long a request waits, in seconds', 'two minutes');
    await press('Save');
    expect(screen.getByText('Enter a whole number from 60 to 300.')).toBeTruthy();
  });

  test('by SMS need a country', async () => {
    await open();
    turn('Code by text message');
    await press('Save');
    expect(callsOf('second-factor.save')).toEqual([]);
    expect(screen.getByText(/Codes by SMS go to nobody yet/)).toBeTruthy();
    enter(/^Add a country: Countries/, 'NO');
    enter('From this day on nobody is offered it any more', '2027-06-30');
    enter('Messages a day at most', '500');
    answerSave();
    await press('Save');
    expect(sent()?.methods['sms-code']).toEqual({
      enabled: true,
      digits: 6,
      minutes: 5,
      countries: ['NO'],
      perDay: 500,
      endsOn: '2027-06-30',
    });
  });

  test('that rules need cannot be switched off: the page says what the backend says', async () => {
    await open({ policy: { preset: 'strict' } });
    turn('Security key or passkey');
    bridge.answers.set('second-factor.save', () =>
      refused('settings_invalid', [
        { path: '/policy/preset', message: 'nobody could sign in: every method that is "phishing-resistant" is switched off' },
      ]),
    );
    await press('Save');
    expect(screen.getByRole('alert').textContent).toContain('Nobody could sign in');
  });

  test('say where the operator has set no sender up, and offer no test then', async () => {
    bridge.answers.set('second-factor.state', () =>
      ok({ ...aBrokerState, ready: ['totp', 'webauthn', 'recovery-code'], senders: { mail: true, sms: false, otp: false } }),
    );
    await open({ secondFactor: settings({}, { 'sms-code': { ...settings().methods['sms-code'], enabled: true, countries: ['NO'] } }) });
    await within(card('Code by text message')).findByText('Not on this broker');
    expect(card('Code by text message').textContent).toContain('SMS_VIA');
    expect(card('Code by e-mail').textContent).toContain('Sender set up');
    expect(card('Confirmation on your phone').textContent).toContain('This broker cannot do this');
    expect(screen.queryByText('Send me a test: Code by text message')).toBeNull();
  });
});

describe('a test message', () => {
  test('goes to what the administrator typed, and what came of it is told', async () => {
    await open();
    const mail = card('Code by e-mail');
    enter('Your e-mail address', 'ada@acme.example');
    bridge.answers.set('second-factor.send-test', () => ok({ sent: true, text: 'The mail server has taken the message.' }));
    await press('Send me a test', mail);
    expect(callsOf('second-factor.send-test')).toEqual([{ way: 'mail', to: 'ada@acme.example' }]);
    expect(within(mail).getByText('The mail server has taken the message.')).toBeTruthy();
    bridge.answers.set('second-factor.send-test', () => ok({ sent: false, text: 'Ten test messages were sent within this hour.' }));
    await press('Send me a test', mail);
    expect(within(mail).getByText('The test was not sent')).toBeTruthy();
    bridge.answers.set('second-factor.send-test', () => refused('broker_unreachable'));
    await press('Send me a test', mail);
    expect(within(mail).getByRole('alert')).toBeTruthy();
  });

  test('by SMS names a number and nothing else: the countries are those that are saved', async () => {
    await open({ secondFactor: settings({}, { 'sms-code': { ...settings().methods['sms-code'], countries: ['NO', 'SE'] } }) });
    enter('Your mobile number', '+47 406 12 345');
    bridge.answers.set('second-factor.send-test', () => ok({ sent: true, text: 'Sent.' }));
    await press('Send me a test', card('Code by text message'));
    expect(callsOf('second-factor.send-test')).toEqual([{ way: 'sms', to: '+47 406 12 345' }]);
  });
});

describe('networks', () => {
  test('get a short name by themselves, and lines that are no range are told by their number', async () => {
    await open();
    await press('Add a network');
    enter('Name of the network', 'Offices in Ålesund');
    expect((field('Short name') as HTMLInputElement).value).toBe('offices-in-alesund');
    enter('Addresses and ranges', '203.0.113.0/24\n\n203.0.113.0/33');
    await press('Save');
    expect(callsOf('second-factor.save')).toEqual([]);
    expect(screen.getByText('Line 2: “203.0.113.0/33” has a number behind the slash that is not 0 to 32.')).toBeTruthy();
    enter('Addresses and ranges', '203.0.113.0/24\n2001:db8::/32');
    expect(await brokenRules()).toEqual([]);
    answerSave();
    await press('Save');
    expect(sent()?.networks).toEqual([
      { id: 'offices-in-alesund', name: 'Offices in Ålesund', ranges: ['203.0.113.0/24', '2001:db8::/32'] },
    ]);
  });

  test('that are saved keep their short name, say which rules speak of them, and can be removed', async () => {
    const network = { id: 'offices', name: 'Offices', ranges: ['203.0.113.7'] };
    await open({
      secondFactor: settings({ networks: [network] }),
      policy: {
        preset: 'own',
        rules: {
          deny: [],
          list: [{ name: 'At home', when: { outsideNetworks: ['offices'] }, outcome: { ask: 'nothing' } }],
          otherwise: { ask: 'nothing' },
          raise: [],
        },
      },
    });
    enter('Name of the network', 'All offices');
    expect((field('Short name') as HTMLInputElement).value).toBe('offices');
    expect((field('Short name') as HTMLInputElement).readOnly).toBe(true);
    expect(screen.getByText('Rules speak of it: “At home”.')).toBeTruthy();
    await press('Remove the network All offices');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add a network' }));
    expect(screen.getByText('No network has a name yet.')).toBeTruthy();
  });

  test('without a name are told', async () => {
    await open();
    await press('Add a network');
    await press('Save');
    expect(document.activeElement).toBe(field('Name of the network'));
    expect(screen.getByText('Enter a name of at most 80 characters.')).toBeTruthy();
    expect(screen.getByText('Enter at least one address or range, each once.')).toBeTruthy();
  });
});

test('how long browsers are remembered, and the days of grace, are saved together', async () => {
  await open();
  enter('Days that a browser may be remembered', '14');
  enter('Days to set a second factor up', '91');
  await press('Save');
  expect(screen.getByText('Enter a whole number from 0 to 60.')).toBeTruthy();
  enter('Days to set a second factor up', '7');
  answerSave();
  await press('Save');
  expect(sent()).toMatchObject({ rememberDays: 14, graceDays: 7 });
});
