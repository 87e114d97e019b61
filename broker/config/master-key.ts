import { parseMasterKey } from '../adapters/seal/master-key.ts';
import type { Random } from '../domain/ports/random.ts';
import { Secret } from '../domain/secret.ts';
import type { Mode } from './config.ts';
import type { ConfigFiles } from './files.ts';

export type MasterKeyReading =
  | { readonly ok: true; readonly key: Secret }
  | { readonly ok: false; readonly variable: 'MASTER_KEY' | 'MASTER_KEY_FILE'; readonly message: string };

/**
 * The master key as the operator gave it. Production takes nothing less than a real one; development makes one into a
 * file beside the database, readable by its owner alone, so that a restart opens what was sealed before.
 */
export function findMasterKey(
  given: { key: string | undefined; file: string | undefined; mode: Mode; database: string },
  deps: { files: ConfigFiles; random: Random },
): MasterKeyReading {
  const { key, file, mode, database } = given;
  if (key !== undefined && file !== undefined)
    return { ok: false, variable: 'MASTER_KEY_FILE', message: 'stands beside MASTER_KEY. Set one of the two.' };
  if (key !== undefined) return checked('MASTER_KEY', key);
  if (file !== undefined) return fromFile(file, deps.files);
  if (mode === 'production')
    return { ok: false, variable: 'MASTER_KEY', message: 'is missing. Make one with "openssl rand -base64 32" and keep it safe.' };
  return made(database, deps);
}

function fromFile(path: string, files: ConfigFiles): MasterKeyReading {
  try {
    const text = files.read(path);
    if (text === null) return { ok: false, variable: 'MASTER_KEY_FILE', message: `there is no file ${path}.` };
    return checked('MASTER_KEY_FILE', text.trim());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, variable: 'MASTER_KEY_FILE', message: `the file ${path} cannot be read (${why}).` };
  }
}

/** A database in memory ends with the process, so its key may too. */
function made(database: string, { files, random }: { files: ConfigFiles; random: Random }): MasterKeyReading {
  const fresh = Buffer.from(random.bytes(32)).toString('base64');
  if (database === ':memory:') return checked('MASTER_KEY', fresh);
  const path = `${database}.master-key`;
  try {
    return files.read(path) === null && files.createSecret(path, fresh) ? checked('MASTER_KEY', fresh) : fromFile(path, files);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, variable: 'MASTER_KEY_FILE', message: `no key could be made at ${path} (${why}). Set MASTER_KEY_FILE.` };
  }
}

function checked(variable: 'MASTER_KEY' | 'MASTER_KEY_FILE', text: string): MasterKeyReading {
  const parsed = parseMasterKey(text);
  return parsed.ok ? { ok: true, key: new Secret(text) } : { ok: false, variable, message: parsed.because };
}
