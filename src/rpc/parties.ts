import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Overview } from '#contract/rpc/admin';
import { Party } from '#contract/settings/party';
import { problemsOf } from '#contract/settings/shape';
import type { Settings } from '#contract/settings/snapshot';
import { fault } from '../fault';
import { readPart } from '../storage/contents';
import type { Current } from '../storage/load';
import type { Deleted } from '../storage/record';
import { expireAfterUndo } from '../storage/retire';
import type { Caller } from './caller';
import { findDeleted, withDeleted, without } from './deleted';
import { idOf, parsePayload, refuseProblems } from './parse';
import { type Edited, save } from './save';

const closed = { additionalProperties: false } as const;
const expectRevision = Type.Integer({ minimum: 0 });
const SaveRequest = Type.Object({ expectRevision, create: Type.Boolean(), party: Type.Unknown() }, closed);
const IdRequest = Type.Object({ expectRevision, id: Type.String({ maxLength: 40 }) }, closed);

/** `party.save`: adds an application at the end of the list, or replaces one in its place. */
export async function saveParty(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(SaveRequest, payload);
  return save(request.expectRevision, caller, ({ settings }) => {
    const index = settings.parties.findIndex(({ id }) => id === idOf(request.party));
    if (request.create && index >= 0) throw fault('party_exists', [{ path: '/party/id', message: 'This short name is taken.' }]);
    if (!request.create && index < 0) throw fault('party_unknown');
    const place = request.create ? settings.parties.length : index;
    const next: Settings = { ...settings, parties: settings.parties.toSpliced(place, 1, parseParty(request.party)) };
    refuseProblems(next, (path) => path.replace(`/parties/${place}/`, '/party/'));
    return { settings: next };
  });
}

function parseParty(party: unknown): Party {
  if (Value.Check(Party, party)) return party;
  throw fault(
    'settings_invalid',
    problemsOf(Party, party).map(({ path, message }) => ({ path: `/party${path}`, message })),
  );
}

/** `party.remove`: nobody signs in to it any more; within an hour it can be brought back. */
export async function removeParty(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(IdRequest, payload);
  let removed: Deleted | null = null;
  return save(
    request.expectRevision,
    caller,
    (current) => {
      removed = deletedOf(current, request.id, caller.now);
      const parties = current.settings.parties.filter(({ id }) => id !== request.id);
      return { settings: { ...current.settings, parties }, deleted: withDeleted(current, removed) };
    },
    async () => (removed === null ? undefined : expireAfterUndo(removed)),
  );
}

function deletedOf({ settings, record }: Current, id: string, at: number): Deleted {
  const party = settings.parties.find((candidate) => candidate.id === id);
  const part = record?.parts.find(({ name }) => name === `party:${id}`);
  if (party === undefined || part === undefined) throw fault('party_unknown');
  return { kind: 'party', id, name: party.name, at, part, secret: null };
}

/** `party.restore`: brings a deleted application back at the end of the list. */
export async function restoreParty(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(IdRequest, payload);
  return save(request.expectRevision, caller, async (current): Promise<Edited> => {
    const { settings, record } = current;
    const deleted = findDeleted(current, 'party', request.id, caller.now);
    if (deleted === null) throw fault('party_unknown');
    if (settings.parties.some(({ id }) => id === request.id)) throw fault('party_exists');
    const stored: unknown = JSON.parse((await readPart(deleted.part)).content);
    if (!Value.Check(Party, stored)) throw fault('party_unknown');
    const next = { ...settings, parties: [...settings.parties, stored] };
    return { settings: next, deleted: without(record, 'party', request.id) };
  });
}
