import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTrouble, type SqliteTrouble } from './sqlite-troubles.ts';

/** What a look through every page may cost at a start: about a millisecond for each megabyte. */
const maxCheckedBytes = 256 * 1024 * 1024;

/**
 * Looks at a database file before anything is opened for writing, so that one that cannot be used is left as it is. A file
 * that is not there, and an empty one, is fine: a database will be made in it. Waits `patienceMs` for another process's
 * lock. Throws `database_unavailable` with the trouble, or SQLite's own errors.
 */
export function examineFile(path: string, patienceMs: number): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw inTrouble('sqlite.is-folder');
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw inTrouble('sqlite.folder-missing');
  // SQLite makes and removes files beside it.
  assertWritable(folder, constants.W_OK | constants.X_OK);
  for (const name of [path, `${path}-wal`, `${path}-shm`]) assertWritable(name, constants.R_OK | constants.W_OK);
  if (found === undefined || found.size === 0) {
    // SQLite would take it for a new database and throw the log away, with everything that only stands there.
    if (sizeOf(`${path}-wal`) > 0) throw inTrouble('sqlite.emptied');
    return;
  }
  // Twice, because another broker may be writing the header at this very moment.
  if (hasDamagedHeader(`${path}-wal`) && hasDamagedHeader(`${path}-wal`)) throw inTrouble('sqlite.log-damaged');
  const reader = new DatabaseSync(path, { readOnly: true, timeout: patienceMs });
  try {
    const trouble = troubleIn(reader, found.size);
    if (trouble !== null) throw inTrouble(trouble);
  } finally {
    reader.close();
  }
}

function troubleIn(reader: DatabaseSync, bytes: number): SqliteTrouble | null {
  const tables = reader.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'").all();
  if (tables.length > 0 && !tables.some(({ name }) => name === 'schema_migration')) return 'sqlite.foreign';
  if (bytes > maxCheckedBytes) return null;
  const [verdict] = reader.prepare('pragma quick_check(1)').all();
  return verdict?.quick_check === 'ok' ? null : 'sqlite.damaged';
}

function assertWritable(name: string, mode: number): void {
  if (!existsSync(name)) return;
  try {
    accessSync(name, mode);
  } catch (cause) {
    throw inTrouble('sqlite.read-only', { cause });
  }
}

function sizeOf(name: string): number {
  return statSync(name, { throwIfNoEntry: false })?.size ?? 0;
}

const headerBytes = 32;
/** The lowest bit tells the byte order of the checksums (SQLite file format, 4.1). */
const magic = 0x377f0682;

/**
 * SQLite takes a log with a broken header for an empty one and writes over it. A header of zeros is what a power cut leaves
 * where nothing had reached the disk yet, and fine; anything else was written by something else than SQLite.
 */
function hasDamagedHeader(name: string): boolean {
  if (sizeOf(name) < headerBytes) return false;
  const header = Buffer.alloc(headerBytes);
  // Not the database itself: closing that would drop the locks that this process holds on it.
  const file = openSync(name, 'r');
  try {
    readSync(file, header, 0, headerBytes, 0);
  } finally {
    closeSync(file);
  }
  if (header.every((byte) => byte === 0)) return false;
  return (header.readUInt32BE(0) & ~1) !== magic || !hasRightChecksum(header);
}

/** Over the first 24 bytes, in words of the byte order that the magic number names. */
function hasRightChecksum(header: Buffer): boolean {
  const word = (at: number) => (header.readUInt32BE(0) & 1 ? header.readUInt32BE(at) : header.readUInt32LE(at));
  let [first, second] = [0, 0];
  for (let at = 0; at < 24; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  return first === header.readUInt32BE(24) && second === header.readUInt32BE(28);
}
