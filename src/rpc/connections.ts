import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Overview } from '#contract/rpc/admin';
import type { ConnectionTestResult } from '#contract/rpc/status';
import { Connection } from '#contract/settings/connection';
import { connectionSecret } from '#contract/settings/secrets';
import type { Settings } from '#contract/settings/snapshot';
import { broker } from '../broker/client';
import { fault } from '../fault';
import { newSecret } from '../parts/secret';
import { readPart, readSecretValue } from '../storage/contents';
import { type Current, loadCurrent } from '../storage/load';
import type { Deleted } from '../storage/record';
import { expireAfterUndo } from '../storage/retire';
import type { Caller } from './caller';
import { buildConnection, buildTest } from './connection-draft';
import { findDeleted, withDeleted, without } from './deleted';
import { idOf, parsePayload, refuseProblems } from './parse';
import { type Edited, save } from './save';

const closed = { additionalProperties: false } as const;
const expectRevision = Type.Integer({ minimum: 0 });
const SaveRequest = Type.Object({ expectRevision, create: Type.Boolean(), connection: Type.Unknown() }, closed);
const IdRequest = Type.Object({ expectRevision, id: Type.String({ maxLength: 40 }) }, closed);
const TestRequest = Type.Object({ connection: Type.Unknown() }, closed);

/** `connection.save`: adds a connection at the end of the list, or replaces one in its place. */
export async function saveConnection(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(SaveRequest, payload);
  return save(request.expectRevision, caller, ({ settings }) => {
    const id = idOf(request.connection);
    const index = settings.connections.findIndex((connection) => connection.id === id);
    if (request.create && index >= 0) throw fault('connection_exists', [{ path: '/connection/id', message: 'This short name is taken.' }]);
    if (!request.create && index < 0) throw fault('connection_unknown');
    const built = buildConnection(request.connection, settings.connections[index] ?? null, caller.now);
    const place = request.create ? settings.connections.length : index;
    const next: Settings = { ...settings, connections: settings.connections.toSpliced(place, 1, built.connection) };
    refuseProblems(next, (path) => path.replace(`/connections/${place}/`, '/connection/'));
    return { settings: next, newSecrets: built.newSecrets };
  });
}

/**
 * `connection.remove`: nobody signs in through it any more; within an hour it can be brought back with its secret. Refused
 * with `settings_invalid` while the portal or an application names it.
 */
export async function removeConnection(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(IdRequest, payload);
  let removed: Deleted | null = null;
  return save(
    request.expectRevision,
    caller,
    (current) => {
      removed = deletedOf(current, request.id, caller.now);
      const next = { ...current.settings, connections: current.settings.connections.filter(({ id }) => id !== request.id) };
      return { settings: next, deleted: withDeleted(current, removed) };
    },
    async () => (removed === null ? undefined : expireAfterUndo(removed)),
  );
}

function deletedOf({ settings, record }: Current, id: string, at: number): Deleted {
  const connection = settings.connections.find((candidate) => candidate.id === id);
  const part = record?.parts.find(({ name }) => name === `connection:${id}`);
  if (connection === undefined || part === undefined) throw fault('connection_unknown');
  const ref = connectionSecret(connection);
  const secret = ref === null ? null : record?.parts.find(({ name }) => name === `secret:${ref.secret}`);
  if (secret === undefined) throw fault('settings_secret_missing');
  return { kind: 'connection', id, name: connection.name, at, part, secret };
}

/** `connection.restore`: brings a deleted connection back at the end of the list, its secret under a new name. */
export async function restoreConnection(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(IdRequest, payload);
  return save(request.expectRevision, caller, async (current): Promise<Edited> => {
    const { settings, record } = current;
    const deleted = findDeleted(current, 'connection', request.id, caller.now);
    if (deleted === null) throw fault('connection_unknown');
    if (settings.connections.some(({ id }) => id === request.id)) throw fault('connection_exists');
    const stored: unknown = JSON.parse((await readPart(deleted.part)).content);
    if (!Value.Check(Connection, stored)) throw fault('connection_unknown');
    const { connection, newSecrets } = await withFreshSecret(stored);
    const next = { ...settings, connections: [...settings.connections, connection] };
    return { settings: next, newSecrets, deleted: without(record, 'connection', request.id) };
  });
}

/** The copy of before runs out with the hour, so what is brought back gets its own. */
async function withFreshSecret(connection: Connection) {
  const ref = connectionSecret(connection);
  if (ref === null) return { connection, newSecrets: [] };
  const secret = newSecret(await readSecretValue(ref.secret));
  return { connection: { ...connection, clientSecret: { secret: secret.id, setAt: ref.setAt } }, newSecrets: [secret] };
}

/** `connection.test`: the broker tries a draft out, as far as that goes without anybody signing in. */
export async function testConnection(payload: unknown): Promise<ConnectionTestResult> {
  const { connection } = parsePayload(TestRequest, payload);
  const { settings } = await loadCurrent();
  const existing = settings.connections.find(({ id }) => id === idOf(connection)) ?? null;
  return broker.testConnection(await buildTest(connection, existing, readSecretValue));
}
