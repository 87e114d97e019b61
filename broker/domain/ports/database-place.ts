import type { Secret } from '../secret.ts';

/** Where the database of a broker is, and how to get in. */
export type DatabasePlace = SqlitePlace | PostgresPlace;

interface SqlitePlace {
  readonly kind: 'sqlite';
  /** A file, or `:memory:`. */
  readonly path: string;
}

export interface PostgresPlace {
  readonly kind: 'postgres';
  /** A name, an IP address, or the folder of a socket on this machine. */
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** Null where the server asks for none. */
  readonly password: Secret | null;
  /** Null: not encrypted. `ca`: certificates in PEM that alone are trusted; null: those that Node trusts. */
  readonly tls: { readonly verify: boolean; readonly ca: string | null } | null;
  /** Connections of this process at most. */
  readonly poolSize: number;
}
