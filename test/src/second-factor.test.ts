import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { everydayPerson } from '#contract/presets/described-people';
import type { PolicySettings } from '#contract/settings/policy';
import type { PolicyRules } from '#contract/settings/policy/rules';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import { aParty } from '../support/connections.ts';
import { aForeseen } from '../support/forge-broker.ts';
import { type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  site = await startForgeSite();
});
afterEach(() => site.close());

const person = everydayPerson('borealis', null, 'portal');
const rules: PolicyRules = { deny: [], list: [], otherwise: { ask: 'nothing' }, raise: [] };
const own: PolicySettings = { preset: 'own', rules };

test('the policy before the present one is one click away, and so is the present one afterwards', async () => {
  expect((await site.value('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'everybody' } })).policyBefore).toBeNull();
  const changed = await site.value('ada', 'policy.save', { expectRevision: 1, policy: own });
  expect(changed.policyBefore).toMatchObject({ preset: 'everybody' });
  const back = await site.value('bea', 'policy.undo', { expectRevision: 2 });
  expect(back).toMatchObject({
    policy: { preset: 'everybody' },
    policyBefore: { preset: 'own' },
    saved: { revision: 3 },
    liveProblem: null,
  });
  expect((await site.value('bea', 'policy.undo', { expectRevision: 3 })).policy).toEqual(own);
});

test('it outlives saves of other things, and what nothing refers to any more is gone from storage', async () => {
  await site.value('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'everybody' } });
  await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'strict' } });
  const later = await site.value('ada', 'second-factor.save', {
    expectRevision: 2,
    secondFactor: { ...recommendedSecondFactor, graceDays: 7 },
  });
  expect(later).toMatchObject({ secondFactor: { graceDays: 7 }, policyBefore: { preset: 'everybody' } });
  await site.value('ada', 'policy.save', { expectRevision: 3, policy: { preset: 'nobody' } });
  const policies = site.host.storage.plain.keys().filter((key) => key.endsWith(':policy'));
  expect(policies).toHaveLength(2);
  expect((await site.value('ada', 'policy.undo', { expectRevision: 4 })).policy).toEqual({ preset: 'strict' });
});

test('where there is nothing to go back to, and where somebody else saved, an undo is refused', async () => {
  expect((await site.refused('ada', 'policy.undo', { expectRevision: 0 })).code).toBe('settings_changed_meanwhile');
  await site.value('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'everybody' } });
  await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'strict' } });
  expect((await site.refused('ada', 'policy.undo', { expectRevision: 1 })).code).toBe('settings_changed_meanwhile');
});

test('an undo that does not fit any more is refused like any other policy', async () => {
  const network = { id: 'offices', name: 'Offices', ranges: ['203.0.113.0/24'] };
  await site.value('ada', 'second-factor.save', { expectRevision: 0, secondFactor: { ...recommendedSecondFactor, networks: [network] } });
  const list: PolicyRules['list'] = [{ name: 'Offices', when: { networks: ['offices'] }, outcome: { ask: 'nothing' } }];
  await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'own', rules: { ...rules, list } } });
  await site.value('ada', 'policy.save', { expectRevision: 2, policy: { preset: 'everybody' } });
  await site.value('ada', 'second-factor.save', { expectRevision: 3, secondFactor: recommendedSecondFactor });
  expect(await site.refused('ada', 'policy.undo', { expectRevision: 4 })).toMatchObject({
    code: 'settings_invalid',
    problems: [{ path: '/policy/rules/list/0/when/networks/0' }],
  });
});

test('an application is switched off and on by itself, the portal too', async () => {
  await site.value('ada', 'party.save', { expectRevision: 0, create: true, party: aParty({ id: 'wiki' }) });
  const off = await site.value('ada', 'policy.switch', { expectRevision: 1, application: 'wiki', required: false });
  expect(off).toMatchObject({ parties: [{ id: 'wiki', policy: { preset: 'nobody' } }], policy: { preset: 'recommended' } });
  const portalOff = await site.value('ada', 'policy.switch', { expectRevision: 2, application: 'portal', required: false });
  expect(portalOff.portal.policy).toEqual({ preset: 'nobody' });
  const on = await site.value('ada', 'policy.switch', { expectRevision: 3, application: 'wiki', required: true });
  expect(on).toMatchObject({ parties: [{ policy: null }], portal: { policy: { preset: 'nobody' } } });
  expect((await site.refused('ada', 'policy.switch', { expectRevision: 4, application: 'ghost', required: true })).code).toBe(
    'party_unknown',
  );
});

test('a method that the policy needs cannot be switched off', async () => {
  await site.value('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'strict' } });
  const methods = { ...recommendedSecondFactor.methods, webauthn: { ...recommendedSecondFactor.methods.webauthn, enabled: false } };
  const error = await site.refused('ada', 'second-factor.save', {
    expectRevision: 1,
    secondFactor: { ...recommendedSecondFactor, methods },
  });
  expect(error).toMatchObject({ code: 'settings_invalid', problems: [{ path: '/policy/preset' }] });
});

test('what the broker can do, what would happen and test messages are the broker’s to tell, and nothing is saved by asking', async () => {
  expect((await site.value('ada', 'second-factor.state', {})).ready).toEqual(['totp']);
  expect(await site.value('ada', 'second-factor.foresee', { person, draft: null })).toEqual(aForeseen);
  expect((await site.value('ada', 'second-factor.send-test', { way: 'mail', to: 'ada@acme.example' })).sent).toBe(true);
  expect(site.broker.calls.map(({ route }) => route)).toEqual(['state', 'foresee', 'sendTest']);
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(0);
});

test.each([
  ['policy.switch', { expectRevision: 0, application: '../portal', required: true }],
  ['second-factor.save', { expectRevision: 0, secondFactor: { ...recommendedSecondFactor, rememberDays: 91 } }],
  ['second-factor.foresee', { person: { ...person, at: -1 }, draft: null }],
  ['second-factor.send-test', { way: 'sms', to: '+4740612345', countries: ['NO'] }],
  ['second-factor.send-test', { way: 'mail', to: 'a@b.example', text: 'You won' }],
])('%s refuses what is not in its form, before the broker is asked', async (name, payload) => {
  expect((await site.refused('ada', name, payload)).code).toBe('settings_invalid');
  expect(site.broker.calls).toEqual([]);
});
