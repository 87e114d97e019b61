/** A hardware token as it was made: what it counts with. How far it has counted stands in the pool (`StoredToken`). */
export type Token = {
  /** The number on its back, as it was imported. */
  readonly serial: string;
  /** 10 to 64 bytes. */
  readonly secret: Uint8Array;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly digits: 6 | 8;
} & (
  | { readonly kind: 'hotp' /** What it stood at when it was imported. */; readonly counter: number }
  | { readonly kind: 'totp'; readonly periodSeconds: 30 | 60 }
);

/** RFC 4226 (R6) asks for 128 bits; there are tokens of 80 in people's pockets, and fewer have no place there. */
export const secretBytes = { least: 10, most: 64 } as const;

/** A number as people type it: blanks, hyphens and capitals do not matter. Null for what is none. */
export function readSerial(typed: string): string | null {
  const serial = typed.replace(/[\s-]/g, '').toUpperCase();
  return /^[A-Z0-9][A-Z0-9._/]{1,39}$/.test(serial) ? serial : null;
}
