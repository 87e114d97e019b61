import { types } from 'node:util';
import { AppError } from '../../domain/app-error.ts';

/** What a statement may be given, on every database. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/**
 * The value if every database has a type for it, else `internal`. The drivers are less strict, each in its own way:
 * node:sqlite takes an object in first place for named parameters and silently shifts the others, pg writes any object as
 * JSON and `undefined` as null.
 */
export function sqlValueOf(value: unknown): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
  } else if (typeof value === 'boolean') return value ? 1 : 0;
  else if (types.isUint8Array(value)) return value;
  throw new AppError('internal', { details: { because: 'sql.parameter-type', type: typeof value } });
}
