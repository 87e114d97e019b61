import type { Problem } from '#contract/settings/problems';
import { AppError } from '../../domain/app-error.ts';
import type { KeyRotation } from '../../domain/ports/key-rotation.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Secret } from '../../domain/secret.ts';
import { parseMasterKey } from './master-key.ts';
import { createMasterKeys, type MasterKeys } from './master-keys.ts';

/** The master keys that the operator gave. Throws `config_invalid`. */
export function givenMasterKeys(given: { readonly present: Secret; readonly also: Secret | null }, random: Random): MasterKeys {
  const { present, also } = given;
  return createMasterKeys({ present: keyBytesOf('/MASTER_KEY', present), also: also && keyBytesOf('/MASTER_KEY_ALSO', also) }, random);
}

/**
 * Other master keys than the database was sealed with are found at the start, not by the first person who signs in. Throws
 * `config_invalid`.
 */
export async function assertMasterKeysFit(keyRotation: Pick<KeyRotation, 'masterKeyUse'>, log: Log): Promise<void> {
  const { byPresent, byAlso, byOthers } = await keyRotation.masterKeyUse();
  if (byOthers > 0) throw new AppError('config_invalid', { problems: [misfit(byPresent + byAlso, byOthers)] });
  if (byAlso > 0) log.warn('keys.other_master_key_needed', { count: byAlso });
}

function misfit(opened: number, others: number): Problem {
  const path = 'MASTER_KEY';
  if (opened === 0)
    return { path, message: 'is not the key that this database was sealed with; use the one that was set when it was made' };
  const message = `opens ${opened} keys of tenants, but ${others} are still wrapped by another master key; set that as MASTER_KEY_ALSO and run "gatehouse keys rotate master"`;
  return { path, message };
}

function keyBytesOf(path: string, key: Secret): Uint8Array {
  const parsed = parseMasterKey(key.reveal());
  if (!parsed.ok) throw new AppError('config_invalid', { problems: [{ path, message: parsed.because }] });
  return parsed.key;
}
