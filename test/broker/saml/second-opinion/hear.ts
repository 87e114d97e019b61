import { Worker } from 'node:worker_threads';
import type { Library, Message, OurReading, Reading } from './reading.ts';
import type { redirectCase } from './redirect/cases.ts';
import * as redirectReaders from './redirect/readers.ts';
import type { responseCase } from './responses/cases.ts';
import * as responseReaders from './responses/readers.ts';
import type { MessageKind } from './we-refuse.ts';

/** One message and what all three readers made of it. */
export interface Heard {
  readonly kind: MessageKind;
  readonly message: Message;
  /** The form value, of a Response. */
  readonly encoded: string;
  readonly readings: ReadonlyMap<Library, Reading>;
  readonly ours: OurReading;
}

/** A message and the libraries' readings, as the worker sends them. */
export type HeardByLibraries = { readonly readings: ReadonlyMap<Library, Reading> } & (
  | { readonly kind: 'Response'; readonly message: ReturnType<typeof responseCase> }
  | { readonly kind: 'query'; readonly message: ReturnType<typeof redirectCase> }
);

export interface Seeds {
  readonly responses: number;
  readonly queries: number;
}

const workerCount = 2;

/**
 * Makes the messages of the seeds from 0 on and shows them to all readers. The libraries work in threads of their own, with
 * a clock that stands at the moment of the messages: they know no other way to be told the time.
 */
export async function hear(seeds: Seeds): Promise<readonly Heard[]> {
  const parts = await Promise.all(Array.from({ length: workerCount }, (_, remainder) => hearPart({ ...seeds, remainder })));
  return parts
    .flat()
    .map((heard) => ({ ...heard, encoded: heard.kind === 'Response' ? heard.message.encoded : '', ours: readByUs(heard) }));
}

function readByUs(heard: HeardByLibraries): OurReading {
  if (heard.kind === 'Response') return responseReaders.readByUs(heard.message.encoded, heard.message.demand);
  return redirectReaders.readByUs(heard.message.name, heard.message.query);
}

function hearPart(workerData: Seeds & { readonly remainder: number }): Promise<readonly HeardByLibraries[]> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...workerData, workerCount } });
    worker.once('message', done);
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`the thread of the libraries ended with ${code}`)));
  });
}
