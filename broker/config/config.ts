import type { GeoDatabase } from '../domain/geo-database.ts';
import type { DatabasePlace } from '../domain/ports/database-place.ts';
import type { Secret } from '../domain/secret.ts';
import type { MailSettings, Senders } from '../domain/senders.ts';

export type Mode = 'production' | 'development';

/** A checked configuration; whoever holds one need not check again. */
export interface Config {
  readonly mode: Mode;
  /** An origin, without a trailing slash. */
  readonly baseUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly database: DatabasePlace;
  /** As text; `parseMasterKey` takes it. */
  readonly masterKey: Secret;
  /** Another one that only opens, while keys are wrapped anew; never the same. */
  readonly masterKeyAlso: Secret | null;
  /** Origins that the outbound guard lets through although they are not public. */
  readonly outboundAllow: readonly string[];
  /** Null: no Forge app configures this broker. */
  readonly forge: { readonly appId: string; readonly jwksUrl: string; readonly apiBase: string } | null;
  /** Null: this broker sends no e-mail. */
  readonly mail: MailSettings | null;
  readonly senders: Senders;
  /** Null: nobody knows where addresses are. */
  readonly geoDatabase: GeoDatabase | null;
  /** Paths of files that describe models of security keys. */
  readonly webauthnMetadata: readonly string[];
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent';
  /** How old our signing keys are when their successors begin to sign; 0: they are exchanged by command only. */
  readonly signingKeyLifetimeMs: number;
  /** Whoever shows it may read the figures; null: nobody may. */
  readonly metricsToken: Secret | null;
  /** IP addresses and networks. */
  readonly trustedProxies: readonly string[];
}
