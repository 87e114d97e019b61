import { Worker } from 'node:worker_threads';
import type { LoopOptions } from './loop.ts';
import type { PlantedFault } from './planted-faults.ts';
import type { Finding, Report } from './report.ts';
import { countIn, createNote, textIn } from './shared-note.ts';
import type { Specimen } from './target.ts';

export interface FuzzOptions extends LoopOptions {
  /** One target by its name; null means all. */
  readonly only?: string | null;
  readonly fault?: PlantedFault | null;
  /** How long one message may be under way, in wall time: far more than the bound on CPU, since machines are shared. */
  readonly patienceMs?: number;
}

const lookEveryMs = 250;
const maxHeapMb = 512;

/**
 * Runs the fuzzer in a thread and watches over it. A thread that hangs on one message or dies of it is a finding, with the
 * message; the report then has what is known from outside.
 */
export async function fuzz({ only = null, fault = null, patienceMs = 30_000, ...options }: FuzzOptions): Promise<Report> {
  const note = createNote();
  const started = performance.now();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { ...options, only, fault, note },
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
  // Listens from the start, so that no event is missed.
  const ended = new Promise<Report | Finding>((done) => {
    worker.once('message', done);
    worker.once('error', (error) => done(died(error, specimenIn(note))));
  });
  const watch = watchOver(note, patienceMs);
  const result = await Promise.race([ended, watch.hangs]);
  watch.stop();
  await worker.terminate();
  return 'findings' in result ? result : reportOf(result, options.seed, countIn(note), (performance.now() - started) / 1_000);
}

/** Resolves when the same message is under way for too long. */
function watchOver(note: SharedArrayBuffer, patienceMs: number): { readonly hangs: Promise<Finding>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<Finding>((done) => {
    let last = { count: countIn(note), since: performance.now() };
    timer = setInterval(() => {
      const count = countIn(note);
      if (count !== last.count) last = { count, since: performance.now() };
      else if (count > 0 && performance.now() - last.since > patienceMs)
        done({ kind: 'endless', why: `not ended after ${patienceMs} ms`, specimen: specimenIn(note) });
    }, lookEveryMs);
  });
  return { hangs, stop: () => clearInterval(timer) };
}

function died(error: unknown, specimen: Specimen | null): Finding {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return { kind: isMemory ? 'memory' : 'crash', why: error instanceof Error ? (error.stack ?? error.message) : String(error), specimen };
}

function specimenIn(note: SharedArrayBuffer): Specimen | null {
  const text = textIn(note);
  try {
    return text === '' ? null : (JSON.parse(text) as Specimen);
  } catch {
    // It was cut: the message did not fit.
    return { target: 'unknown', text, truth: null, made: 'cut' };
  }
}

function reportOf(finding: Finding, seed: number, messages: number, seconds: number): Report {
  const nothing = { accepted: 0, goodMs: {}, slowestMs: {}, refusals: {}, neverReached: {}, places: 0, corpus: 0, heapGrowthMb: 0 };
  return { seed, messages, seconds, ...nothing, findings: [finding] };
}
