import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Database } from './schema.ts';

/** Runs a statement with its values, on the connection or the transaction that `db` is. */
export type Statement<Values, Row> = (db: Kysely<Database>, values: Values) => Promise<QueryResult<Row>>;

/** Stands in a query for a value that is known when it runs. No driver takes it, so none is ever sent by mistake. */
class Place {
  readonly name: string | symbol;
  constructor(name: string | symbol) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled once for each database, for those that every request asks: doing so costs more than
 * SQLite takes to answer. `build` is given places instead of values, so it may pass them on and nothing else.
 */
export function statement<Values extends object, Row>(
  build: (db: Kysely<Database>, places: Values) => Compilable<Row>,
): Statement<Values, Row> {
  // Of one database, connection and transactions share the adapter.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();

  function compiledFor(db: Kysely<Database>): CompiledQuery<Row> {
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter);
    if (known !== undefined) return known;
    const made = build(db, placesOf<Values>()).compile() as CompiledQuery<Row>;
    compiled.set(adapter, made);
    return made;
  }

  return (db, values) => {
    const query = compiledFor(db);
    const filled = (parameter: unknown) => (parameter instanceof Place ? Reflect.get(values, parameter.name) : parameter);
    return db.executeQuery({ ...query, parameters: query.parameters.map(filled) });
  };
}

function placesOf<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_target, name) => new Place(name) });
}

/** Did the statement change exactly one row? */
export function changedOne(result: Pick<QueryResult<unknown>, 'numAffectedRows'>): boolean {
  return result.numAffectedRows === 1n;
}
