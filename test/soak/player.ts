/** Runs in a worker: plays worlds one after the other and posts what came of each. */
import { parentPort, workerData } from 'node:worker_threads';
import { createPortalGuard } from '../../broker/portal/guard.ts';
import { type Played, playWorld } from '../broker/portal/support/worlds/play.ts';

export interface Share {
  readonly first: number;
  readonly step: number;
  /** Seeds beyond it are not played. */
  readonly last: number;
}

export interface PlayedSeed extends Played {
  readonly seed: number;
}

// Refusals are errors here and there; where they were made is of no use.
Error.stackTraceLimit = 3;

const share = workerData as Share;
for (let seed = share.first; seed <= share.last; seed += share.step) {
  const played: PlayedSeed = { seed, ...(await playWorld(seed, createPortalGuard)) };
  parentPort?.postMessage(played);
}
