/** Key containers of hardware tokens (RFC 6030) as a reader of XML hands them over: nothing of them is decrypted yet. */
interface EncryptedBytes {
  /** Null for a cipher that nobody here knows. */
  readonly cipher: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | null;
  /** The first block is the initialisation vector. */
  readonly bytes: Uint8Array;
}

type HashName = 'sha1' | 'sha256' | 'sha512';

interface PackagedKey {
  readonly serial: string;
  readonly kind: 'hotp' | 'totp' | null;
  /** Texts as they stand; empty where the container says nothing. */
  readonly hash: string;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
  readonly secret:
    | { readonly kind: 'plain'; readonly bytes: Uint8Array }
    | { readonly kind: 'encrypted'; readonly value: EncryptedBytes; readonly mac: Uint8Array | null }
    | null;
  /** It may be used for one-time passwords as they are, without a PIN inside or another encoding. */
  readonly isPlainOtp: boolean;
}

export interface KeyContainer {
  readonly ok: true;
  /** Null: nothing is encrypted. */
  readonly encryption:
    | { readonly kind: 'key' }
    | {
        readonly kind: 'password';
        readonly salt: Uint8Array;
        readonly iterations: number;
        readonly keyBytes: number;
        readonly hash: HashName;
      }
    | { readonly kind: 'other' }
    | null;
  /** `key` null: the encryption key itself; `hash` null: a method that nobody here knows. */
  readonly mac: { readonly hash: HashName | null; readonly key: EncryptedBytes | null } | null;
  readonly keys: readonly PackagedKey[];
}

/** Pure; never throws for what is in the text. */
export type ReadKeyContainer = (text: string) => KeyContainer | { readonly ok: false; readonly because: 'xml' | 'not-a-key-container' };
