import { Worker } from 'node:worker_threads';
import type { PlayedSeed, Share } from './player.ts';

/**
 * Plays the worlds of the seeds `first` to `last` in workers of a bundled player. `played` is told of each and ends
 * everything by saying `stop`. Fails when a world breaks instead of being judged.
 */
export async function runWorlds(options: {
  readonly player: string;
  readonly first: number;
  readonly last: number;
  readonly workers: number;
  readonly played: (world: PlayedSeed) => 'go on' | 'stop';
}): Promise<void> {
  const workers: Worker[] = [];
  let stopped = false;
  const stopAll = () => {
    stopped = true;
    for (const worker of workers) void worker.terminate();
  };
  const runOne = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const share: Share = { first: options.first + index, step: options.workers, last: options.last };
      const worker = new Worker(options.player, { workerData: share });
      workers.push(worker);
      worker.on('message', (world: PlayedSeed) => {
        if (!stopped && options.played(world) === 'stop') stopAll();
      });
      worker.on('error', (error) => {
        stopAll();
        reject(error);
      });
      worker.on('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: options.workers }, (_, index) => runOne(index)));
}
