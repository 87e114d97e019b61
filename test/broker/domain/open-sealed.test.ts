import { expect, test } from '@jest/globals';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { openSealed } from '../../../broker/domain/open-sealed.ts';
import type { Vault } from '../../../broker/domain/ports/vault.ts';

const place = { tenant: 'ten_acme' as TenantId, table: 'cookie', row: 'one', column: 'sealed' };
const failingWith = (error: Error) => ({ open: () => Promise.reject(error) }) as unknown as Vault;
const open = (error: Error) => openSealed(failingWith(error), place, new Uint8Array([1]));

test.each(['sealed_value_unreadable', 'key_unavailable'] as const)('what ends in %s is none of ours', async (code) => {
  expect(await open(new AppError(code))).toBeNull();
});

test('a database that is away is no verdict about what was brought', async () => {
  await expect(open(new AppError('database_unavailable'))).rejects.toThrow('database_unavailable');
  await expect(open(new TypeError('a mistake of ours'))).rejects.toThrow(TypeError);
});
