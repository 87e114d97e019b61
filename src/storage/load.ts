import { kvs } from '@forge/kvs';
import { Value } from 'typebox/value';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { fault } from '../fault';
import { joinParts, type PlainPart } from '../parts/split';
import { withStorage } from './access';
import { headKey, revisionKey } from './keys';
import { RevisionRecord } from './record';

/** What is saved right now. `record` is null for a site that nobody has set up yet. */
export interface Current {
  readonly record: RevisionRecord | null;
  readonly settings: Settings;
}

export const revisionOf = (current: Current): number => current.record?.revision ?? 0;

/** Reads the newest revision as one consistent document. */
export function loadCurrent(): Promise<Current> {
  return withStorage(async () => (await readNewest()) ?? (await readNewest()) ?? unreadable('parts missing'));
}

/** The newest revision record alone, without its parts. */
export function loadNewestRecord(): Promise<RevisionRecord | null> {
  return withStorage(newestRecord);
}

/** Null when a part vanished while reading: a newer revision replaced it, so the caller starts again. */
async function readNewest(): Promise<Current | null> {
  const record = await newestRecord();
  if (record === null) return { record: null, settings: emptySettings };
  const parts = await Promise.all(record.parts.flatMap(({ name, key }) => (key === null ? [] : [readPlainPart(name, key)])));
  const found = parts.filter((part) => part !== null);
  if (found.length < parts.length) return null;
  const document = joinParts(found);
  if (settingsProblems(document).length > 0) return unreadable('document does not fit its schema');
  return { record, settings: document as Settings };
}

async function readPlainPart(name: PlainPart['name'], key: string): Promise<PlainPart | null> {
  const content = await kvs.get<string>(key);
  return content === undefined ? null : { name, content };
}

/** The head may lag behind when a save was cut off after it had won its number, so it is rolled forward. */
async function newestRecord(): Promise<RevisionRecord | null> {
  const head = (await kvs.get<number>(headKey)) ?? 0;
  let newest = head === 0 ? null : parseRecord(await kvs.get(revisionKey(head)));
  for (let next = await kvs.get(revisionKey(head + 1)); next !== undefined; next = await kvs.get(revisionKey(newest.revision + 1))) {
    newest = parseRecord(next);
  }
  return newest;
}

function parseRecord(value: unknown): RevisionRecord {
  return Value.Check(RevisionRecord, value) ? value : unreadable('revision record');
}

function unreadable(what: string): never {
  console.error('stored settings are unreadable', { what });
  throw fault('settings_storage_unavailable');
}
