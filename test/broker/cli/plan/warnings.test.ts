import { describe, expect, test } from '@jest/globals';
import type { Settings } from '#contract/settings/snapshot';
import { type Figures, warningsOf } from '../../../../broker/cli/plan/warnings.ts';
import { aConnection, secretId, someSettings } from '../../../support/settings.ts';

const figures: Figures = {
  people: new Map([
    ['alpha', 12],
    ['beta', 1],
  ]),
  sessions: [
    { connection: 'alpha', strength: 'none', sessions: 3 },
    { connection: 'alpha', strength: 'strong', sessions: 2 },
    { connection: 'beta', strength: 'none', sessions: 4 },
  ],
};
const jira = {
  kind: 'api-token',
  siteUrl: 'https://acme.atlassian.net',
  email: 'bot@acme.example',
  token: { secret: secretId('jira'), setAt: 1 },
  expiresOn: null,
} as const satisfies Settings['jira'];
const alpha = aConnection({ id: 'alpha' });
const beta = aConnection({ id: 'beta' });
const before = someSettings({ connections: [alpha, beta], policy: { preset: 'nobody' }, jira });

const warnings = (wish: Partial<Settings>) => warningsOf(before, { ...before, ...wish }, figures);

test('what only looks different has no consequences', () => {
  expect(warnings({ connections: [beta, { ...alpha, name: 'Alpha' }], portal: { ...before.portal, name: 'Help' } })).toEqual([]);
});

describe('a connection', () => {
  test('that goes or is switched off takes its people and sessions along', () => {
    expect(warnings({ connections: [beta] })).toEqual([
      {
        what: 'connection alpha',
        people: 12,
        sessions: 5,
        text: 'It goes. People bound to it, who cannot sign in any more, by another connection neither: 12. Sessions that end at once: 5.',
      },
    ]);
    expect(warnings({ connections: [{ ...alpha, enabled: false }, beta] })).toMatchObject([{ people: 12, sessions: 5 }]);
  });

  test('of another issuer makes strangers of its people, and of another client perhaps', () => {
    const issuer = { ...alpha, issuer: 'https://other.example', clientId: 'other' };
    expect(warnings({ connections: [issuer, beta] })).toMatchObject([{ people: 12, text: expect.stringContaining('strangers') }]);
    const client = { ...alpha, clientId: 'other' };
    expect(warnings({ connections: [client, beta] })).toMatchObject([{ people: 12, text: expect.stringContaining('in that case') }]);
    expect(warningsOf(before, { ...before, connections: [issuer, beta] }, { people: new Map(), sessions: [] })).toEqual([]);
  });

  test('with fewer domains turns new people away, and nobody who is bound', () => {
    const wide = { ...alpha, domains: { mode: 'list' as const, list: ['alpha.example', 'a.example'] } };
    const open = { ...alpha, domains: { mode: 'any-unclaimed' as const } };
    const texts = (old: typeof wide | typeof open, now: typeof wide | typeof open | typeof alpha) =>
      warningsOf({ ...before, connections: [old] }, { ...before, connections: [now] }, figures).map(({ text }) => text);
    expect(texts(wide, alpha)).toEqual(['New people of a.example are not let in by it any more. People bound already, who go on: 12.']);
    expect(texts(open, alpha)).toEqual([expect.stringContaining('of other domains than those listed')]);
    expect([texts(wide, open), texts({ ...wide, domains: { mode: 'list', list: ['a.example'] } }, wide)]).toEqual([[], []]);
  });

  test('with another secret, or with trust in every address, says so', () => {
    const secret = { ...alpha, clientSecret: { secret: secretId('new'), setAt: 2 } };
    expect(warnings({ connections: [secret, beta] })).toMatchObject([{ text: expect.stringContaining('Another client secret') }]);
    const trusting = { ...alpha, emailTrust: 'authoritative' as const };
    expect(warnings({ connections: [trusting, beta] })).toMatchObject([{ text: expect.stringContaining('verified or not') }]);
  });

  test('whose domains are to be proven from now on says who waits for it', () => {
    const proof = { ...alpha, domains: { mode: 'list', list: ['alpha.example'], proof: 'dns' } } as const;
    const connections = [{ ...proof, domains: { ...proof.domains, list: ['alpha.example'] } }, beta];
    expect(warnings({ connections })).toMatchObject([{ text: expect.stringContaining('once the TXT record') }]);
    expect(warningsOf({ ...before, connections }, { ...before, connections }, figures)).toEqual([]);
  });
});

describe('the policy', () => {
  test('that asks for more ends the sessions with less, each counted once', () => {
    expect(warnings({ policy: { preset: 'everybody' } })).toMatchObject([{ what: 'policy', sessions: 7 }]);
    expect(warnings({ policy: { preset: 'everybody' }, connections: [beta] })).toMatchObject([{ sessions: 5 }, { sessions: 4 }]);
  });

  test('that asks for less says so', () => {
    const strict = { ...before, policy: { preset: 'everybody' as const } };
    expect(warningsOf(strict, before, figures)).toMatchObject([{ what: 'policy', text: expect.stringContaining('Less is asked for') }]);
  });
});

test('Jira: another site, another credential, none at all', () => {
  const moved = warnings({ jira: { ...jira, siteUrl: 'https://apex.atlassian.net' } });
  expect(moved).toMatchObject([{ people: 13, text: expect.stringContaining('Another site') }]);
  expect(warnings({ jira: { ...jira, token: { secret: secretId('new'), setAt: 2 } } })).toMatchObject([{ what: 'jira' }]);
  expect(warnings({ jira: null })).toEqual([{ what: 'jira', text: 'No Jira credential: nobody gets in.' }]);
});

test('nobody can sign in when every connection is off', () => {
  expect(warnings({ connections: [] }).at(-1)).toEqual({ what: 'connections', text: 'No connection is on: nobody can sign in.' });
});
