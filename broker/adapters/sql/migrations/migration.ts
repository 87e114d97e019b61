import type { Kysely } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Database } from '../schema.ts';

/**
 * One step of the schema. Forward only, and gentle: brokers of the version before go on running while and after it is
 * applied, so it adds and never takes away what they use.
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<Database>, dialect: SqlDialect): Promise<void>;
}
