import type { SubjectKey, TenantId } from '../../../domain/brands.ts';
import type { FactorStore } from '../../../domain/ports/stores/factor-store.ts';
import { statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';
import { holdSubject } from './failure-counting.ts';

type RecoveryCodeRows = Pick<FactorStore, 'replaceRecoveryCodes' | 'spendRecoveryCode' | 'countRecoveryCodes'>;

/** The recovery codes of FactorStore. */
export function createRecoveryCodeRows(bench: Bench): RecoveryCodeRows {
  return {
    async replaceRecoveryCodes(tenant, subject, hashes) {
      await together(bench, async (whole) => {
        // Two replacements at once must not leave both sets.
        await holdSubject(whole, tenant, subject);
        await whole.deleteFrom('recovery_code').where('tenant', '=', tenant).where('subject', '=', subject).execute();
        if (hashes.length === 0) return;
        await whole
          .insertInto('recovery_code')
          .values(hashes.map((hash) => ({ tenant, subject, hash, used_at: null })))
          .execute();
      });
    },
    spendRecoveryCode: (tenant, subject, hash, now, replacement) =>
      together(bench, async (whole) => {
        const { numUpdatedRows } = await whole
          .updateTable('recovery_code')
          .set({ used_at: now })
          .where('tenant', '=', tenant)
          .where('subject', '=', subject)
          .where('hash', '=', hash)
          .where('used_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 1n && replacement !== undefined)
          await whole.insertInto('recovery_code').values({ tenant, subject, hash: replacement, used_at: null }).execute();
        return numUpdatedRows === 1n;
      }),
    countRecoveryCodes: async (tenant, subject) => (await count(bench, { tenant, subject })).rows[0]?.left ?? 0,
  };
}

const count = statement((db, at: { readonly tenant: TenantId; readonly subject: SubjectKey }) =>
  db
    .selectFrom('recovery_code')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject)
    .where('used_at', 'is', null),
);
