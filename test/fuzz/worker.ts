/** The thread in which messages are judged. Node strips the types itself. */
import { parentPort, workerData } from 'node:worker_threads';
import { freezeDate } from '../support/frozen-date.ts';
import { now } from '../support/saml/response.ts';
import { type LoopOptions, loop } from './loop.ts';
import type { PlantedFault } from './planted-faults.ts';
import { writeNote } from './shared-note.ts';
import { targetsFor } from './targets/all.ts';

interface WorkerData extends LoopOptions {
  readonly note: SharedArrayBuffer;
  readonly only: string | null;
  readonly fault: PlantedFault | null;
}

const { note, only, fault, ...options } = workerData as WorkerData;
// Tokens are judged by the clock of the machine too.
freezeDate(now);
// The parser of the signer and of the plain reader prints what it thinks of strange messages.
console.warn = () => {};
console.error = () => {};
const targets = (await targetsFor(fault)).filter(({ name }) => only === null || name === only);
const report = await loop(targets, options, (count, specimen) => writeNote(note, count, JSON.stringify(specimen)));
parentPort?.postMessage(report);
