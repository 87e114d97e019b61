import { expect, test } from '@jest/globals';
import {
  connectionLost,
  lockWasNotGiven,
  spoilsConnection,
  translatePostgresError,
  wasUndone,
} from '../../../../broker/adapters/sql/postgres-errors.ts';
import { AppError } from '../../../../broker/domain/app-error.ts';

/** As the driver makes them of the server's message. */
const fromServer = (code: string) => Object.assign(new Error('said by the server'), { code, severity: 'ERROR' });
const fromSystem = (code: string) => Object.assign(new Error('said by the system'), { code });

const translated = (error: unknown): AppError => {
  const ours = translatePostgresError(error);
  if (!(ours instanceof AppError)) throw new Error('not translated');
  return ours;
};

test.each([
  ['08006', 'connection failure'],
  ['25006', 'read-only transaction'],
  ['25P03', 'idle in transaction'],
  ['28P01', 'wrong password'],
  ['3D000', 'no such database'],
  ['40001', 'serialization failure'],
  ['40P01', 'deadlock'],
  ['42501', 'no right'],
  ['42P01', 'no such table'],
  ['53100', 'disk full'],
  ['53300', 'too many connections'],
  ['55P03', 'lock not given'],
  ['57014', 'statement timeout'],
  ['57P01', 'shut down by the administrator'],
  ['57P02', 'crash'],
  ['57P03', 'starting up'],
  ['58030', 'input or output failed'],
  ['XX001', 'damaged'],
])('%s (%s) is the state of the server, not a mistake of ours', (code) => {
  const error = translated(fromServer(code));
  expect(error.code).toBe('database_unavailable');
  expect(error.details).toEqual({ because: `postgres.${code}`, sqlstate: code });
});

test.each([
  ['22001', 'too long'],
  ['22P02', 'not a number'],
  ['23502', 'null'],
  ['23503', 'foreign key'],
  ['23505', 'unique'],
  ['25P02', 'after a failed statement'],
  ['42601', 'syntax'],
  ['42703', 'no such column'],
])('%s (%s) is a mistake of ours', (code) => {
  expect(translated(fromServer(code))).toMatchObject({ code: 'internal', details: { sqlstate: code } });
});

test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'SELF_SIGNED_CERT_IN_CHAIN'])(
  '%s on the way is named',
  (code) => {
    for (const translate of [translated, connectionLost])
      expect(translate(fromSystem(code))).toMatchObject({ code: 'database_unavailable', details: { because: `postgres.${code}` } });
  },
);

test('what the driver says without a code is the connection', () => {
  const error = translated(new Error('Connection terminated unexpectedly'));
  expect([error.code, error.details]).toEqual(['database_unavailable', { because: 'postgres.connection' }]);
});

test('errors of ours pass as they are', () => {
  const ours = new AppError('key_unavailable');
  expect(translatePostgresError(ours)).toBe(ours);
  expect(connectionLost(ours)).toBe(ours);
});

test('only what the server undid by itself may be done again', () => {
  const done = (code: string) => wasUndone(translated(fromServer(code)));
  expect(['40001', '40P01'].map(done)).toEqual([true, true]);
  // A lost connection may have been lost behind the commit.
  expect(['08006', '57P01', '57014', '55P03', '23505'].map(done)).toEqual([false, false, false, false, false]);
  expect(wasUndone(translated(fromSystem('ECONNRESET')))).toBe(false);
  expect(wasUndone(new Error('anything'))).toBe(false);
});

test('a connection is used again after a refusal, not after a failure', () => {
  const spoilt = (code: string) => spoilsConnection(translated(fromServer(code)));
  expect(['23505', '40P01', '25006', '57014', '55P03', '42601'].map(spoilt)).toEqual(Array.from({ length: 6 }, () => false));
  expect(['08006', '57P01', '25P03', '26000', '42P05', '0A000', 'XX000'].map(spoilt)).toEqual(Array.from({ length: 7 }, () => true));
  expect(spoilsConnection(translated(fromSystem('ECONNRESET')))).toBe(true);
});

test('a lock that was not given is known', () => {
  expect([lockWasNotGiven(translated(fromServer('55P03'))), lockWasNotGiven(translated(fromServer('57014')))]).toEqual([true, false]);
});
