import { describe, expect, test } from '@jest/globals';
import type { Connection } from '#contract/settings/connection';
import {
  type BindingFacts,
  customerName,
  decideAddress,
  decideBinding,
  decideBound,
  decideEmail,
  decideUser,
} from '../../../broker/domain/account-binding.ts';
import type { AccountId } from '../../../broker/domain/brands.ts';
import type { Identity } from '../../../broker/domain/identity.ts';
import type { JiraUser } from '../../../broker/domain/jira.ts';
import { aConnection } from '../../support/settings.ts';

const borealis = aConnection({ id: 'borealis', domains: { mode: 'list', list: ['borealis.example'] } });
const kestrelOff = aConnection({ id: 'kestrel', enabled: false, domains: { mode: 'list', list: ['kestrel.example'] } });
const google = aConnection({ id: 'google', domains: { mode: 'any-unclaimed' } });
const all = [borealis, kestrelOff, google];

const email = (address: string, verified = true) => ({ address, verified });

describe('the e-mail of a first sign-in', () => {
  const decide = (connection: Connection, given: Identity['email']) => decideEmail(connection, all, given);
  const authoritative: Connection = { ...borealis, emailTrust: 'authoritative' };

  test.each<[string, Connection, Identity['email'], string, string]>([
    ['is missing', borealis, null, 'customer_email_missing', 'email.missing'],
    ['is not an address', borealis, email('ada'), 'customer_email_unusable', 'email.unusable'],
    ['could mean two things', borealis, email('"a@kestrel.example"@borealis.example'), 'customer_email_unusable', 'email.unusable'],
    ['is not verified', borealis, email('ada@borealis.example', false), 'customer_email_unverified', 'email.unverified'],
    ['is of another domain', borealis, email('dev@kestrel.example'), 'customer_email_domain_refused', 'domain.not-listed'],
    ['is of a domain below a listed one', borealis, email('a@x.borealis.example'), 'customer_email_domain_refused', 'domain.not-listed'],
    ['is of a domain above a listed one', borealis, email('a@test.example'), 'customer_email_domain_refused', 'domain.not-listed'],
    ['is of another domain, by an authority', authoritative, email('a@gmail.test'), 'customer_email_domain_refused', 'domain.not-listed'],
    [
      'is claimed by another connection',
      google,
      email('a@borealis.example'),
      'customer_email_domain_refused',
      'domain.claimed-by:borealis',
    ],
    ['is below a claimed domain', google, email('a@x.borealis.example'), 'customer_email_domain_refused', 'domain.claimed-by:borealis'],
    ['is claimed by one that is off', google, email('a@kestrel.example'), 'customer_email_domain_refused', 'domain.claimed-by:kestrel'],
    ['is unclaimed and unverified', google, email('a@gmail.test', false), 'customer_email_unverified', 'email.unverified'],
    [
      'is unclaimed and unverified, even where the provider calls itself an authority',
      { ...google, emailTrust: 'authoritative' },
      email('a@gmail.test', false),
      'customer_email_unverified',
      'email.unverified',
    ],
  ])('is refused when it %s', (_, connection, given, code, because) => {
    expect(decide(connection, given)).toEqual({ ok: false, code, because });
  });

  test.each<[string, Connection, Identity['email'], string]>([
    ['verified and listed', borealis, email('ada@borealis.example'), 'email.verified, domain.listed'],
    ['listed in other letters', borealis, email('Ada@BOREALIS.example'), 'email.verified, domain.listed'],
    ['listed, by its authority', authoritative, email('ada@borealis.example', false), 'email.authoritative, domain.listed'],
    ['verified and unclaimed', google, email('ada@gmail.test'), 'email.verified, domain.unclaimed'],
  ])('is taken when it is %s', (_, connection, given, because) => {
    expect(decide(connection, given)).toMatchObject({ ok: true, because });
  });
});

const ada: JiraUser = {
  accountId: 'qm:site:1' as AccountId,
  accountType: 'customer',
  displayName: 'Ada Aalto',
  email: 'Ada@Borealis.example',
  active: true,
};
const atlassian: JiraUser = { ...ada, accountId: '70121:2' as AccountId, accountType: 'atlassian' };

describe('the account of a first sign-in', () => {
  const decide = (facts: Partial<BindingFacts>) =>
    decideBinding({
      email: { address: 'ada@borealis.example', domain: 'borealis.example' },
      candidates: [],
      staff: null,
      conflict: false,
      ...facts,
    });

  test('is made when there is none', () => {
    expect(decide({})).toEqual({ ok: true, kind: 'create', because: 'match.none' });
  });

  test('is the only exact match, whatever the case of its letters', () => {
    expect(decide({ candidates: [ada] })).toEqual({ ok: true, kind: 'bind', account: ada, because: 'match.customer' });
  });

  test('is none of those whose address is another or hidden', () => {
    const others = [
      { ...ada, email: 'ada@borealis.example.test' },
      { ...ada, email: null },
    ];
    expect(decide({ candidates: others })).toMatchObject({ kind: 'create' });
  });

  test('is found once although Jira lists it twice', () => {
    expect(decide({ candidates: [ada, { ...ada }] })).toMatchObject({ kind: 'bind' });
  });

  test('of Atlassian is asked about first, and taken when it does not work in Jira', () => {
    expect(decide({ candidates: [atlassian] })).toMatchObject({ ok: true, kind: 'ask-staff', account: atlassian });
    expect(decide({ candidates: [atlassian], staff: false })).toMatchObject({ ok: true, kind: 'bind', account: atlassian });
  });

  test.each<[string, Partial<BindingFacts>, string, string]>([
    ['works in Jira', { candidates: [atlassian], staff: true }, 'customer_is_staff', 'match.staff'],
    ['is one of two', { candidates: [ada, { ...ada, accountId: 'qm:site:9' as AccountId }] }, 'customer_ambiguous', 'match.several:2'],
    ['exists in both kinds', { candidates: [ada, atlassian] }, 'customer_ambiguous', 'match.several:2'],
    ['exists a second time, switched off', { candidates: [ada, { ...atlassian, active: false }] }, 'customer_ambiguous', 'match.several:2'],
    ['is switched off', { candidates: [{ ...ada, active: false }] }, 'customer_inactive', 'account.inactive'],
    ['is an app', { candidates: [{ ...ada, accountType: 'app' }] }, 'customer_unsuitable', 'account.type:app'],
    ['is of an unknown type', { candidates: [{ ...ada, accountType: 'unknown' }] }, 'customer_unsuitable', 'account.type:unknown'],
    ['exists but is not shown', { conflict: true }, 'customer_unidentifiable', 'match.hidden'],
  ])('is refused when it %s', (_, facts, code, because) => {
    expect(decide(facts)).toEqual({ ok: false, code, because });
  });

  test('is taken when it shows after Jira said that it exists', () => {
    expect(decide({ conflict: true, candidates: [ada] })).toMatchObject({ kind: 'bind', account: ada });
  });
});

describe('a bound account', () => {
  test('comes in while it is active', () => {
    expect(decideBound(ada, false)).toEqual({ ok: true, displayName: 'Ada Aalto', because: 'account.active' });
    expect(decideBound(atlassian, false)).toMatchObject({ ok: true });
  });

  test.each<[string, JiraUser | null, boolean, string, string]>([
    ['is gone', null, false, 'customer_gone', 'account.gone'],
    ['was switched off', { ...ada, active: false }, false, 'customer_inactive', 'account.inactive'],
    ['became an app', { ...ada, accountType: 'app' }, false, 'customer_unsuitable', 'account.type:app'],
    ['works in Jira by now', atlassian, true, 'customer_is_staff', 'account.staff'],
  ])('stays out when it %s', (_, account, staff, code, because) => {
    expect(decideBound(account, staff)).toEqual({ ok: false, code, because });
  });
});

describe('the name of a new customer', () => {
  const identity: Identity = {
    connection: 'borealis',
    issuer: 'https://login.borealis.example',
    subject: '1',
    email: email('ada@borealis.example'),
    firstName: null,
    lastName: null,
    displayName: null,
    groups: null,
    attributes: {},
    assurance: { acr: null, amr: [], authTime: null },
    upstreamSession: { sid: null, idToken: null, nameId: null },
  };
  const nameOf = (names: Partial<Identity>) =>
    customerName({ ...identity, ...names }, { address: 'ada@borealis.example', domain: 'borealis.example' });

  test.each<[string, Partial<Identity>, string]>([
    ['the one the provider shows', { displayName: 'Ada Aalto', firstName: 'A.' }, 'Ada Aalto'],
    ['first and last name', { firstName: 'Ada', lastName: 'Aalto' }, 'Ada Aalto'],
    ['the last name alone', { lastName: 'Aalto' }, 'Aalto'],
    ['the beginning of the address', {}, 'ada'],
    ['the beginning of the address when the name is empty', { displayName: ' \u0000\n ' }, 'ada'],
    ['without line breaks and control characters', { displayName: 'Ada\r\n\u0007Aalto' }, 'Ada Aalto'],
    ['without characters that turn the direction', { displayName: 'Ada\u202eotlaA' }, 'Ada otlaA'],
    ['kept with the joiners that some scripts need', { displayName: 'نیم\u200cفاصله' }, 'نیم\u200cفاصله'],
    ['cut to 200 characters', { displayName: '😀'.repeat(300) }, '😀'.repeat(200)],
  ])('is %s', (_, names, name) => {
    expect(nameOf(names)).toBe(name);
  });
});

describe('a user of the Atlassian organization', () => {
  const email = { address: 'ada@borealis.example', domain: 'borealis.example' };
  const user = (wish: Partial<JiraUser> = {}): JiraUser => ({ ...atlassian, email: email.address, ...wish });

  test('is the one active account of the organization with this address, whether it works in Jira or not', () => {
    const customer = user({ accountId: 'qm:1' as AccountId, accountType: 'customer' });
    expect(decideUser({ email, candidates: [customer, user({ email: 'ADA@borealis.example' })] })).toMatchObject({
      ok: true,
      account: { accountId: atlassian.accountId },
      because: 'match.organization-user',
    });
  });

  test.each<[string, JiraUser[], string]>([
    ['nobody', [], 'organization_user_missing'],
    ['a portal-only account alone', [user({ accountType: 'customer' })], 'organization_user_missing'],
    ['another address that Jira found too', [user({ email: 'ada@borealis.example.org' })], 'organization_user_missing'],
    ['an address that Jira does not show', [user({ email: null })], 'organization_user_missing'],
    ['an app', [user({ accountType: 'app' })], 'organization_user_missing'],
    ['two accounts', [user(), user({ accountId: 'other' as AccountId })], 'customer_ambiguous'],
    ['one that is off', [user({ active: false })], 'customer_inactive'],
  ])('is refused for %s', (_, candidates, code) => {
    expect(decideUser({ email, candidates })).toMatchObject({ ok: false, code });
  });
});

describe('the address that is told beside an account', () => {
  const email = { address: 'Ada@borealis.example', domain: 'borealis.example' };
  const { accountId } = atlassian;
  const shown = (address: string | null, id: string = accountId): JiraUser => ({
    ...atlassian,
    accountId: id as AccountId,
    email: address,
  });

  test.each<[string, JiraUser | null, JiraUser[] | null, 'own' | 'differs' | null]>([
    ['is the one of the account', shown('ada@borealis.example'), null, 'own'],
    ['is another', shown('bo@borealis.example'), null, 'differs'],
    ['is of an account that is gone', null, null, 'differs'],
    ['is not shown there, and has to be looked up', shown(null), null, null],
    ['leads to the account', shown(null), [shown('ADA@borealis.example'), shown('ada@borealis.example.org', 'other')], 'own'],
    ['leads to another account', shown(null), [shown('ada@borealis.example', 'other')], 'differs'],
    ['leads to two', shown(null), [shown('ada@borealis.example'), shown('ada@borealis.example', 'other')], 'differs'],
    ['leads nowhere', shown(null), [shown(null)], 'differs'],
  ])('%s', (_, account, found, standing) => {
    expect(decideAddress(email, accountId, account, found)).toBe(standing);
  });
});
