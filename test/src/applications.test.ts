import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ExamplePerson } from '#contract/rpc/applications';
import { aParty } from '../support/connections.ts';
import { importedApplication } from '../support/forge-broker.ts';
import { type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  site = await startForgeSite();
});
afterEach(() => site.close());

const source = { kind: 'address', url: 'https://wiki.example/metadata' } as const;
const person: ExamplePerson = {
  connection: 'borealis',
  subject: 'b-ada',
  email: 'ada@borealis.example',
  emailVerified: true,
  firstName: null,
  lastName: null,
  displayName: null,
  groups: null,
  more: {},
};

test('metadata, our values and previews are the broker’s to tell, and nothing is saved by asking', async () => {
  expect(await site.value('ada', 'party.import', { source, signedBy: null })).toEqual(importedApplication);
  expect((await site.value('ada', 'party.values', { id: 'wiki', algorithm: 'rsa-sha256' })).metadata).toContain('wiki');
  expect((await site.value('ada', 'party.preview', { party: aParty(), person })).nameId.values).toEqual(['a@b.example']);
  expect(site.broker.calls.map(({ route }) => route)).toEqual(['importApplication', 'applicationValues', 'previewRelease']);
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(0);
});

test.each([
  ['party.import', { source: { kind: 'address' }, signedBy: null }],
  ['party.import', { source: { kind: 'text', text: 'x'.repeat(200_001) }, signedBy: null }],
  ['party.import', { source, signedBy: null, more: true }],
  ['party.values', { id: '../../portal', algorithm: 'rsa-sha256' }],
  ['party.values', { id: null, algorithm: 'none' }],
  ['party.preview', { party: { ...aParty(), acs: [] }, person }],
  ['party.preview', { party: aParty(), person: { ...person, connection: 'Borealis Shipping' } }],
])('%s refuses what is not in its form, before the broker is asked', async (name, payload) => {
  expect((await site.refused('ada', name, payload)).code).toBe('settings_invalid');
  expect(site.broker.calls).toEqual([]);
});

test('refusals of the broker come with its own words and support code', async () => {
  site.broker.refuse = { route: 'importApplication', code: 'import_redirected', supportCode: 'ABCD' };
  expect(await site.refused('ada', 'party.import', { source, signedBy: null })).toMatchObject({
    code: 'import_redirected',
    supportCode: 'ABCD',
  });
});
