import { AppError } from '../../domain/app-error.ts';
import type { PostgresPlace } from '../../domain/ports/database-place.ts';

const refused =
  'does not let this user in. Correct the user or the password in DATABASE or DATABASE_PASSWORD_FILE, and look at pg_hba.conf.';
const ending = 'is starting or stopping. Wait until it runs.';
const full = 'has no connection left. Give it more (max_connections), end what takes them, or lower DATABASE_POOL_SIZE of the brokers.';
const silent = 'does not answer in time. See that it runs, that nothing on the way holds the packets back, and that DATABASE names it.';
const uncertain =
  'has a certificate that is not trusted. Name the right one with sslrootcert in DATABASE, and the host as the certificate does.';

/** What the operator does about an error of the server or of the way to it, by SQLSTATE or by the system's code. */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not run, or listens elsewhere. Start it, or correct DATABASE.',
  ENOENT: 'does not run, or its socket is in another folder. Start it, or correct DATABASE.',
  ENOTFOUND: 'has a name that nobody knows. Correct the host in DATABASE.',
  EAI_AGAIN: 'has a name that cannot be looked up now. See that the name service answers.',
  EHOSTUNREACH: 'cannot be reached. See that it runs and that the network leads there.',
  ETIMEDOUT: silent,
  connection: silent,
  '28P01': refused,
  '28000': refused,
  'password-missing': 'asks for a password, and none was given. Put it into a file and name that in DATABASE_PASSWORD_FILE.',
  'tls-not-offered':
    'does not offer TLS, which DATABASE asks for. Switch it on there (ssl = on), or write sslmode=disable where it runs on this machine.',
  '3D000': 'has no such database. Make it, with this user as its owner, or correct DATABASE.',
  '42501': 'does not allow this user to do that. Let the owner of the tables run "gatehouse migrate", or make the user their owner.',
  '53300': full,
  '53100': 'has no room: its disk is full. Make room.',
  '25006': 'may only be read: it is a standby or was set read-only. Name the primary in DATABASE, or let it be written.',
  '57P01': ending,
  '57P03': ending,
  '55P03': 'keeps a table locked. End what holds it: pg_stat_activity and pg_locks name it.',
  'migration-lock': 'is being migrated by somebody who does not come to an end. End that process: pg_locks names it (advisory).',
  '57014': 'is too slow. See what it is busy with: pg_stat_activity.',
  DEPTH_ZERO_SELF_SIGNED_CERT: uncertain,
  SELF_SIGNED_CERT_IN_CHAIN: uncertain,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: uncertain,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: uncertain,
  CERT_HAS_EXPIRED: 'has a certificate that has expired. Renew it.',
  ERR_TLS_CERT_ALTNAME_INVALID: uncertain,
};

/** The same error with the server's name and what to do, for whoever starts the broker; an error of another kind as it is. */
export function namingServer(error: unknown, { host, port, name, user }: PostgresPlace): unknown {
  if (!(error instanceof AppError) || error.code !== 'database_unavailable') return error;
  const remedy = remedies[error.because.replace(/^postgres\./, '')] ?? 'cannot be used. Its own log tells more.';
  const server = host.startsWith('/') ? `PostgreSQL at ${host}` : `PostgreSQL at ${host}:${port}`;
  const path = `${server}, database ${name}, user ${user}`;
  return new AppError(error.code, { cause: error, details: error.details, problems: [{ path, message: remedy }] });
}
