/**
 * Keys of YubiKeys for validation without a service, from the file that `ykman otp yubiotp --config-output` writes: one line
 * for each, `serial,public id,private id,AES key,access code,time,`. Pure.
 */
import { bytesOfModhex } from '../../domain/yubico-otp.ts';

export interface YubiKeySecret {
  /** Null where the line has none. */
  readonly serial: string | null;
  /** Modhex, lower case. */
  readonly publicId: string;
  /** 12 hexadecimal digits. */
  readonly privateId: string;
  /** 16 bytes. */
  readonly aesKey: Uint8Array;
}

/** `line` counts from 1. Secrets of a line never stand in what is said about it. */
interface KeyFileProblem {
  readonly line: number;
  readonly because: 'columns' | 'serial' | 'public-id' | 'private-id' | 'aes-key' | 'twice' | 'too-many';
}

export interface KeyFileReading {
  readonly keys: readonly YubiKeySecret[];
  readonly problems: readonly KeyFileProblem[];
}

const mostKeys = 5_000;

/** Reads every line, also after one that is wrong. Empty lines and those that begin with `#` are none. */
export function readKeyFile(text: string): KeyFileReading {
  const keys: YubiKeySecret[] = [];
  const problems: KeyFileProblem[] = [];
  const seen = new Set<string>();
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (keys.length + problems.length >= mostKeys) {
      problems.push({ line: index + 1, because: 'too-many' });
      break;
    }
    const read = readLine(line);
    if (typeof read === 'string') problems.push({ line: index + 1, because: read });
    else if (seen.has(read.publicId)) problems.push({ line: index + 1, because: 'twice' });
    else {
      seen.add(read.publicId);
      keys.push(read);
    }
  }
  return { keys, problems };
}

function readLine(line: string): YubiKeySecret | KeyFileProblem['because'] {
  const [serial = '', publicId = '', privateId = '', aesKey = '', ...rest] = line.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  );
  if (aesKey === '' || rest.length > 3) return 'columns';
  if (!/^\d{0,10}$/.test(serial)) return 'serial';
  if (publicId.length < 2 || publicId.length > 32 || bytesOfModhex(publicId) === null) return 'public-id';
  if (!/^[0-9a-f]{12}$/.test(privateId)) return 'private-id';
  if (!/^[0-9a-f]{32}$/.test(aesKey)) return 'aes-key';
  return { serial: serial === '' ? null : serial, publicId, privateId, aesKey: new Uint8Array(Buffer.from(aesKey, 'hex')) };
}
