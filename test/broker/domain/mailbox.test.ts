import { expect, test } from '@jest/globals';
import type { Connection } from '#contract/settings/connection';
import { issuerOf } from '../../../broker/domain/issuer.ts';
import { mailboxOf } from '../../../broker/domain/mailbox.ts';
import { anEmailCodeConnection } from '../../support/connections.ts';
import { aConnection } from '../../support/settings.ts';

const borealis = aConnection({ id: 'borealis', domains: { mode: 'list', list: ['borealis.example'] } });
const google = aConnection({ id: 'google', domains: { mode: 'any-unclaimed' } });
const guests = anEmailCodeConnection({ id: 'guests', domains: { mode: 'list', list: ['guests.example'] } });
const all: readonly Connection[] = [borealis, google, guests];

const of = (connection: Connection, address: string | null, verified = true, connections = all) =>
  mailboxOf(connections, {
    connection: connection.id,
    issuer: issuerOf(connection),
    email: address === null ? null : { address, verified },
  });

test('is the asserted address, where the connection may speak for it', () => {
  expect(of(borealis, 'ada@borealis.example')).toEqual({ address: 'ada@borealis.example', wasFirstStep: false });
  expect(of(google, 'guest@elsewhere.example')).toEqual({ address: 'guest@elsewhere.example', wasFirstStep: false });
});

test('knows that the first step was a code to it', () => {
  expect(of(guests, 'gus@guests.example')).toEqual({ address: 'gus@guests.example', wasFirstStep: true });
});

test.each<[string, Connection, string | null, boolean]>([
  ['nobody told one', borealis, null, true],
  ['it is none', borealis, 'ada', true],
  ['it was not verified', borealis, 'ada@borealis.example', false],
  ['it is of another company', borealis, 'dev@kestrel.example', true],
  ['it is of a company that has its own connection', google, 'ada@borealis.example', true],
])('is nowhere when %s', (_, connection, address, verified) => {
  expect(of(connection, address, verified)).toBeNull();
});

test('is nowhere when the connection is off, gone or leads elsewhere by now', () => {
  expect(of(borealis, 'ada@borealis.example', true, [{ ...borealis, enabled: false }])).toBeNull();
  expect(of(borealis, 'ada@borealis.example', true, [google])).toBeNull();
  expect(of(borealis, 'ada@borealis.example', true, [{ ...borealis, issuer: 'https://elsewhere.example' }])).toBeNull();
});
