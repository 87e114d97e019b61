/** A code as a YubiKey types it: who it is of, and what only the holder of its key can read. */
export interface YubicoOtp {
  /** Modhex, 2 to 32 signs; tells keys apart and is no secret. */
  readonly publicId: string;
  /** The whole code, modhex in lower case. */
  readonly text: string;
}

const modhex = 'cbdefghijklnrtuv';
/** What a YubiKey types on a Dvorak keyboard, sign by sign. */
const dvorak = 'jxe.uidchtnbpygk';
const cipherSigns = 32;

/**
 * A code from what somebody's YubiKey typed: any case, blanks around it, also through a Dvorak keyboard. Null for
 * everything else. (French and German keyboards place all sixteen signs as English ones do; that is what modhex is for.)
 */
export function readYubicoOtp(typed: string): YubicoOtp | null {
  const text = typed.trim().toLowerCase();
  if (text.length < cipherSigns + 2 || text.length > cipherSigns + 32 || text.length % 2 !== 0) return null;
  const plain = ofSigns(text, modhex)
    ? text
    : ofSigns(text, dvorak)
      ? Array.from(text, (sign) => modhex[dvorak.indexOf(sign)]).join('')
      : null;
  return plain === null ? null : { publicId: plain.slice(0, -cipherSigns), text: plain };
}

/** Bytes of a modhex text; null when it is none. */
export function bytesOfModhex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !ofSigns(text, modhex)) return null;
  return Uint8Array.from(
    { length: text.length / 2 },
    (_, at) => modhex.indexOf(text[2 * at] ?? '') * 16 + modhex.indexOf(text[2 * at + 1] ?? ''),
  );
}

export function modhexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `${modhex[byte >> 4]}${modhex[byte & 15]}`).join('');
}

const ofSigns = (text: string, alphabet: string) => Array.from(text).every((sign) => alphabet.includes(sign));
