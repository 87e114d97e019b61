// The package has no types of its own. This is the part of it that is used here, as its documentation describes it.
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  interface Parameters {
    readonly version: 'aes128gcm';
    readonly privateKey: ECDH;
    readonly authSecret: Buffer | string;
    /** Public key of the other side. */
    readonly dh?: Buffer | string;
    readonly salt?: Buffer | string;
  }
  export function decrypt(buffer: Buffer, params: Parameters): Buffer;
  export function encrypt(buffer: Buffer, params: Parameters): Buffer;
}
