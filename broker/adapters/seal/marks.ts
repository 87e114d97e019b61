import { createHmac, createSecretKey } from 'node:crypto';
import type { MarkPurpose, Marks } from '../../domain/ports/marks.ts';
import type { MasterKeys } from './master-keys.ts';

/** Without the master key nobody can try all phone numbers of the world against what the database counts. */
export function createMarks(masterKeys: Pick<MasterKeys, 'markKey'>): Marks {
  const keys: Readonly<Record<MarkPurpose, ReturnType<typeof createSecretKey>>> = {
    'phone-number': createSecretKey(masterKeys.markKey('phone-number')),
    'phone-prefix': createSecretKey(masterKeys.markKey('phone-prefix')),
  };
  return { of: (purpose, value) => createHmac('sha256', keys[purpose]).update(value).digest('base64url') };
}
