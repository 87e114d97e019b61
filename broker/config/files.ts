import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What reading the configuration does with the file system. */
export interface ConfigFiles {
  /** The text of a file without the line end behind it; null when it is not there. Throws when it cannot be read. */
  read(path: string): string | null;
  /** Makes a file that only its owner can read; false when another process made it first. */
  createSecret(path: string, text: string): boolean;
}

export const configFiles: ConfigFiles = {
  read: (path) => (existsSync(path) ? readFileSync(path, 'utf8').replace(/\r?\n$/, '') : null),
  createSecret(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    try {
      // `wx` fails when the file is there: of two brokers that start at once, one makes the key and both use it.
      writeFileSync(path, `${text}\n`, { mode: 0o600, flag: 'wx' });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  },
};
