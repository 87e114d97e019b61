import { randomBytes } from 'node:crypto';
import { kvs } from '@forge/kvs';
import { maxPartBytes } from '#contract/settings/parts';
import type { Settings } from '#contract/settings/snapshot';
import { fault } from '../fault';
import { partHash } from '../parts/hash';
import type { NewSecret } from '../parts/secret';
import { plainParts, secretIds } from '../parts/split';
import { storageCode, withStorage } from './access';
import { headKey, keptRevisions, partKey, revisionKey, undoMs } from './keys';
import { type Current, revisionOf } from './load';
import type { Deleted, RevisionRecord, StoredPart } from './record';
import { removeQuietly } from './retire';

/** What a save changes. Everything else is taken over from the revision that it builds on. */
export interface Change {
  readonly settings: Settings;
  readonly newSecrets: readonly NewSecret[];
  readonly deleted: readonly Deleted[];
  /** Account id of the administrator. */
  readonly savedBy: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Saves a whole document as the next revision. Contents are written first, under names that nobody else uses; then the
 * revision's number is claimed, and only one save can get it. The loser's contents are removed again.
 * Throws `settings_changed_meanwhile`, `settings_part_too_large`, `settings_secret_missing`, `settings_storage_unavailable`.
 */
export async function commit(current: Current, change: Change): Promise<Current> {
  const save = randomBytes(9).toString('base64url');
  const { parts, contents } = planParts(current, change, save);
  const record: RevisionRecord = {
    schema: 1,
    revision: revisionOf(current) + 1,
    savedAt: change.now,
    savedBy: change.savedBy,
    save,
    parts,
    deleted: change.deleted.filter((deleted) => change.now - deleted.at < undoMs),
    ...policyBefore(current, parts, change.now),
  };
  await withStorage(async () => {
    await Promise.all([
      ...contents.map(({ key, content }) => kvs.set(key, content)),
      ...change.newSecrets.map(({ id, content }) => kvs.setSecret(id, content)),
    ]);
    if (!(await claim(record))) {
      await removeQuietly(
        contents.map(({ key }) => key),
        change.newSecrets.map(({ id }) => id),
      );
      throw fault('settings_changed_meanwhile');
    }
  });
  await moveHead(record.revision);
  await removeReplaced(current.record, record);
  return { record, settings: change.settings };
}

interface Plan {
  readonly parts: StoredPart[];
  readonly contents: { readonly key: string; readonly content: string }[];
}

function planParts(current: Current, change: Change, save: string): Plan {
  const before = new Map((current.record?.parts ?? []).map((part) => [part.name, part]));
  const entered = new Map(change.newSecrets.map((secret) => [secret.id, secret]));
  const plan: Plan = { parts: [], contents: [] };
  for (const { name, content } of plainParts(change.settings)) {
    if (Buffer.byteLength(content, 'utf8') > maxPartBytes) throw fault('settings_part_too_large');
    const hash = partHash(content);
    const same = before.get(name);
    if (same?.hash === hash) {
      plan.parts.push(same);
      continue;
    }
    const key = partKey(save, name);
    plan.parts.push({ name, hash, key });
    plan.contents.push({ key, content });
  }
  for (const id of secretIds(change.settings)) {
    const name = `secret:${id}`;
    const secret = entered.get(id);
    const stored = secret === undefined ? before.get(name) : { name, hash: partHash(secret.content), key: null };
    if (stored === undefined) throw fault('settings_secret_missing');
    plan.parts.push(stored);
  }
  return plan;
}

/** What the present policy replaces stays, until that is replaced in its turn. */
function policyBefore({ record, settings }: Current, parts: readonly StoredPart[], at: number): Pick<RevisionRecord, 'policyBefore'> {
  if (record === null) return {};
  const policyIn = (all: readonly StoredPart[]) => all.find(({ name }) => name === 'policy');
  const part = policyIn(record.parts);
  if (part === undefined || part.hash === policyIn(parts)?.hash) return record.policyBefore ? { policyBefore: record.policyBefore } : {};
  return { policyBefore: { preset: settings.policy.preset, at, part } };
}

/**
 * True when the number is ours. The answer of the storage alone does not decide: a refusal may be the echo of our own
 * write whose answer got lost, so what stands there does.
 */
async function claim(record: RevisionRecord): Promise<boolean> {
  const key = revisionKey(record.revision);
  try {
    await kvs.set(key, record, { keyPolicy: 'FAIL_IF_EXISTS' });
    return true;
  } catch (error) {
    const standing = await kvs.get<RevisionRecord>(key);
    if (standing === undefined) throw error;
    console.warn('revision number was taken', { revision: record.revision, code: storageCode(error) });
    return standing.save === record.save;
  }
}

/** The revision stands without it: a head that lags is rolled forward by whoever reads next. */
async function moveHead(revision: number): Promise<void> {
  try {
    await kvs.set(headKey, revision);
  } catch (error) {
    console.warn('head lags behind', { revision, code: storageCode(error) });
  }
}

/** What neither the new revision nor its undo list names is gone from storage, replaced secrets above all. */
async function removeReplaced(before: RevisionRecord | null, after: RevisionRecord): Promise<void> {
  const kept = new Set(partsNamedBy(after).map(placeOf));
  const replaced = partsNamedBy(before).filter((part) => !kept.has(placeOf(part)));
  const oldest = after.revision - keptRevisions;
  await removeQuietly(
    [...replaced.flatMap((part) => part.key ?? []), ...(oldest > 0 ? [revisionKey(oldest)] : [])],
    replaced.filter((part) => part.key === null).map((part) => part.name.slice('secret:'.length)),
  );
}

const placeOf = (part: StoredPart): string => part.key ?? part.name;

function partsNamedBy(record: RevisionRecord | null): StoredPart[] {
  if (record === null) return [];
  return [
    ...record.parts,
    ...record.deleted.flatMap(({ part, secret }) => (secret === null ? [part] : [part, secret])),
    ...(record.policyBefore ? [record.policyBefore.part] : []),
  ];
}
