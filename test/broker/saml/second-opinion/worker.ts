/** The libraries' side of the second opinion, in a thread of its own. Node strips the types itself. */
import { parentPort, workerData } from 'node:worker_threads';
import { freezeDate } from '../../../support/frozen-date.ts';
import { now } from '../../../support/saml/response.ts';
import type { HeardByLibraries, Seeds } from './hear.ts';
import { redirectCase } from './redirect/cases.ts';
import * as redirectReaders from './redirect/readers.ts';
import { responseCase } from './responses/cases.ts';
import * as responseReaders from './responses/readers.ts';

const { responses, queries, remainder, workerCount } = workerData as Seeds & { readonly remainder: number; readonly workerCount: number };

// Both libraries ask the machine for the time; all messages are of one moment.
freezeDate(now);
// Both print what they think of strange messages.
console.warn = () => {};
console.error = () => {};

const heard: HeardByLibraries[] = [];
for (let seed = remainder; seed < responses; seed += workerCount) {
  const message = responseCase(seed);
  const samlify = await responseReaders.readBySamlify(message.encoded);
  const nodeSaml = await responseReaders.readByNodeSaml(message.encoded, message.demand);
  heard.push({
    kind: 'Response',
    message,
    readings: new Map([
      ['samlify', samlify],
      ['node-saml', nodeSaml],
    ]),
  });
}
for (let seed = remainder; seed < queries; seed += workerCount) {
  const message = redirectCase(seed);
  const samlify = await redirectReaders.readBySamlify(message.name, message.query);
  const nodeSaml = await redirectReaders.readByNodeSaml(message.name, message.query);
  heard.push({
    kind: 'query',
    message,
    readings: new Map([['samlify', samlify], ...(nodeSaml === null ? [] : [['node-saml', nodeSaml] as const])]),
  });
}
parentPort?.postMessage(heard);
