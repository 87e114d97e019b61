import type { LiveState, TenantAddresses } from '#contract/rpc/status';
import type { PartHash } from '#contract/settings/parts';
import { readPart } from '../storage/contents';
import { manifestOf, type RevisionRecord } from '../storage/record';
import { broker } from './client';

/** Parts on their way at a time: a first push of 100 parts then takes seconds, not the 25 s that a function has. */
const parallelPuts = 5;

export interface Pushed {
  readonly live: LiveState;
  readonly addresses: TenantAddresses;
}

/** Makes a saved revision live: sends what the broker lacks, then activates in one step. Throws a `Fault`; pushing again is safe. */
export async function pushRevision(record: RevisionRecord): Promise<Pushed> {
  const { live, addresses } = await broker.status();
  const manifest = manifestOf(record);
  const { missing } = await broker.missingParts(manifest.parts);
  await sendParts(record, missing);
  const activated = await broker.activate(live.epoch, manifest);
  return { live: activated.live, addresses };
}

/** What the schedule does: tells the broker what is saved, and heals it where it lacks something. */
export async function healBroker(record: RevisionRecord | null): Promise<void> {
  const manifest = record === null ? null : manifestOf(record);
  const { live, missing } = await broker.heartbeat(manifest);
  if (record === null || manifest === null) return;
  await sendParts(record, missing);
  if (missing.length > 0 || live.revision !== manifest.revision) await broker.activate(live.epoch, manifest);
}

async function sendParts(record: RevisionRecord, missing: readonly PartHash[]): Promise<void> {
  const wanted = new Set(missing);
  const queue = record.parts.filter((part) => wanted.has(part.hash));
  const sender = async (): Promise<void> => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) await broker.putPart(await readPart(part));
  };
  await Promise.all(Array.from({ length: parallelPuts }, sender));
}
