import { expect, test } from '@jest/globals';
import type { PolicySettings } from '#contract/settings/policy';
import type { Settings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { portalPartyOf, termsFor, termsOf } from '../../../broker/domain/party.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { aParty } from '../../support/connections.ts';
import { someSettings } from '../../support/settings.ts';

const tenant = { portalOrigin: 'https://acme.example', loginOrigin: 'https://acme-login.example' } as Tenant;
const nobody: PolicySettings = { preset: 'nobody' };
const strict: PolicySettings = { preset: 'strict' };

function settingsWith(ofPortal: PolicySettings | null | undefined, ofWiki: PolicySettings | null): Settings {
  const { portal, ...rest } = someSettings({ policy: { preset: 'everybody' }, parties: [aParty({ id: 'wiki', policy: ofWiki })] });
  return { ...rest, portal: { ...portal, ...(ofPortal === undefined ? {} : { policy: ofPortal }) } };
}

const policies = (settings: Settings) => ({
  portal: termsOf(tenant, settings, portalPartyOf(tenant).entityId)?.policy,
  wiki: settings.parties.map((party) => termsFor(party, settings).policy)[0],
});

const everybody: PolicySettings = { preset: 'everybody' };
test.each([
  ['the portal says nothing of its own', undefined, null, everybody, everybody],
  ['both are as everywhere', null, null, everybody, everybody],
  ['the portal is switched off', nobody, null, nobody, everybody],
  ['an application is switched off', null, nobody, everybody, nobody],
  ['both have rules of their own', strict, nobody, strict, nobody],
] as const)('where %s, each goes by its own', (_what, ofPortal, ofWiki, portal, wiki) => {
  expect(policies(settingsWith(ofPortal, ofWiki))).toEqual({ portal, wiki });
});

test('rules of the portal are held against what is there, like all others', () => {
  const rules = { deny: [{ name: 'No', when: { connections: ['ghost'] } }], list: [], otherwise: { ask: 'nothing' as const }, raise: [] };
  expect(settingsProblems(settingsWith({ preset: 'own', rules }, null))).toEqual([
    {
      path: '/portal/policy/rules/deny/0/when/connections/0',
      message: 'there is no connection "ghost" in the settings; save one that is new first, take another, or remove it from the rule',
    },
  ]);
});
