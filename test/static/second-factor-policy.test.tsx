import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import type { Overview } from '../../contract/rpc/admin.ts';
import type { PolicyRules } from '../../contract/settings/policy/rules.ts';
import type { PolicySettings } from '../../contract/settings/policy.ts';
import { bridge } from '../support/bridge.ts';
import { aParty } from '../support/connections.ts';
import {
  aBrokerState,
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
  radio,
  refused,
} from './support/admin-page.tsx';
import { brokenRules } from './support/axe.ts';

afterEach(closePage);

const part = (name: string): HTMLElement => screen.getByRole('region', { name });
const sentences = (): string[] =>
  [...document.querySelectorAll('.rules-editor .rule-sentence')].map(({ textContent }) => textContent ?? '');
const answerSave = (policy: PolicySettings, more: Partial<Overview> = {}): void =>
  void bridge.answers.set('policy.save', () => ok(anOverview({ policy, ...more })));

const night: PolicyRules['list'][number] = { name: 'Night', when: { newBrowser: true }, outcome: { ask: 'nothing' } };
const day: PolicyRules['list'][number] = { name: 'Day', when: { firstSignIn: true }, outcome: { ask: 'nothing' } };
const crew: PolicyRules['list'][number] = { name: 'Crew', when: { anyGroup: ['Crew'] }, outcome: { ask: 'nothing' } };
const own = (rules: Partial<PolicyRules>): PolicySettings => ({
  preset: 'own',
  rules: { deny: [], list: [], otherwise: { ask: 'factor', strength: 'any', rememberedBrowser: true }, raise: [], ...rules },
});

describe('presets', () => {
  test('are read with all their rules, and one of them is saved with one press', async () => {
    await openPage('#/second-factor');
    const recommended = screen.getByRole('radio', { name: /^Recommended/ });
    expect(recommended.closest('label')?.textContent).toContain('If the company has proved a second factor: nothing more is asked.');
    expect(screen.getAllByRole('radio')).toHaveLength(6);
    radio(/^Strict/);
    expect(screen.getAllByText('Not saved yet').length).toBeGreaterThan(0);
    answerSave({ preset: 'strict' });
    await press('Save');
    expect(callsOf('policy.save')).toEqual([{ expectRevision: 3, policy: { preset: 'strict' } }]);
    expect(screen.getByText('The rules were saved.')).toBeTruthy();
    expect(screen.queryByText('Not saved yet')).toBeNull();
    expect(await brokenRules()).toEqual([]);
  });

  test('that nobody could meet are not sent off, and say why', async () => {
    const { methods, ...rest } = anOverview().secondFactor;
    const secondFactor = { ...rest, methods: { ...methods, webauthn: { ...methods.webauthn, enabled: false } } };
    await openPage('#/second-factor', anOverview({ secondFactor }));
    radio(/^Strict/);
    await press('Save');
    expect(callsOf('policy.save')).toEqual([]);
    expect(screen.getByText(/^Nobody could sign in: every method that is "phishing-resistant" is switched off/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^Strict/ }));
  });

  test('somebody else’s save in between is told with what they changed', async () => {
    await openPage('#/second-factor');
    radio(/^Nobody/);
    bridge.answers.set('policy.save', () => refused('settings_changed_meanwhile'));
    await press('Save');
    bridge.answers.set('overview.load', () => ok(anOverview({ saved: { revision: 7, at: 1, by: 'Bea' }, policy: { preset: 'strict' } })));
    await press('Load what is saved now and keep my entries');
    expect(screen.getByText(/Changed by somebody else: which rules/)).toBeTruthy();
  });
});

describe('rules of one’s own', () => {
  test('begin with a preset, and what is written reads as a sentence', async () => {
    await openPage('#/second-factor', anOverview({ policy: { preset: 'recommended' } }));
    await press('Make it my own');
    expect(sentences()[0]).toBe('If the company has proved a second factor: nothing more is asked.');
    await press('Add a rule');
    enter('Name of the rule', 'Crew at sea');
    enter('Add a condition', 'anyGroup');
    enter('In one of these groups of the provider', 'Crew\nBridge');
    expect(await brokenRules()).toEqual([]);
    enter('Add a condition', 'outsideCountries');
    enter(/^Add a country: Outside/, 'NO');
    const conditions = part('Ask for');
    expect(conditions.textContent).toContain(
      'If the person is in the groups “Crew” or “Bridge” and the person is outside Norway, or nobody knows where: a second factor is asked for.',
    );
    answerSave({ preset: 'nobody' });
    await press('Save');
    const [sent] = callsOf('policy.save') as { policy: { rules: PolicyRules } }[];
    expect(sent?.policy.rules.list[1]).toEqual({
      name: 'Crew at sea',
      when: { anyGroup: ['Crew', 'Bridge'], outsideCountries: ['NO'] },
      outcome: { ask: 'factor', strength: 'any', rememberedBrowser: false },
    });
    expect(sent?.policy.rules.raise).toHaveLength(3);
  });

  test('have a field for every condition there is', async () => {
    const network = { id: 'offices', name: 'Offices', ranges: ['203.0.113.0/24'] };
    const secondFactor = { ...anOverview().secondFactor, networks: [network] };
    await openPage(
      '#/second-factor',
      anOverview({ policy: own({ list: [{ ...night, when: {} }] }), secondFactor, parties: [aParty({ name: 'Harbour Wiki' })] }),
    );
    await press('Edit “Night”');
    const choices = [...(screen.getByLabelText('Add a condition') as HTMLSelectElement).options]
      .map(({ value }) => value)
      .filter((value) => value !== '');
    expect(choices).toHaveLength(16);
    // Countries come last: hundreds of them slow down every look for a label.
    const isCountries = (choice: string) => choice === 'countries' || choice === 'outsideCountries';
    for (const choice of choices.filter((each) => !isCountries(each))) enter('Add a condition', choice);
    fireEvent.click(field('Borealis Shipping'));
    fireEvent.click(field('Harbour Wiki'));
    const [inside, outside] = screen.getAllByLabelText('Offices');
    fireEvent.click(inside as HTMLElement);
    fireEvent.click(outside as HTMLElement);
    enter('E-mail address of one of these domains', 'Borealis.example');
    enter('In one of these groups of the provider', 'Crew');
    enter('The company has proved at least', 'strong');
    enter(/^Wrong answers since/, '7');
    enter('From', '22:00');
    enter('Time zone', 'Europe/Oslo');
    expect(await brokenRules()).toEqual([]);
    for (const choice of choices.filter(isCountries)) enter('Add a condition', choice);
    expect(screen.queryByLabelText('Add a condition')).toBeNull();
    enter(/^Add a country: In/, 'NO');
    enter(/^Add a country: Outside/, 'SE');
    answerSave({ preset: 'nobody' });
    await press('Save');
    const [sent] = callsOf('policy.save') as { policy: { rules: PolicyRules } }[];
    expect(sent?.policy.rules.list[0]?.when).toEqual({
      connections: ['borealis'],
      emailDomains: ['borealis.example'],
      anyGroup: ['Crew'],
      applications: [aParty().id],
      networks: ['offices'],
      outsideNetworks: ['offices'],
      countries: ['NO'],
      outsideCountries: ['SE'],
      providerProved: 'strong',
      providerProvedLess: 'any',
      newBrowser: true,
      newCountry: true,
      impossibleTravel: true,
      recentFailures: 7,
      firstSignIn: true,
      times: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '22:00', to: '08:00', zone: 'Europe/Oslo' },
    });
  });

  test('that are not finished are opened at the first mistake, and not sent', async () => {
    await openPage('#/second-factor', anOverview({ policy: own({ list: [night] }) }));
    await press('Edit “Night”');
    enter('Add a condition', 'times');
    enter('Time zone', 'Middle/Earth');
    enter('Name of the rule', ' ');
    await press('Save');
    expect(callsOf('policy.save')).toEqual([]);
    expect(document.activeElement).toBe(field('Name of the rule'));
    enter('Name of the rule', 'Night');
    await press('Save');
    expect(screen.getByText(/"Middle\/Earth" is no time zone that is known here/)).toBeTruthy();
    expect(document.activeElement).toBe(field('Time zone'));
  });

  test('that turn everybody away, always, are refused at their place', async () => {
    await openPage('#/second-factor', anOverview({ policy: own({}) }));
    await press('Add a rule that turns away');
    await press('Save');
    expect(within(part('Turn away')).getByRole('alert').textContent).toMatch(/Turns everybody away, always/);
    expect(callsOf('policy.save')).toEqual([]);
  });

  test('are moved by buttons, and the focus and the open rule go with them', async () => {
    await openPage('#/second-factor', anOverview({ policy: own({ list: [night, day, crew] }) }));
    const order = () => [...part('Ask for').querySelectorAll('.rule-name')].map(({ textContent }) => textContent);
    await press('Edit “Crew”');
    await press('Move “Crew” up');
    expect(order()).toEqual(['Night', 'Crew', 'Day']);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move “Crew” up' }));
    expect(screen.getByText('“Crew” is now number 2 of 3.')).toBeTruthy();
    await press('Move “Crew” up');
    expect(order()).toEqual(['Crew', 'Night', 'Day']);
    // At the top there is no way up.
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move “Crew” down' }));
    expect(screen.getByRole('button', { name: 'Done with “Crew”' })).toBeTruthy();
    await press('Remove “Night”');
    expect(order()).toEqual(['Crew', 'Day']);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add a rule' }));
  });

  test('are kept while somebody looks at the presets', async () => {
    await openPage('#/second-factor', anOverview({ policy: own({ list: [crew] }) }));
    radio(/^Nobody/);
    expect(screen.queryByText('Crew')).toBeNull();
    radio(/^Your own rules/);
    expect(screen.getByText('Crew')).toBeTruthy();
    expect(screen.queryByText('Not saved yet')).toBeNull();
  });

  test('whose connection is gone stay in sight until it is taken away', async () => {
    await openPage('#/second-factor', anOverview({ policy: own({ list: [{ ...night, when: { connections: ['ghost'] } }] }) }));
    await press('Edit “Night”');
    expect(screen.getByText('It is gone.')).toBeTruthy();
    await press('Save');
    expect(screen.getByText(/There is no connection "ghost"/)).toBeTruthy();
  });

  test('what is hardly meant is said before it is saved, and can be saved', async () => {
    const list = [{ ...night, when: {} }, crew];
    await openPage('#/second-factor', anOverview({ policy: own({ list, deny: [{ name: 'Shut', when: { connections: ['borealis'] } }] }) }));
    const warning = screen.getByText('Look at this before you save').closest('.message') as HTMLElement;
    expect(warning.textContent).toContain('“Crew” is never reached');
    expect(warning.textContent).toContain('Everybody is turned away');
  });
});

describe('switches', () => {
  test('turn one application off at once, and on again', async () => {
    const parties = [aParty({ id: 'wiki', name: 'Harbour Wiki' })];
    await openPage('#/second-factor', anOverview({ parties }));
    const wiki = () => screen.getByRole('switch', { name: 'Require a second factor: Harbour Wiki' }) as HTMLInputElement;
    expect(wiki().checked).toBe(true);
    const off = anOverview({ parties: parties.map((party) => ({ ...party, policy: { preset: 'nobody' as const } })) });
    bridge.answers.set('policy.switch', () => ok(off));
    fireEvent.click(wiki());
    expect(await screen.findByText(/Nobody is asked for a second factor on the way to Harbour Wiki any more/)).toBeTruthy();
    expect(wiki().checked).toBe(false);
    bridge.answers.set('policy.switch', () => ok(anOverview({ parties })));
    fireEvent.click(wiki());
    await screen.findByText(/is required for Harbour Wiki again/);
    expect(callsOf('policy.switch')).toEqual([
      { application: 'wiki', required: false, expectRevision: 3 },
      { application: 'wiki', required: true, expectRevision: 3 },
    ]);
  });

  test('do not touch what is being written below', async () => {
    await openPage('#/second-factor');
    radio(/^Strict/);
    bridge.answers.set('policy.switch', () => ok(anOverview({ portal: { ...anOverview().portal, policy: { preset: 'nobody' } } })));
    fireEvent.click(screen.getByRole('switch', { name: /Help centre/ }));
    await screen.findByText(/Nobody is asked for a second factor on the way to/);
    expect((screen.getByRole('radio', { name: /^Strict/ }) as HTMLInputElement).checked).toBe(true);
  });

  test('say so where an application has rules of its own', async () => {
    await openPage('#/second-factor', anOverview({ parties: [aParty({ name: 'Wiki', policy: { preset: 'strict' } })] }));
    expect(screen.getByText(/It has rules of its own now \(Strict\)/)).toBeTruthy();
  });
});

describe('the way back', () => {
  const before = { preset: 'strict', at: Date.UTC(2026, 10, 20) } as const;
  test('is one press', async () => {
    await openPage('#/second-factor', anOverview({ policyBefore: before }));
    expect(screen.getByText(/^Until .* this was “Strict”\.$/)).toBeTruthy();
    bridge.answers.set('policy.undo', () => ok(anOverview({ policy: { preset: 'strict' }, policyBefore: { preset: 'everybody', at: 1 } })));
    await press('Go back to it');
    expect(callsOf('policy.undo')).toEqual([{ expectRevision: 3 }]);
    expect((screen.getByRole('radio', { name: /^Strict/ }) as HTMLInputElement).checked).toBe(true);
    expect(screen.getByText('The rules from before are back.')).toBeTruthy();
    expect(screen.queryByText('Not saved yet')).toBeNull();
  });
  test('is not offered while something else is being written', async () => {
    await openPage('#/second-factor', anOverview({ policyBefore: before }));
    radio(/^Nobody/);
    expect(screen.queryByRole('button', { name: 'Go back to it' })).toBeNull();
  });
});

describe('what the broker lacks', () => {
  beforeEach(() => void bridge.answers.set('second-factor.state', () => ok({ ...aBrokerState, ready: ['totp'], countries: false })));
  test('is said of rules that need it', async () => {
    await openPage('#/second-factor', anOverview({ policy: { preset: 'recommended' }, connections: [aConnection] }));
    const warning = (await screen.findByText(/no list of which address is in which country/)).closest('.message') as HTMLElement;
    expect(warning.textContent).toContain('No identity provider’s word counts');
    radio(/^Strict/);
    expect(screen.getByText(/the broker is not set up for “Security key or passkey”/)).toBeTruthy();
  });
});

test('a save that is not live yet is told apart', async () => {
  await openPage(
    '#/second-factor',
    anOverview({
      live: { epoch: 1, revision: 2, activatedAt: 1 },
      liveProblem: { title: 'Not live', text: 'x', action: 'y', problems: [], supportCode: null },
    }),
  );
  expect(screen.getByText('Saved, not live yet')).toBeTruthy();
});

test('what is written stays while the parts of the page change, and leaving the page asks', async () => {
  await openPage('#/second-factor');
  radio(/^Strict/);
  await follow('Methods and networks');
  expect(window.location.hash).toBe('#/second-factor/methods');
  await follow('Who is asked');
  expect((screen.getByRole('radio', { name: /^Strict/ }) as HTMLInputElement).checked).toBe(true);
  await follow('Help centre');
  expect(screen.getByRole('dialog', { name: 'Leave without saving?' })).toBeTruthy();
});

test('the old address of the page leads to the new one', async () => {
  await openPage('#/rules');
  expect(screen.getByRole('heading', { name: 'Second factor', level: 2 })).toBeTruthy();
});
