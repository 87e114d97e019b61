import { describe, expect, test } from '@jest/globals';
import { issuerOf } from '../../../broker/domain/issuer.ts';
import { mayEnter } from '../../../broker/domain/may-enter.ts';
import { anEmailCodeConnection } from '../../support/connections.ts';
import { aConnection } from '../../support/settings.ts';

const own = aConnection({ id: 'own', emailTrust: 'authoritative', domains: { mode: 'list', list: ['borealis.example'] } });
const open = aConnection({ id: 'open', issuer: 'https://everybody.example', emailTrust: 'verified', domains: { mode: 'any-unclaimed' } });
const codes = anEmailCodeConnection({ id: 'codes', domains: { mode: 'list', list: ['guests.example'] } });
const all = [own, open, codes];
const everyone = { connections: null, needsAccount: false };
const from = (connection: (typeof all)[number], address: string | null, verified = true) => ({
  connection: connection.id,
  issuer: issuerOf(connection),
  email: address === null ? null : { address, verified },
});

describe('an application without accounts', () => {
  test.each([
    ['an address that the connection lists', from(own, 'ada@borealis.example', false), true],
    ['another address of the same provider', from(own, 'guest@gmail.example'), false],
    ['no address at a company’s own provider', from(own, null), true],
    ['no address at a provider for everybody', from(open, null), false],
    ['an address that nobody claims', from(open, 'eve@gmail.example'), true],
    ['one that nobody verified', from(open, 'eve@gmail.example', false), false],
    ['one that another connection claims', from(open, 'ada@borealis.example'), false],
    ['a mailbox that got a code', from(codes, 'gus@guests.example'), true],
  ])('%s', (_, identity, expected) => {
    expect(mayEnter(everyone, all, identity).ok).toBe(expected);
  });
});

test('what a connection says ends with it, and with its leading elsewhere', () => {
  const ada = from(own, 'ada@borealis.example');
  for (const terms of [everyone, { connections: null, needsAccount: true }]) {
    expect(mayEnter(terms, [open], ada)).toMatchObject({ ok: false, code: 'login_connection_unknown' });
    expect(mayEnter(terms, [{ ...own, enabled: false }], ada)).toMatchObject({ ok: false, because: 'connection.off-or-gone' });
    expect(mayEnter(terms, [{ ...own, issuer: 'https://elsewhere.example' }], ada)).toMatchObject({
      ok: false,
      because: 'connection.of-another-provider',
    });
    expect(mayEnter({ ...terms, connections: ['open'] }, all, ada)).toMatchObject({ ok: false, code: 'party_connection_refused' });
  }
});

test('whoever has an account enters by their binding, whatever their address has become', () => {
  expect(mayEnter({ connections: null, needsAccount: true }, all, from(own, 'moved@elsewhere.example')).ok).toBe(true);
});
