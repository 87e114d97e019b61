import type { Refusal } from '../app-error.ts';
import type { EpochMs, TenantId } from '../brands.ts';
import type { Progress } from './key-rotation.ts';
import type { TokenPlace } from './stores/token-store.ts';

/** Why a line, or a key of a key container, gives no token. Secrets never stand in what is said about them. */
export type TokenProblem =
  | 'columns'
  | 'formula'
  | 'serial'
  | 'twice'
  | 'secret'
  | 'secret-length'
  | 'kind'
  | 'algorithm'
  | 'digits'
  | 'period'
  | 'counter'
  /** Of a key container alone. */
  | 'mac'
  | 'decryption'
  | 'unsupported';

/** What is wrong with a file as a whole. */
export type TokenFileFault =
  | 'empty'
  | 'too-large'
  | 'too-many'
  | 'encoding'
  | 'binary'
  | 'quotes'
  | 'no-secret-column'
  /** Its secrets read as hexadecimal and as base32 alike: somebody has to say which it is. */
  | 'which-encoding'
  | 'xml'
  | 'not-a-key-container'
  | 'needs-password'
  | 'needs-key'
  | 'wrong-password'
  | 'encryption';

export type SecretEncoding = 'hex' | 'base32' | 'base64';

export interface TokenFile {
  readonly text: string;
  /** Of secrets in a list of values; null: found out by looking at all of them. */
  readonly encoding?: SecretEncoding | null;
  /** What a key container is encrypted with: a password, or a key that was handed over beforehand (16, 24 or 32 bytes). */
  readonly password?: string | null;
  readonly key?: Uint8Array | null;
}

/** A token without what is secret about it. */
export interface TokenNotes {
  readonly serial: string;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly digits: 6 | 8;
  /** Seconds; null for tokens with a button. */
  readonly period: number | null;
}

export interface TokenPreview {
  readonly ok: true;
  readonly format: 'csv' | 'pskc';
  /** The encoding of its secrets, as it was found or told. */
  readonly encoding: SecretEncoding;
  /** Tokens that would be added. */
  readonly fresh: number;
  /** Those whose number is in the pool; they stay as they are. */
  readonly present: number;
  /** `line` counts the lines of a list from 1, or the keys of a container. */
  readonly problems: readonly { readonly line: number; readonly because: TokenProblem }[];
  /** The first ones, to look at. */
  readonly sample: readonly TokenNotes[];
}

export interface TokenFileRefused {
  readonly ok: false;
  readonly because: TokenFileFault;
  /** Null where the file as a whole is meant. */
  readonly line: number | null;
}

export interface PooledToken extends TokenNotes {
  readonly place: TokenPlace;
  readonly addedAt: EpochMs;
  /** Is it somebody's second factor? */
  readonly isHeld: boolean;
}

/** The hardware tokens of a tenant, for its administrators. Whose one is, is nowhere said. */
export interface TokenPool {
  /** Reads the file and looks which of its tokens are new; changes nothing. */
  preview(tenant: TenantId, file: TokenFile): Promise<TokenPreview | TokenFileRefused>;
  /** Adds the new ones. With problems only where those lines are to be left out; `added` is null where nothing was done. */
  import(
    tenant: TenantId,
    file: TokenFile,
    how: { readonly leaveOutWrong: boolean; readonly progress?: Progress },
  ): Promise<(TokenPreview & { readonly added: number | null }) | TokenFileRefused>;
  list(tenant: TenantId, after: TokenPlace | null, limit: number): Promise<readonly PooledToken[]>;
  count(tenant: TenantId): Promise<{ readonly all: number; readonly held: number }>;
  find(tenant: TenantId, serial: string): Promise<PooledToken | null>;
  /** Takes it from the pool for good. One in use only where it is to be taken away from its person, too. */
  remove(
    tenant: TenantId,
    serial: string,
    how: { readonly alsoHeld: boolean },
  ): Promise<{ readonly ok: true; readonly wasHeld: boolean } | Refusal>;
}
