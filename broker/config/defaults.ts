import { notesOf, type VariableName } from './variables.ts';

/** Values where a variable is not set; each is told by the schema, so that the documentation cannot differ. */
export const defaults = {
  listenHost: defaultOf('LISTEN_HOST'),
  listenPort: defaultOf('LISTEN_PORT'),
  database: defaultOf('DATABASE'),
  databasePoolSize: defaultOf('DATABASE_POOL_SIZE'),
  forgeJwksUrl: defaultOf('FORGE_JWKS_URL'),
  forgeApiBase: defaultOf('FORGE_API_BASE'),
  yubicoServers: defaultOf('YUBICO_SERVERS'),
  signingKeyDays: defaultOf('SIGNING_KEY_DAYS'),
  logLevel: defaultOf('LOG_LEVEL'),
};

/** In development only; in production the broker must be told who it is. */
export const developmentBaseUrl = 'http://localhost:8080';

function defaultOf(name: VariableName): string {
  const value = notesOf(name).default;
  if (value === null) throw new Error(`${name} has no default`);
  return value;
}
