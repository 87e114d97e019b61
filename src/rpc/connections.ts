import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Overview } from '#contract/rpc/admin';
import type { ConnectionTestResult } from '#contract/rpc/status';
import { HttpUrl } from '#contract/settings/common';
import { OidcConnection } from '#contract/settings/connection';
import type { Settings } from '#contract/settings/snapshot';
import { broker } from '../broker/client';
import { fault } from '../fault';
import { newSecret } from '../parts/secret';
import { readPart, readSecretValue } from '../storage/contents';
import { undoMs } from '../storage/keys';
import type { Current } from '../storage/load';
import type { DeletedConnection } from '../storage/record';
import { expireAfterUndo } from '../storage/retire';
import type { Caller } from './caller';
import { buildConnection } from './connection-draft';
import { parsePayload, refuseProblems } from './parse';
import { type Edited, save } from './save';

const closed = { additionalProperties: false } as const;
const expectRevision = Type.Integer({ minimum: 0 });
const SaveRequest = Type.Object({ expectRevision, create: Type.Boolean(), connection: Type.Unknown() }, closed);
const IdRequest = Type.Object({ expectRevision, id: Type.String({ maxLength: 40 }) }, closed);
const TestRequest = Type.Object({ issuer: HttpUrl }, closed);

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

/** `connection.remove`: nobody signs in through it any more; within an hour it can be brought back with its secret. */
export async function removeConnection(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(IdRequest, payload);
  let removed: DeletedConnection | null = null;
  return save(
    request.expectRevision,
    caller,
    (current) => {
      removed = deletedOf(current, request.id, caller.now);
      const connections = current.settings.connections.filter(({ id }) => id !== request.id);
      const others = (current.record?.deleted ?? []).filter(({ id }) => id !== request.id);
      return { settings: { ...current.settings, connections }, deleted: [...others, removed] };
    },
    async () => (removed === null ? undefined : expireAfterUndo(removed)),
  );
}

function deletedOf({ settings, record }: Current, id: string, at: number): DeletedConnection {
  const connection = settings.connections.find((candidate) => candidate.id === id);
  const part = record?.parts.find(({ name }) => name === `connection:${id}`);
  const secret = record?.parts.find(({ name }) => name === `secret:${connection?.clientSecret.secret}`);
  if (connection === undefined || part === undefined || secret === undefined) throw fault('connection_unknown');
  return { id, name: connection.name, at, part, secret };
}

/** `connection.restore`: brings a deleted connection back at the end of the list, its secret under a new name. */
export async function restoreConnection(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(IdRequest, payload);
  return save(request.expectRevision, caller, async ({ settings, record }): Promise<Edited> => {
    const deleted = record?.deleted.find(({ id, at }) => id === request.id && caller.now - at < undoMs);
    if (record === null || deleted === undefined) throw fault('connection_unknown');
    if (settings.connections.some(({ id }) => id === request.id)) throw fault('connection_exists');
    const stored: unknown = JSON.parse((await readPart(deleted.part)).content);
    if (!Value.Check(OidcConnection, stored)) throw fault('connection_unknown');
    const secret = newSecret(await readSecretValue(stored.clientSecret.secret));
    const connection = { ...stored, clientSecret: { secret: secret.id, setAt: stored.clientSecret.setAt } };
    const next = { ...settings, connections: [...settings.connections, connection] };
    refuseProblems(next);
    return { settings: next, newSecrets: [secret], deleted: record.deleted.filter(({ id }) => id !== request.id) };
  });
}

/** `connection.test`: the broker reads the provider's discovery document and says what it found. */
export async function testConnection(payload: unknown): Promise<ConnectionTestResult> {
  return broker.testConnection(parsePayload(TestRequest, payload).issuer);
}

function idOf(draft: unknown): unknown {
  return typeof draft === 'object' && draft !== null && 'id' in draft ? draft.id : undefined;
}
