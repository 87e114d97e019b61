import { createHash } from 'node:crypto';
import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { SqlDialect } from './dialect.ts';
import type { Database } from './schema.ts';
import type { Bench } from './whole.ts';

/** Runs a statement with its values, on the connection or the transaction that the bench has. */
export type Statement<Values, Row> = (bench: Pick<Bench, 'db' | 'dialect'>, values: Values) => Promise<QueryResult<Row>>;

/** Names a query that drivers may prepare once for each connection and then ask for by its name. */
export interface NamedQuery {
  readonly name?: string;
}

/** Stands in a query for a value that is known when it runs. No driver takes it, so none is ever sent by mistake. */
class Place {
  readonly name: string | symbol;
  constructor(name: string | symbol) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled once for each database, for those that every request asks: doing so costs more than
 * SQLite takes to answer. `build` is given places instead of values, so it may pass them on and nothing else. Columns are
 * named one by one: a prepared `select *` fails once a migration adds a column.
 */
export function statement<Values extends object, Row>(
  build: (db: Kysely<Database>, places: Values, dialect: SqlDialect) => Compilable<Row>,
): Statement<Values, Row> {
  // Of one database, connection and transactions share the adapter.
  const compiled = new WeakMap<object, CompiledQuery<Row> & NamedQuery>();

  function compiledFor({ db, dialect }: Pick<Bench, 'db' | 'dialect'>): CompiledQuery<Row> & NamedQuery {
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter);
    if (known !== undefined) return known;
    const made = build(db, placesOf<Values>(), dialect).compile() as CompiledQuery<Row>;
    const named = { ...made, name: nameOf(made.sql) };
    compiled.set(adapter, named);
    return named;
  }

  return (bench, values) => {
    const query = compiledFor(bench);
    const filled = (parameter: unknown) => (parameter instanceof Place ? Reflect.get(values, parameter.name) : parameter);
    return bench.db.executeQuery({ ...query, parameters: query.parameters.map(filled) });
  };
}

/** The same text has the same name and no other text has it: a pooler in between may lend one connection to two versions of the broker. */
function nameOf(sql: string): string {
  return `gatehouse_${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`;
}

function placesOf<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_target, name) => new Place(name) });
}

/** Did the statement change exactly one row? */
export function changedOne(result: Pick<QueryResult<unknown>, 'numAffectedRows'>): boolean {
  return result.numAffectedRows === 1n;
}
