import { timingSafeEqual } from 'node:crypto';
import { parseMasterKey } from '../adapters/seal/master-key.ts';
import type { Random } from '../domain/ports/random.ts';
import { Secret } from '../domain/secret.ts';
import type { Mode } from './config.ts';
import type { ConfigFiles } from './files.ts';

type KeyVariable = 'MASTER_KEY' | 'MASTER_KEY_ALSO';

interface KeyFault {
  readonly ok: false;
  readonly variable: KeyVariable | `${KeyVariable}_FILE`;
  readonly message: string;
}

export type MasterKeyReading = { readonly ok: true; readonly key: Secret } | KeyFault;

interface Given {
  readonly key: string | undefined;
  readonly file: string | undefined;
}

/**
 * The master key as the operator gave it. Production takes nothing less than a real one; development makes one into a
 * file beside the database, readable by its owner alone, so that a restart opens what was sealed before.
 */
export function findMasterKey(
  given: Given & { mode: Mode; keyPath: string | null },
  deps: { files: ConfigFiles; random: Random },
): MasterKeyReading {
  const found = keyGiven('MASTER_KEY', given, deps.files);
  if (found !== null) return found;
  if (given.mode === 'production')
    return { ok: false, variable: 'MASTER_KEY', message: 'is missing. Make one with "openssl rand -base64 32" and keep it safe.' };
  return made(given.keyPath, deps);
}

/** The other master key, if there is one; it must be another one. */
export function findOtherMasterKey(
  given: Given,
  masterKey: Secret | null,
  files: ConfigFiles,
): { readonly ok: true; readonly key: Secret | null } | KeyFault {
  const found = keyGiven('MASTER_KEY_ALSO', given, files);
  if (found === null) return { ok: true, key: null };
  if (!found.ok || masterKey === null || !sameKey(found.key, masterKey)) return found;
  const variable = given.file === undefined ? 'MASTER_KEY_ALSO' : 'MASTER_KEY_ALSO_FILE';
  return {
    ok: false,
    variable,
    message: 'is the same key as MASTER_KEY. Give the key from before the exchange or after it, or leave it out.',
  };
}

function keyGiven(name: KeyVariable, { key, file }: Given, files: ConfigFiles): MasterKeyReading | null {
  if (key !== undefined && file !== undefined)
    return { ok: false, variable: `${name}_FILE`, message: `stands beside ${name}. Set one of the two.` };
  if (key !== undefined) return checked(name, key);
  return file === undefined ? null : fromFile(`${name}_FILE`, file, files);
}

function fromFile(variable: `${KeyVariable}_FILE`, path: string, files: ConfigFiles): MasterKeyReading {
  try {
    const text = files.read(path);
    if (text === null) return { ok: false, variable, message: `there is no file ${path}.` };
    return checked(variable, text.trim());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, variable, message: `the file ${path} cannot be read (${why}).` };
  }
}

/** A database in memory ends with the process, so its key may too. */
function made(path: string | null, { files, random }: { files: ConfigFiles; random: Random }): MasterKeyReading {
  const fresh = Buffer.from(random.bytes(32)).toString('base64');
  if (path === null) return checked('MASTER_KEY', fresh);
  try {
    const mine = files.read(path) === null && files.createSecret(path, fresh);
    return mine ? checked('MASTER_KEY', fresh) : fromFile('MASTER_KEY_FILE', path, files);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, variable: 'MASTER_KEY_FILE', message: `no key could be made at ${path} (${why}). Set MASTER_KEY_FILE.` };
  }
}

function checked(variable: KeyFault['variable'], text: string): MasterKeyReading {
  const parsed = parseMasterKey(text);
  return parsed.ok ? { ok: true, key: new Secret(text) } : { ok: false, variable, message: parsed.because };
}

/** The same bytes, however either is written. */
function sameKey(one: Secret, two: Secret): boolean {
  const [a, b] = [parseMasterKey(one.reveal()), parseMasterKey(two.reveal())];
  return a.ok && b.ok && timingSafeEqual(a.key, b.key);
}
