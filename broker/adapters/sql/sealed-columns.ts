import type { SealedColumn } from '../../domain/ports/stores/rotation-store.ts';
import type { Database } from './schema.ts';

/** `table.column` of everything that holds bytes. */
type BytesColumn = {
  [Table in keyof Database]: {
    [Column in keyof Database[Table]]-?: Uint8Array extends Database[Table][Column] ? `${Table}.${Column & string}` : never;
  }[keyof Database[Table]];
}[keyof Database];

/** What bytes in the database are, and so who can open them and what a rotation has to do with them. */
type Bytes =
  /** Sealed under the tenant's data key; `row` is the column that is the row's name in its `Place`, `batch` what goes at once. */
  | { readonly under: 'data-key'; readonly row: string; readonly batch: number }
  /** Sealed under a key that one browser has; gone with its session or login. */
  | { readonly under: 'browser-key' }
  | { readonly under: 'master-key' }
  | { readonly under: 'nothing' };

/**
 * Every column of bytes. One that is missing here does not compile, and `test/store/sealed-columns.test.ts` holds the list
 * against the tables of each database: what a rotation forgot could never be opened again.
 */
export const bytesColumns = {
  'settings_part.sealed': { under: 'data-key', row: 'hash', batch: 10 },
  'signing_key.sealed': { under: 'data-key', row: 'id', batch: 100 },
  'person.sealed': { under: 'data-key', row: 'key', batch: 100 },
  'mfa_factor.sealed': { under: 'data-key', row: 'id', batch: 100 },
  'oath_token.sealed': { under: 'data-key', row: 'id', batch: 100 },
  'browser.sealed': { under: 'data-key', row: 'id', batch: 100 },
  'mfa_challenge.sealed': { under: 'data-key', row: 'id', batch: 100 },
  'captured_message.sealed': { under: 'data-key', row: 'id', batch: 10 },
  'session_entry.sealed': { under: 'data-key', row: 'session_index', batch: 100 },
  'sign_in_test.sealed': { under: 'data-key', row: 'id', batch: 100 },
  'sign_in_test.memory': { under: 'browser-key' },
  'login.sealed': { under: 'browser-key' },
  'logout.sealed': { under: 'browser-key' },
  'broker_session.sealed': { under: 'browser-key' },
  'broker_session.visit': { under: 'data-key', row: 'id', batch: 100 },
  'portal_session.sealed': { under: 'browser-key' },
  'tenant_key.wrapped': { under: 'master-key' },
  'pepper.wrapped': { under: 'master-key' },
  'signing_key.public_key': { under: 'nothing' },
} as const satisfies Readonly<Record<BytesColumn, Bytes>>;

export const sealedColumns: readonly SealedColumn[] = Object.entries<Bytes>(bytesColumns).flatMap(([name, bytes]) => {
  const [table = '', column = ''] = name.split('.');
  return bytes.under === 'data-key' ? [{ table, column, row: bytes.row, batch: bytes.batch }] : [];
});
