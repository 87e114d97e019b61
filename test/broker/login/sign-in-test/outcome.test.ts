import { describe, expect, test } from '@jest/globals';
import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import type { Connection } from '#contract/settings/connection';
import type { Settings } from '#contract/settings/snapshot';
import { type Refusal, refuse } from '../../../../broker/domain/app-error.ts';
import type { Identity } from '../../../../broker/domain/identity.ts';
import type { Observed } from '../../../../broker/domain/observations.ts';
import type { Foreseen } from '../../../../broker/domain/ports/foresight.ts';
import { outcomeOf } from '../../../../broker/login/sign-in-test/outcome.ts';
import { brand } from '../../../support/builders/brand.ts';
import { aNewTenant } from '../../../support/builders/tenant.ts';
import { aParty, aSamlConnection } from '../../../support/connections.ts';
import { aConnection, someSettings } from '../../../support/settings.ts';

const borealis = aConnection({ mapping: { ...aConnection().mapping, groups: 'groups' } });
const ada: Identity = {
  connection: 'borealis',
  issuer: 'https://borealis.example',
  subject: 'ada $& 1',
  email: { address: 'ada@borealis.example', verified: true },
  firstName: 'Ada',
  lastName: 'Aalto',
  displayName: null,
  groups: ['crew'],
  attributes: { department: ['Deck'] },
  assurance: { acr: null, amr: [], authTime: null },
  upstreamSession: { sid: 'sid', idToken: 'the-id-token', nameId: null },
};
const seen = (more: Partial<Observed> = {}): Observed => ({ steps: [], facts: {}, received: null, messages: [], ...more });
const bound: Foreseen = { outcome: 'bound', accountId: brand('qm:1'), displayName: 'Ada $& Aalto', because: 'binding.known' };

interface Wish {
  readonly connection?: Connection;
  readonly identity?: Partial<Identity>;
  readonly foreseen?: Foreseen;
  readonly observed?: Partial<Observed>;
  readonly settings?: Partial<Settings>;
  readonly refusal?: Refusal;
}

function outcome({ connection = borealis, identity = {}, foreseen = bound, observed = {}, settings = {}, refusal }: Wish = {}) {
  const all = { ...someSettings({ connections: [connection], ...settings }) };
  const snapshot = { tenant: brand<never>('ten_acme'), epoch: 1, revision: 1, settings: all, secrets: new Map() };
  const tenant = { ...aNewTenant(), status: 'active' as const, epoch: 1 };
  const visit = { address: '203.0.113.7', network: '203.0.113.7', agent: null };
  const scene = { tenant, snapshot, capturesUntil: 0, hasPeople: false, visit };
  const found = refusal === undefined ? { identity: { ...ada, ...identity }, foreseen, organizations: null } : { refusal };
  return outcomeOf(scene, connection, seen(observed), found, 7);
}

const check = (result: ReturnType<typeof outcome>, name: string) => result.checks.find((each) => each.name === name);

describe('what an administrator is told of a person', () => {
  test('a refusal and its account are told to an administrator, not to the person', () => {
    const { refusal, account } = outcome({
      foreseen: { outcome: 'refused', ...refuse('customer_email_domain_refused', 'domain.not-listed') },
    });
    for (const text of [refusal?.text, account?.text]) {
      expect(text).toBe('This identity provider may not speak for the domain of the address that it sent.');
      expect(text).not.toMatch(/\byour?\b/i);
    }
  });

  test('the step of the guide has the issuer in it, and no mark of a value that nobody knows', () => {
    const steps = [borealis, { ...borealis, preset: 'okta' as const }].map(
      (connection) => outcome({ connection, refusal: refuse('oidc_client_rejected', 'token.invalid_client') }).mend?.step,
    );
    expect(JSON.stringify(steps)).not.toMatch(/\{\w+\}/);
  });

  test.each<[string, Wish, string, string, string]>([
    ['a verified address', {}, 'email', 'passed', texts.email.verified],
    ['no address', { identity: { email: null } }, 'email', 'notice', texts.email.missing],
    [
      'an unverified one',
      { identity: { email: { address: 'ada@borealis.example', verified: false } } },
      'email',
      'failed',
      texts.email.unverified,
    ],
    [
      'an unverified one of an authority',
      {
        connection: { ...borealis, emailTrust: 'authoritative' },
        identity: { email: { address: 'ada@borealis.example', verified: false } },
      },
      'email',
      'passed',
      texts.email.authoritative,
    ],
    ['another domain', { identity: { email: { address: 'a@x.example', verified: true } } }, 'email-domain', 'failed', 'x.example'],
    ['no name', { identity: { firstName: null, lastName: null } }, 'names', 'notice', texts.names.none],
    ['a name', {}, 'names', 'passed', '"Ada Aalto"'],
    ['one group', {}, 'groups', 'passed', texts.groups.one],
    ['many groups', { identity: { groups: ['a', 'b', 'c'] } }, 'groups', 'passed', '3 groups came.'],
    ['no groups', { identity: { groups: [] } }, 'groups', 'passed', texts.groups.none],
    ['groups that did not come', { identity: { groups: null } }, 'groups', 'notice', texts.groups.unknown],
    [
      'too many groups',
      { identity: { groups: null }, observed: { facts: { 'groups-overage': 'yes' } } },
      'groups',
      'notice',
      texts.groups.overage,
    ],
    ['groups that nobody reads', { connection: aConnection(), identity: { groups: null } }, 'groups', 'passed', texts.groups.notMapped],
    ['a known account', {}, 'account', 'passed', '"Ada $& Aalto"'],
    ['Jira being away', { foreseen: { outcome: 'unknown', because: 'jira' } }, 'account', 'notice', texts.account.unknown],
    ['a connection that is off', { connection: { ...borealis, enabled: false } }, 'applications', 'notice', texts.applications.off],
  ])('%s', (_what, wish, name, result, text) => {
    expect(check(outcome(wish), name)).toMatchObject({ result, text: expect.stringContaining(text) });
  });

  test('holds no token and no session of the provider', () => {
    const text = JSON.stringify(outcome());
    expect(text).not.toContain('the-id-token');
    expect(text).not.toContain('"sid"');
  });

  test('a clock that is far off is noticed though it was let pass', () => {
    const steps = [{ name: 'times', ok: true, because: 'saml.times' }] as const;
    const at = (seconds: string) => check(outcome({ observed: { steps, facts: { 'clock-difference-seconds': seconds } } }), 'times');
    expect(at('-45')).toMatchObject({ result: 'notice', text: expect.stringContaining('45 seconds behind ours') });
    expect(at('3')).toMatchObject({ result: 'passed', text: expect.stringContaining('3 seconds ahead of ours') });
    expect(at('1')).toMatchObject({ result: 'passed', text: expect.stringContaining('The clocks agree.') });
  });
});

describe('the rules', () => {
  const refusedAccount: Foreseen = { outcome: 'refused', ...refuse('account_already_linked', 'binding.account-taken') };
  const wiki = aParty({ id: 'wiki', name: 'Wiki', preset: 'custom-saml', connections: ['kestrel'] });
  const open = aParty({ id: 'open', name: 'Open', entityId: 'https://open.example', policy: { preset: 'nobody' } });

  test('are asked for the portal and for each application that is on', () => {
    const { entries, ok } = outcome({
      settings: { parties: [wiki, { ...open, connections: null }, { ...wiki, id: 'off', enabled: false }] },
    });
    expect(ok).toBe(true);
    expect(entries.map(({ application, outcome: said }) => [application, said])).toEqual([
      [null, 'second-factor'],
      ['wiki', 'refused'],
      ['open', 'enters'],
    ]);
  });

  test('let nobody in at the portal whose account does not fit', () => {
    const result = outcome({ foreseen: refusedAccount });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'account_already_linked' }, mend: { setting: 'jira' } });
    expect(result.entries[0]).toMatchObject({ outcome: 'refused', because: 'account' });
  });
});

describe('what is told where nobody was proven', () => {
  test('is each check up to the one that failed, and that the others were not come to', () => {
    const steps = [
      { name: 'request', ok: true, because: '' },
      { name: 'answer', ok: true, because: '' },
      { name: 'message', ok: true, because: '' },
      { name: 'signature', ok: false, because: 'key' },
    ] as const;
    const result = outcome({ connection: aSamlConnection(), refusal: refuse('saml_signature_wrong', 'key'), observed: { steps } });
    expect(result.checks.map(({ name, result: said }) => `${name} ${said}`)).toEqual([
      'request passed',
      'answer passed',
      'message passed',
      'signature failed',
      ...['issuer', 'audience', 'in-response-to', 'times', 'context', 'subject', 'claims'].map((name) => `${name} not-reached`),
    ]);
    expect(result).toMatchObject({ ok: false, identity: null, account: null, entries: [], mend: { setting: 'certificates' } });
  });
});
