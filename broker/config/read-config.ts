import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { outboundExceptionsProblems } from '../adapters/net/exceptions.ts';
import type { GeoDatabase } from '../domain/geo-database.ts';
import type { Random } from '../domain/ports/random.ts';
import { Secret } from '../domain/secret.ts';
import type { Config, Mode } from './config.ts';
import { type DatabaseReading, readDatabase } from './database.ts';
import { defaults, developmentBaseUrl } from './defaults.ts';
import type { ConfigFiles } from './files.ts';
import { findMasterKey, findOtherMasterKey } from './master-key.ts';
import { baseUrlFault, isLoopbackHost, listOf, nearestName, originOf, proxyFault } from './rules.ts';
import { readSenders } from './senders.ts';
import { notesOf, type VariableName, Variables, variableNames } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigReading = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the whole environment and tells every mistake at once; the path of a problem is the variable. Values of secrets
 * never stand in a problem. In development it may make a master key; in production it changes nothing.
 */
export function readConfig(env: Environment, deps: { files: ConfigFiles; random: Random }): ConfigReading {
  const values = knownValues(env);
  const problems: Problem[] = [...unknownNames(env)];
  const wrong = new Set<string>();
  for (const { path } of problemsOf(Variables, values)) {
    const name = path.slice(1) as VariableName;
    wrong.add(name);
    problems.push({ path: `/${name}`, message: notesOf(name).hint });
  }
  /** A value only where its own form is right, so that one mistake is told once. */
  const sound = (name: VariableName): string | undefined => (wrong.has(name) ? undefined : values[name]);
  const report = (name: VariableName, ...messages: readonly (string | null)[]): void => {
    for (const message of messages) if (message !== null) problems.push({ path: `/${name}`, message });
  };

  const mode: Mode = sound('GATEHOUSE_MODE') === 'development' ? 'development' : 'production';
  const baseUrl = originOf(sound('BASE_URL') ?? (mode === 'development' ? developmentBaseUrl : ''));
  if (baseUrl !== null) report('BASE_URL', baseUrlFault(baseUrl, mode));
  else if (!wrong.has('BASE_URL')) report('BASE_URL', `is missing. ${notesOf('BASE_URL').hint}`);

  const outboundAllow = listOf(sound('OUTBOUND_ALLOW'));
  for (const { path, message } of outboundExceptionsProblems(outboundAllow, mode))
    report('OUTBOUND_ALLOW', `"${outboundAllow[Number(path.slice(1))]}" ${message}.`);
  const trustedProxies = listOf(sound('TRUSTED_PROXIES'));
  report('TRUSTED_PROXIES', ...trustedProxies.map(proxyFault));
  for (const name of ['FORGE_JWKS_URL', 'FORGE_API_BASE'] as const) report(name, forgeAddressFault(sound(name), mode));

  const keyDays = Number(sound('SIGNING_KEY_DAYS') ?? defaults.signingKeyDays);
  if (keyDays !== 0 && keyDays < 60) report('SIGNING_KEY_DAYS', `is too short. ${notesOf('SIGNING_KEY_DAYS').hint}`);
  const { mail, senders } = readSenders({ sound, isWrong: (name) => wrong.has(name), report, mode });

  const database = readDatabase(
    {
      address: sound('DATABASE') ?? defaults.database,
      passwordFile: sound('DATABASE_PASSWORD_FILE'),
      poolSize: Number(sound('DATABASE_POOL_SIZE') ?? defaults.databasePoolSize),
      mode,
    },
    deps.files,
  );
  if (!database.ok) report(database.variable, database.message);
  const keyGiven = sound('MASTER_KEY') !== undefined || sound('MASTER_KEY_FILE') !== undefined;
  // Nothing is made on disk for a broker that will not start.
  if (problems.length > 0 && mode === 'development' && !keyGiven) return { ok: false, problems };
  const masterKey = findMasterKey(
    { key: sound('MASTER_KEY'), file: sound('MASTER_KEY_FILE'), mode, keyPath: developmentKeyPath(database) },
    deps,
  );
  if (!masterKey.ok) report(masterKey.variable, masterKey.message);
  const other = { key: sound('MASTER_KEY_ALSO'), file: sound('MASTER_KEY_ALSO_FILE') };
  const masterKeyAlso = findOtherMasterKey(other, masterKey.ok ? masterKey.key : null, deps.files);
  if (!masterKeyAlso.ok) report(masterKeyAlso.variable, masterKeyAlso.message);

  if (problems.length > 0 || baseUrl === null || !database.ok || !masterKey.ok || !masterKeyAlso.ok) return { ok: false, problems };
  const appId = sound('FORGE_APP_ID');
  return {
    ok: true,
    config: {
      mode,
      baseUrl,
      listen: { host: sound('LISTEN_HOST') ?? defaults.listenHost, port: Number(sound('LISTEN_PORT') ?? defaults.listenPort) },
      database: database.database,
      masterKey: masterKey.key,
      masterKeyAlso: masterKeyAlso.key,
      outboundAllow,
      forge:
        appId === undefined
          ? null
          : { appId, jwksUrl: sound('FORGE_JWKS_URL') ?? defaults.forgeJwksUrl, apiBase: sound('FORGE_API_BASE') ?? defaults.forgeApiBase },
      mail,
      senders,
      geoDatabase: geoDatabaseOf(sound('GEO_DATABASE')),
      webauthnMetadata: listOf(sound('WEBAUTHN_METADATA')),
      signingKeyLifetimeMs: keyDays * 86_400_000,
      metricsToken: secretOf(sound('METRICS_TOKEN')),
      logLevel: (sound('LOG_LEVEL') ?? defaults.logLevel) as Config['logLevel'],
      trustedProxies,
    },
  };
}

function geoDatabaseOf(text: string | undefined): GeoDatabase | null {
  if (text === undefined) return null;
  return text === 'dbip-lite' ? { kind: 'dbip-lite' } : { kind: 'file', path: text };
}

function secretOf(text: string | undefined): Secret | null {
  return text === undefined ? null : new Secret(text);
}

/** Where development keeps the key that it makes; null for a database that ends with the process, whose key may too. */
function developmentKeyPath(reading: DatabaseReading): string | null {
  if (!reading.ok || reading.database.kind === 'postgres') return 'data/gatehouse.master-key';
  const { path } = reading.database;
  return path === ':memory:' ? null : `${path}.master-key`;
}

/** Set variables only: an empty one counts as not set, as container tools like to leave them. */
function knownValues(env: Environment): Partial<Record<VariableName, string>> {
  const values: Partial<Record<VariableName, string>> = {};
  for (const name of variableNames) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') values[name] = value;
  }
  return values;
}

function* unknownNames(env: Environment): Generator<Problem> {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('GATEHOUSE_') || (variableNames as readonly string[]).includes(name)) continue;
    const meant = nearestName(name, variableNames);
    yield {
      path: `/${name}`,
      message: meant === null ? 'is not a variable of the broker. Remove it.' : `is not a variable. Do you mean ${meant}?`,
    };
  }
}

function forgeAddressFault(address: string | undefined, mode: Mode): string | null {
  if (address === undefined) return null;
  if (!URL.canParse(address)) return 'is not an address. Leave it out, unless you run a stand-in.';
  const url = new URL(address);
  if (url.protocol === 'https:') return null;
  if (mode === 'production') return 'must start with https:// in production.';
  return isLoopbackHost(url.hostname) ? null : 'must start with https://, except on localhost.';
}
