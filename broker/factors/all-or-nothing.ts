import type { Storage, Stores } from '../domain/ports/storage.ts';

class Undone extends Error {}

/** Does all that `work` does, or, when it answers false, nothing of it. `work` does nothing but ask the stores. */
export async function allOrNothing(storage: Pick<Storage, 'atomically'>, work: (stores: Stores) => Promise<boolean>): Promise<boolean> {
  try {
    return await storage.atomically(async (stores) => {
      if (await work(stores)) return true;
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone) return false;
    throw error;
  }
}
