import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for bundled players, gone when `use` is done. */
export async function withPlayerFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-worlds-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
