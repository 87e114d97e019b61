import type { DatabasePlace, PostgresPlace } from '../domain/ports/database-place.ts';
import { Secret } from '../domain/secret.ts';
import type { Mode } from './config.ts';
import type { ConfigFiles } from './files.ts';
import { isLoopbackHost } from './rules.ts';

type DatabaseVariable = 'DATABASE' | 'DATABASE_PASSWORD_FILE' | 'DATABASE_POOL_SIZE';

export type DatabaseReading =
  | { readonly ok: true; readonly database: DatabasePlace }
  | { readonly ok: false; readonly variable: DatabaseVariable; readonly message: string };

interface Given {
  readonly address: string;
  readonly passwordFile: string | undefined;
  readonly poolSize: number;
  readonly mode: Mode;
}

const postgresPort = 5432;
/** What may stand behind the question mark; anything else would be thought to have an effect and have none. */
const knownParameters = ['sslmode', 'sslrootcert', 'host'];

/** The database that the operator named. What is wrong is told without the address, which may hold a password. */
export function readDatabase(given: Given, files: ConfigFiles): DatabaseReading {
  if (/^postgres(?:ql)?:/.test(given.address)) return readPostgres(given, files);
  if (given.passwordFile !== undefined) return no('is for PostgreSQL only. Remove it.', 'DATABASE_PASSWORD_FILE');
  const path = given.address.replace(/^sqlite:(\/\/(?=\/))?/, '');
  if (path === ':memory:' && given.mode === 'production') return no('forgets everything when the broker stops. Write the path of a file.');
  return { ok: true, database: { kind: 'sqlite', path } };
}

/** The place as people read it, without its password. */
export function databaseInWords(database: DatabasePlace): string {
  if (database.kind === 'sqlite') return database.path;
  const { host, port, name, user } = database;
  return host.startsWith('/') ? `postgres://${user}@localhost/${name}?host=${host}` : `postgres://${user}@${host}:${port}/${name}`;
}

function readPostgres({ address, passwordFile, poolSize, mode }: Given, files: ConfigFiles): DatabaseReading {
  if (!URL.canParse(address)) return no('is not an address. Write postgres://user@host:5432/name; escape special signs as %40.');
  const url = new URL(address);
  const parameters = url.searchParams;
  const unknown = [...parameters.keys()].find((name) => !knownParameters.includes(name));
  if (unknown !== undefined) return no(`has the parameter "${unknown}", which has no effect here. Leave it out.`);
  const host = parameters.get('host') ?? decoded(url.hostname).replace(/^\[|\]$/g, '');
  const name = decoded(url.pathname.slice(1));
  const user = decoded(url.username);
  if (host === '' || user === '' || name === '') return no('needs a user, a host and a name: postgres://user@host:5432/name');
  if (parameters.has('host') && !host.startsWith('/')) return no('has a "host" that is no folder; write the host before the name.');

  const password = passwordOf(url, passwordFile, files);
  if (!password.ok) return password;
  const tls = tlsOf(parameters, files);
  if (!tls.ok) return tls;
  if (mode === 'production' && !host.startsWith('/') && !isLoopbackHost(host) && tls.tls?.verify !== true)
    return no(
      'leads to another machine without protection: what passes could be read and changed on the way. Add sslmode=verify-full (and sslrootcert=FILE where the server has a certificate of your own).',
    );
  return {
    ok: true,
    database: {
      kind: 'postgres',
      host,
      port: Number(url.port || postgresPort),
      name,
      user,
      password: password.password,
      tls: tls.tls,
      poolSize,
    },
  };
}

type PasswordReading = { readonly ok: true; readonly password: Secret | null } | Extract<DatabaseReading, { ok: false }>;

function passwordOf(url: URL, file: string | undefined, files: ConfigFiles): PasswordReading {
  const inAddress = decoded(url.password);
  if (file === undefined) return { ok: true, password: inAddress === '' ? null : new Secret(inAddress) };
  if (inAddress !== '') return no('stands beside a password in DATABASE. Remove one of the two.', 'DATABASE_PASSWORD_FILE');
  const read = readFile(file, files, 'DATABASE_PASSWORD_FILE');
  if (!read.ok) return read;
  return read.text === '' ? no(`the file ${file} is empty.`, 'DATABASE_PASSWORD_FILE') : { ok: true, password: new Secret(read.text) };
}

type TlsReading = { readonly ok: true; readonly tls: PostgresPlace['tls'] } | Extract<DatabaseReading, { ok: false }>;

/**
 * `require` and `verify-ca` do what `verify-full` says, as in pg 8: whoever asks for protection gets all of it. What would
 * protect only sometimes is refused.
 */
function tlsOf(parameters: URLSearchParams, files: ConfigFiles): TlsReading {
  const mode = parameters.get('sslmode');
  const root = parameters.get('sslrootcert');
  switch (mode) {
    case null:
    case 'disable':
      return root === null ? { ok: true, tls: null } : no('names an sslrootcert, but is not encrypted. Add sslmode=verify-full.');
    case 'no-verify':
      return { ok: true, tls: { verify: false, ca: null } };
    case 'require':
    case 'verify-ca':
    case 'verify-full': {
      if (root === null) return { ok: true, tls: { verify: true, ca: null } };
      const read = readFile(root, files, 'DATABASE');
      if (!read.ok) return read;
      return read.text.includes('-----BEGIN CERTIFICATE-----')
        ? { ok: true, tls: { verify: true, ca: read.text } }
        : no(`names an sslrootcert, ${root}, that holds no certificate in PEM.`);
    }
    default:
      return no('has an sslmode that is not taken here. Write sslmode=verify-full.');
  }
}

function readFile(
  path: string,
  files: ConfigFiles,
  variable: DatabaseVariable,
): { ok: true; text: string } | Extract<DatabaseReading, { ok: false }> {
  try {
    const text = files.read(path);
    return text === null ? no(`there is no file ${path}.`, variable) : { ok: true, text };
  } catch (error) {
    return no(`the file ${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`, variable);
  }
}

/** Text as it was before it was escaped for an address; as it stands where the escape is broken. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function no(message: string, variable: DatabaseVariable = 'DATABASE'): Extract<DatabaseReading, { ok: false }> {
  return { ok: false, variable, message };
}
