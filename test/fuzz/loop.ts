/**
 * The loop of the fuzzer: makes a message, has it judged, looks at what came of it, and keeps it as a parent if it was
 * refused at a place where none was before. Runs in a thread of its own.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSeeded, type Seeded } from '../support/seeded.ts';
import type { Finding, Report } from './report.ts';
import type { Outcome, Specimen, Target } from './target.ts';

export interface LoopOptions {
  readonly seed: number;
  /** Ends after so many messages or seconds, whatever comes first. */
  readonly messages: number;
  readonly seconds: number;
  /** Or after so many findings. */
  readonly findings: number;
}

/** Told before each message: how many there were, and which one it is. */
export type Announce = (count: number, specimen: Specimen) => void;

const goodMessages = 60;
const warmMessages = 400;
const maxParents = 600;
/** Messages kept for one place: the second and third way to it may lead elsewhere. */
const parentsOfOnePlace = 3;
/** How many times the CPU of a good message one may take, and what is always allowed: collections of garbage come between. */
const slowFactor = 60;
const alwaysAllowedMs = 60;
const maxHeapGrowthMb = 24;

/** Runs until its time or its messages are over, or there is enough to look at. */
export async function loop(targets: readonly Target[], options: LoopOptions, announce: Announce): Promise<Report> {
  const random = createSeeded(options.seed);
  const started = performance.now();
  const findings: Finding[] = [];
  const places = new Map<string, number>();
  const parents = new Map<string, Specimen[]>(targets.map(({ name }) => [name, []]));
  const refusals: Record<string, Record<string, number>> = Object.fromEntries(targets.map(({ name }) => [name, {}]));
  const slowestMs: Record<string, number> = Object.fromEntries(targets.map(({ name }) => [name, 0]));
  const goodMs: Record<string, number> = {};
  for (const target of targets) goodMs[target.name] = await costOfGood(target, random);

  let messages = 0;
  let accepted = 0;
  let warmHeap = heapMb();
  while (messages < options.messages && performance.now() - started < options.seconds * 1_000 && findings.length < options.findings) {
    const target = random.pick(targets);
    const kept = parents.get(target.name) ?? [];
    const specimen = target.make(random, kept.length > 0 && random.chance(0.5) ? random.pick(kept) : null);
    announce(messages, specimen);
    messages += 1;
    const { outcome, ms, crash } = await judged(target, specimen);
    slowestMs[target.name] = Math.max(slowestMs[target.name] ?? 0, ms);
    if (crash !== null) findings.push({ kind: 'crash', why: crash, specimen });
    const allowed = Math.max(alwaysAllowedMs, slowFactor * (goodMs[target.name] ?? 0));
    if (ms > allowed) {
      const again = Math.min(ms, (await judged(target, specimen)).ms, (await judged(target, specimen)).ms);
      if (again > allowed)
        findings.push({ kind: 'slow', why: `${again.toFixed(0)} ms of CPU, ${allowed.toFixed(0)} are allowed`, specimen });
    }
    if (outcome?.kind === 'accepted') {
      accepted += 1;
      const fault = faultOf(specimen, outcome);
      if (fault !== null) findings.push({ kind: 'forged', why: fault, specimen });
    }
    if (outcome?.kind === 'refused') {
      if (!target.codes.includes(outcome.code)) findings.push({ kind: 'crash', why: `a code of no list: ${outcome.code}`, specimen });
      const counts = refusals[target.name] as Record<string, number>;
      counts[outcome.code] = (counts[outcome.code] ?? 0) + 1;
      const place = `${target.name} ${outcome.code} ${outcome.because}`;
      const seen = places.get(place) ?? 0;
      places.set(place, seen + 1);
      if (seen < parentsOfOnePlace && kept.length < maxParents && specimen.text.length < 30_000) kept.push(specimen);
    }
    if (messages === warmMessages) warmHeap = heapMb();
  }

  const heapGrowthMb = heapMb() - warmHeap;
  if (heapGrowthMb > maxHeapGrowthMb)
    findings.push({ kind: 'memory', why: `the heap grew by ${heapGrowthMb.toFixed(0)} MB`, specimen: null });
  const neverReached = Object.fromEntries(
    targets.map(({ name, codes, foreign }) => [
      name,
      codes.filter((code) => !foreign.includes(code) && refusals[name]?.[code] === undefined),
    ]),
  );
  const corpus = [...parents.values()].reduce((sum, kept) => sum + kept.length, 0);
  const seconds = (performance.now() - started) / 1_000;
  const { seed } = options;
  return {
    seed,
    messages,
    accepted,
    seconds,
    goodMs,
    slowestMs,
    refusals,
    neverReached,
    places: places.size,
    corpus,
    heapGrowthMb,
    findings,
  };
}

/** Judges one message: what came of it, the CPU it took, and what was thrown. */
export async function judged(
  target: Target,
  specimen: Specimen,
): Promise<{ readonly outcome: Outcome | null; readonly ms: number; readonly crash: string | null }> {
  const before = process.threadCpuUsage();
  try {
    const outcome = await target.judge(specimen);
    return { outcome, ms: cpuMsSince(before), crash: null };
  } catch (error) {
    return { outcome: null, ms: cpuMsSince(before), crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Why an accepted message should not have been; null where it is as it should be. */
export function faultOf({ truth }: Specimen, outcome: Extract<Outcome, { kind: 'accepted' }>): string | null {
  if (truth !== null && truth !== outcome.said) return `read ${outcome.said}, signed was ${truth}`;
  return outcome.plain === null || outcome.plain === outcome.said ? null : `read ${outcome.said}, there stands ${outcome.plain}`;
}

/** CPU of one good message; taken over many, because the clock of a thread is coarse. */
async function costOfGood(target: Target, random: Seeded): Promise<number> {
  const specimens = Array.from({ length: goodMessages }, () => target.good(random));
  // The first round warms up.
  await judgeAll(target, specimens);
  const before = process.threadCpuUsage();
  await judgeAll(target, specimens);
  return cpuMsSince(before) / goodMessages;
}

async function judgeAll(target: Target, specimens: readonly Specimen[]): Promise<void> {
  for (const specimen of specimens) {
    const outcome = await target.judge(specimen);
    if (outcome.kind !== 'accepted') throw new Error(`${target.name} refuses a good message: ${JSON.stringify(outcome)}\n${specimen.text}`);
  }
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** The heap in use after a full collection, in MB. */
function heapMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
