import { expect, test } from '@jest/globals';
import type { Party } from '#contract/settings/party';
import { applicationWarnings } from '../../../../broker/cli/plan/application-warnings.ts';
import { aCertificate } from '../../../support/certificate.ts';
import { aParty } from '../../../support/connections.ts';
import { someSettings } from '../../../support/settings.ts';

const wiki = aParty({
  nameId: { format: 'persistent', value: 'subject' },
  signedRequests: true,
  certificates: [aCertificate],
  encryptTo: aCertificate,
});
const warned = (now: Partial<Party> | null, old: Partial<Party> = {}) =>
  applicationWarnings(
    someSettings({ parties: [{ ...wiki, ...old }] }),
    someSettings({ parties: now === null ? [] : [{ ...wiki, ...old, ...now }] }),
  ).map(({ what, text }) => `${what}: ${text}`);

test.each<[string, Partial<Party> | null, RegExp]>([
  ['goes', null, /^application wiki: It goes/],
  ['is switched off', { enabled: false }, /nobody can sign in to it/],
  ['gets another entity ID, on which its names of people hang', { entityId: 'https://new.example' }, /somebody new to it/],
  ['is told the address instead', { nameId: { format: 'email', value: 'email' } }, /somebody new to it/],
  ['is for fewer people', { connections: ['kestrel'] }, /Only people of these connections can enter it from now on: kestrel/],
  ['takes unsigned requests', { signedRequests: false }, /need no signature/],
  ['gets everything in the clear', { encryptTo: null }, /not encrypted/],
])('an application that %s is warned of', (_, now, text) => {
  expect(warned(now)).toEqual([expect.stringMatching(text)]);
});

test('connections that are taken away are named', () => {
  expect(warned({ connections: ['a'] }, { connections: ['a', 'b', 'c'] })).toEqual([expect.stringContaining('any more: b, c.')]);
});

test('what changes nothing for anybody is not warned of', () => {
  expect(warned({ name: 'Another name', acs: ['https://wiki.example/other'], connections: null }, { connections: ['a'] })).toEqual([]);
  expect(warned({ entityId: 'https://new.example' }, { nameId: { format: 'email', value: 'email' } })).toEqual([]);
  expect(warned({ enabled: false }, { enabled: false })).toEqual([]);
});
