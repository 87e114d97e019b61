import { ForgeKvsError } from '@forge/kvs';
import { Fault, fault } from '../fault';

/** Runs storage calls and turns what the SDK throws into one fault; its message may quote what was stored, so it is not passed on. */
export async function withStorage<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    console.error('forge storage failed', { code: storageCode(error) });
    throw fault('settings_storage_unavailable');
  }
}

/** The storage's own code (RATE_LIMIT_EXCEEDED, MAX_SIZE ...), or the name of the error's class. */
export function storageCode(error: unknown): string {
  if (error instanceof ForgeKvsError && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
