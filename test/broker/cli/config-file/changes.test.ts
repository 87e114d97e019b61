import { expect, test } from '@jest/globals';
import { changesBetween } from '../../../../broker/cli/config-file/changes.ts';
import { aParty } from '../../../support/connections.ts';
import { aConnection, secretId, someSettings } from '../../../support/settings.ts';

const before = someSettings({ connections: [aConnection({ id: 'alpha' }), aConnection({ id: 'beta' })] });

test('the same settings have no changes', () => {
  expect(changesBetween(before, structuredClone(before))).toEqual([]);
});

test('names what came, went, changed and moved', () => {
  const after = someSettings({
    connections: [
      aConnection({ id: 'gamma' }),
      aConnection({ id: 'beta', name: 'Beta', clientSecret: { secret: secretId('new'), setAt: 2 } }),
    ],
    policy: { preset: 'nobody' },
    jira: { kind: 'app-token' },
  });
  expect(changesBetween(before, after)).toEqual([
    '- connection alpha',
    '+ connection gamma',
    '~ connection beta: name, clientSecret',
    '~ policy: preset',
    '+ jira',
  ]);
  expect(changesBetween(after, before)).toContain('- jira');
  expect(changesBetween(before, { ...before, connections: [...before.connections].reverse() })).toEqual([
    '~ order of the connections: beta, alpha',
  ]);
});

test('names applications too', () => {
  const wiki = { ...before, parties: [aParty()] };
  expect(changesBetween(before, wiki)).toEqual(['+ application wiki']);
  expect(changesBetween(wiki, { ...before, parties: [aParty({ sign: 'both' })] })).toEqual(['~ application wiki: sign']);
  expect(changesBetween(wiki, before)).toEqual(['- application wiki']);
});

test('never prints a value', () => {
  const after = someSettings({ connections: [aConnection({ id: 'alpha', clientId: 'very-own-client' })] });
  expect(changesBetween(before, after).join()).not.toContain('very-own-client');
});
