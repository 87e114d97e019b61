import { expect, test } from '@jest/globals';
import type { Settings } from '#contract/settings/snapshot';
import { changesBetween } from '../../../../broker/cli/plan/changes.ts';
import { planLines } from '../../../../broker/cli/plan/lines.ts';
import type { Plan } from '../../../../broker/cli/plan/plan.ts';
import { aConnection, secretId, someSettings } from '../../../support/settings.ts';

const before = someSettings({ connections: [aConnection({ id: 'alpha', name: 'Alpha' }), aConnection({ id: 'beta' })] });
const jira: Settings['jira'] = {
  kind: 'api-token',
  siteUrl: 'https://acme.atlassian.net',
  email: 'bot@acme.example',
  token: { secret: secretId('jira'), setAt: 1 },
  expiresOn: null,
};

function linesOf(old: Settings, now: Settings): readonly string[] {
  return planLines({ changes: changesBetween(old, now), warnings: [] } as unknown as Plan);
}

test('the same settings have no changes', () => {
  expect(changesBetween(before, structuredClone(before))).toEqual([]);
});

test('names what came, went, changed and moved, with the values before and after', () => {
  const after = someSettings({
    connections: [
      aConnection({ id: 'gamma', name: 'Gamma' }),
      aConnection({
        id: 'beta',
        name: 'Beta',
        clientSecret: { secret: secretId('new'), setAt: 2 },
        mapping: { ...aConnection().mapping, groups: 'roles' },
        domains: { mode: 'list', list: ['beta.example.com'] },
        scopes: ['email', 'openid'],
      }),
    ],
    policy: { preset: 'nobody' },
    jira,
  });
  expect(linesOf(before, after)).toEqual([
    '- connection alpha ("Alpha", "https://alpha.example")',
    '~ connection beta',
    '    name: "Borealis Shipping" -> "Beta"',
    '    clientSecret: changed (a secret)',
    '    scopes: ["openid","email"] -> ["email","openid"]',
    '    mapping.groups: null -> "roles"',
    '    domains.list: + "beta.example.com", - "beta.example"',
    '+ connection gamma ("Gamma", "https://gamma.example")',
    '~ policy',
    '    preset: "everybody" -> "nobody"',
    '+ jira ("https://acme.atlassian.net")',
  ]);
  expect(linesOf(after, before)).toContain('- jira ("https://acme.atlassian.net")');
  expect(linesOf(before, { ...before, connections: [...before.connections].reverse() })).toEqual([
    '~ order of the connections: beta, alpha',
  ]);
});

test('tells who is notified', () => {
  const one = someSettings({ notifications: { emails: ['ada@acme.example'] } });
  const two = someSettings({ notifications: { emails: ['ada@acme.example', 'bo@acme.example'] } });
  expect([linesOf(someSettings(), one), linesOf(one, two), linesOf(two, someSettings())]).toEqual([
    ['+ notifications'],
    ['~ notifications', '    emails: + "bo@acme.example"'],
    ['- notifications'],
  ]);
});

test('another kind of the same thing is told member by member', () => {
  const open = someSettings({ connections: [aConnection({ domains: { mode: 'any-unclaimed' } })], jira: { kind: 'app-token' } });
  expect(linesOf(open, someSettings({ jira }))).toEqual([
    '~ connection borealis',
    '    domains.mode: "any-unclaimed" -> "list"',
    '    domains.list: null -> ["borealis.example"]',
    '~ jira',
    '    kind: "app-token" -> "api-token"',
    '    siteUrl: null -> "https://acme.atlassian.net"',
    '    email: null -> "bot@acme.example"',
    '    token: set (a secret)',
  ]);
  expect(linesOf(someSettings({ jira }), open)).toContain('    token: removed (a secret)');
});

test('never holds the name of a secret, in no form', () => {
  const after = someSettings({
    connections: [aConnection({ id: 'alpha', clientSecret: { secret: secretId('very-own'), setAt: 7 } })],
    jira,
  });
  for (const changes of [changesBetween(before, after), changesBetween(after, before)])
    expect(JSON.stringify(changes)).not.toContain('sec_');
});

test('a name cannot play with the terminal', () => {
  const after = structuredClone(before);
  after.portal.name = 'Help\u001b[2J\u0085 \u202egnp\u2028';
  expect(linesOf(before, after)).toEqual(['~ portal', '    name: "Help centre" -> "Help\\u001b[2J\\u0085 \\u202egnp\\u2028"']);
});
