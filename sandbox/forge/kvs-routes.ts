import { checkKey, checkValue, KvsRefusal } from './kvs-limits.ts';
import type { KvsStore } from './kvs-store.ts';

/** The storage of one installation: what `@forge/kvs` reaches, secrets apart from the rest. */
export interface ForgeStorage {
  readonly plain: KvsStore;
  readonly secrets: KvsStore;
}

const maxTransactionOperations = 25;
const maxTransactionBytes = 4 * 1024 * 1024;

interface Operation {
  readonly key: unknown;
  readonly value?: unknown;
  readonly entityName?: string;
  readonly options?: object;
}

/** Whatever a request may carry; each path reads its own members. */
interface Body {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly options?: object;
  readonly where?: readonly { readonly values: readonly string[] }[];
  readonly limit?: number;
  readonly after?: string;
  readonly set?: readonly Operation[];
  readonly delete?: readonly Operation[];
  readonly check?: readonly Operation[];
}

/** Answers one request of the `@forge/kvs` SDK as the platform would: same paths, bodies, statuses and codes. */
export function answerKvs(storage: ForgeStorage, path: string, body: unknown): Response {
  try {
    const answer = route(storage, path, JSON.parse(typeof body === 'string' ? body : '') as Body);
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
  } catch (error) {
    if (!(error instanceof KvsRefusal)) throw error;
    return Response.json({ code: error.code, message: error.message }, { status: error.status });
  }
}

function route(storage: ForgeStorage, path: string, body: Body): unknown {
  switch (path) {
    case '/api/v1/get':
      return storage.plain.get(body.key);
    case '/api/v1/set':
      return storage.plain.set(body.key, body.value, body.options);
    case '/api/v1/delete':
      return storage.plain.delete(body.key);
    case '/api/v1/query':
      return query(storage.plain, body);
    case '/api/v1/secret/get':
      return storage.secrets.get(body.key);
    case '/api/v1/secret/set':
      return storage.secrets.set(body.key, body.value, body.options);
    case '/api/v1/secret/delete':
      return storage.secrets.delete(body.key);
    case '/api/v1/transaction':
      return transact(storage.plain, body);
    default:
      throw new KvsRefusal(501, 'NOT_SIMULATED', `The sandbox does not simulate ${path}`);
  }
}

function query(store: KvsStore, body: Body): unknown {
  const prefix = body.where?.[0]?.values[0] ?? '';
  return store.query(prefix, body.limit ?? 10, body.after);
}

/** All or nothing. Conditions need custom entities, which the manifest does not declare. */
function transact(store: KvsStore, body: Body): void {
  const sets = body.set ?? [];
  const deletes = body.delete ?? [];
  const checks = body.check ?? [];
  const all = [...sets, ...deletes, ...checks];
  if (all.length > maxTransactionOperations) throw new KvsRefusal(400, 'TOO_MANY_OPERATIONS', 'More than 25 operations');
  if (Buffer.byteLength(JSON.stringify(body), 'utf8') > maxTransactionBytes)
    throw new KvsRefusal(400, 'MAX_SIZE', 'Transaction is larger than 4 MB');
  if (new Set(all.map(({ key }) => key)).size < all.length) throw new KvsRefusal(400, 'DUPLICATE_KEY', 'A key may be used once');
  if (all.some(({ entityName }) => entityName !== undefined)) throw new KvsRefusal(400, 'ENTITY_NOT_FOUND', 'No such entity');
  for (const { key } of all) checkKey(key);
  for (const { value } of sets) checkValue(value);
  for (const { key, value, options } of sets) store.set(key, value, options);
  const standing = new Set(store.keys());
  for (const { key } of deletes) if (standing.has(String(key))) store.delete(key);
}
