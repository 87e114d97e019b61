import { kvs } from '@forge/kvs';
import type { Part } from '#contract/settings/parts';
import { fault } from '../fault';
import { partHash } from '../parts/hash';
import { secretValue } from '../parts/secret';
import { withStorage } from './access';
import type { StoredPart } from './record';

/** A part as the broker takes it. Throws `settings_secret_missing` or `settings_part_missing` when storage does not have it. */
export async function readPart(stored: StoredPart): Promise<Part> {
  const content = await withStorage(() =>
    stored.key === null ? kvs.getSecret<string>(stored.name.slice('secret:'.length)) : kvs.get<string>(stored.key),
  );
  if (content === undefined) throw fault(stored.key === null ? 'settings_secret_missing' : 'settings_part_missing');
  if (partHash(content) !== stored.hash) throw fault('settings_part_hash_wrong');
  return { name: stored.name, hash: stored.hash, content };
}

/** The value of a stored secret, for the broker only. Throws `settings_secret_missing`. */
export async function readSecretValue(id: string): Promise<string> {
  const content = await withStorage(() => kvs.getSecret<string>(id));
  const value = content === undefined ? null : secretValue(content);
  if (value === null) throw fault('settings_secret_missing');
  return value;
}
