import { generateKeyPairSync, sign } from 'node:crypto';

/** CPU (user and system) per call in us, one number for each job. Jobs take turns, so that all meet the same neighbours. */
export function bestOfRounds<const Jobs extends readonly { readonly count: number; readonly run: () => void }[]>(
  rounds: number,
  jobs: Jobs,
): { [Index in keyof Jobs]: number } {
  const best = jobs.map(() => Number.POSITIVE_INFINITY);
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { count, run }] of jobs.entries()) {
      const used = cpuPerCallUs(count, run);
      if (round > 0) best[index] = Math.min(best[index] ?? Number.POSITIVE_INFINITY, used);
    }
  }
  return best as { [Index in keyof Jobs]: number };
}

function cpuPerCallUs(count: number, run: () => void): number {
  const before = process.cpuUsage();
  for (let call = 0; call < count; call += 1) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const signed = Buffer.alloc(1_024, 7);

/** CPU of one RSA-2048 signature here and now, us: what a login is held against. */
export function rsaSignUs(): number {
  return cpuPerCallUs(300, () => void sign('sha256', signed, rsaKey));
}

/** Does `work` `count` times, `atOnce` at a time; the results in order. */
export async function inParallel<Result>(count: number, atOnce: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** The smallest of a list that is not empty. */
export function least(values: readonly number[]): number {
  return Math.min(...values);
}
