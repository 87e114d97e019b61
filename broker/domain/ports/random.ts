/** A cryptographic random source. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** `bytes` random bytes as base64url text. */
  token(bytes: number): string;
}
