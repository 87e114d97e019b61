import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { everydayPerson } from '#contract/presets/described-people';
import type { AdminRpcName } from '#contract/rpc/admin';
import { emptySettings } from '#contract/settings/snapshot';
import { aParty } from '../support/connections.ts';
import { aDraft, type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  site = await startForgeSite();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await site.close();
});

const calls: Readonly<Record<AdminRpcName, unknown>> = {
  'overview.load': {},
  'connection.save': { expectRevision: 0, create: true, connection: aDraft() },
  'connection.remove': { expectRevision: 0, id: 'borealis' },
  'connection.restore': { expectRevision: 0, id: 'borealis' },
  'connection.test': { connection: aDraft() },
  'connection.test.start': { connection: aDraft() },
  'connection.test.result': { id: 'A'.repeat(22) },
  'connection.import': { wanted: { protocol: 'oidc', issuer: 'https://id.borealis.example' } },
  'connection.metadata': { connection: 'borealis' },
  'party.save': { expectRevision: 0, create: true, party: aParty() },
  'party.remove': { expectRevision: 0, id: 'wiki' },
  'party.restore': { expectRevision: 0, id: 'wiki' },
  'party.import': { source: { kind: 'text', text: '<x/>' }, signedBy: null },
  'party.values': { id: null, algorithm: 'rsa-sha256' },
  'party.preview': { party: aParty(), person: {} },
  'jira.save': { expectRevision: 0, jira: { kind: 'app-token' } },
  'jira.remove': { expectRevision: 0 },
  'jira.test': { draft: null },
  'policy.save': { expectRevision: 0, policy: { preset: 'nobody' } },
  'policy.undo': { expectRevision: 0 },
  'policy.switch': { expectRevision: 0, application: 'portal', required: false },
  'second-factor.save': { expectRevision: 0, secondFactor: emptySettings.secondFactor },
  'second-factor.state': {},
  'second-factor.foresee': { person: everydayPerson('borealis', null, 'portal'), draft: null },
  'second-factor.send-test': { way: 'mail', to: 'ada@acme.example' },
  'people.list': { filter: 'all', after: null },
  'people.find': { text: 'ada@acme.example' },
  'people.open': { id: `a.${'a'.repeat(43)}` },
  'people.save': { whom: { address: 'ada@acme.example' }, rule: 'required', until: null, reason: '' },
  'people.import': { rows: [{ line: 1, address: 'ada@acme.example', rule: 'required', until: null, reason: '' }], dryRun: true },
  'people.reset': { id: `a.${'a'.repeat(43)}`, reason: 'lost' },
  'people.pass': { id: `a.${'a'.repeat(43)}`, reason: 'lost' },
  'people.end-sessions': { id: `a.${'a'.repeat(43)}`, reason: 'lost' },
  'people.forget': { id: `a.${'a'.repeat(43)}` },
  'portal.save': { expectRevision: 0, portal: { ...emptySettings.portal, name: 'x' } },
  'settings.push': {},
  'lifecycle.list': {},
  'metadata.refresh': { connection: 'borealis' },
  'metadata.approve': { connection: 'borealis', digest: 'd'.repeat(43) },
  'metadata.dismiss': { connection: 'borealis', digest: 'd'.repeat(43) },
  'support.find': { supportCode: 'KNOWN' },
  'connection.activity': {},
  'connection.sign-ins': { connection: 'borealis' },
  'connection.capture.state': { connection: 'borealis' },
  'connection.capture.start': { connection: 'borealis' },
  'connection.capture.stop': { connection: 'borealis' },
  'connection.capture.forget': { connection: 'borealis' },
  'connection.capture.read': { id: 'a'.repeat(22) },
};

test.each(Object.entries(calls))('a person who is no Jira administrator is refused %s, and nothing happens', async (name, payload) => {
  expect((await site.refused('uma', name, payload)).code).toBe('not_administrator');
  expect(site.broker.calls).toEqual([]);
  expect(site.host.storage.plain.keys()).toEqual([]);
});

test('an account id sent along by the page counts for nothing', async () => {
  const payload = { accountId: 'ada-id', context: { accountId: 'ada-id' }, principal: { accountId: 'ada-id' } };
  expect((await site.refused('uma', 'overview.load', payload)).code).toBe('not_administrator');
});

test('when Jira does not tell, nobody gets in, with a reason of its own', async () => {
  site.jira.down = true;
  expect((await site.refused('ada', 'overview.load', {})).code).toBe('administrator_check_failed');
});
