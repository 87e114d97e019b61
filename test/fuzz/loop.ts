/**
 * The loop of the fuzzer: makes a message, has it judged, looks at what came of it, and keeps it as a parent if it was
 * refused at a place where none was before. Runs in a thread of its own.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSeeded, type Seeded } from '../support/seeded.ts';
import { createLedger } from './ledger.ts';
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
/** How many times the CPU of a good message one may take, and what is always allowed: collections of garbage come between. */
const slowFactor = 60;
const alwaysAllowedMs = 60;
const maxHeapGrowthMb = 24;

/** Runs until its time or its messages are over, or there is enough to look at. */
export async function loop(targets: readonly Target[], options: LoopOptions, announce: Announce): Promise<Report> {
  const random = createSeeded(options.seed);
  const ledger = createLedger(targets);
  const findings: Finding[] = [];
  for (const target of targets) ledger.setGood(target, await costOfGood(target, random));

  const started = performance.now();
  const secondsSoFar = () => (performance.now() - started) / 1_000;
  let messages = 0;
  let warmHeap = heapMb();
  while (messages < options.messages && secondsSoFar() < options.seconds && findings.length < options.findings) {
    const target = random.pick(targets);
    const specimen = target.make(random, ledger.parent(target, random));
    messages += 1;
    announce(messages, specimen);
    const judgement = await judged(target, specimen);
    ledger.enter(target, specimen, judgement.outcome, judgement.ms);
    findings.push(...wrongsOf(target, specimen, judgement));
    const slow = await slowness(target, specimen, judgement.ms, ledger.goodMs(target));
    if (slow !== null) findings.push(slow);
    if (messages === warmMessages) warmHeap = heapMb();
  }
  const seconds = secondsSoFar();
  const heapGrowthMb = heapMb() - warmHeap;
  if (heapGrowthMb > maxHeapGrowthMb)
    findings.push({ kind: 'memory', why: `the heap grew by ${heapGrowthMb.toFixed(0)} MB`, specimen: null });
  return { seed: options.seed, messages, seconds, heapGrowthMb, findings, ...ledger.summary() };
}

interface Judgement {
  readonly outcome: Outcome | null;
  /** CPU time of this thread. */
  readonly ms: number;
  /** What was thrown. */
  readonly crash: string | null;
}

/** What must not come of any message. */
function wrongsOf(target: Target, specimen: Specimen, { outcome, crash }: Judgement): readonly Finding[] {
  if (outcome === null) return [{ kind: 'crash', why: crash ?? 'nothing came of it', specimen }];
  if (outcome.kind === 'refused')
    return target.codes.includes(outcome.code) ? [] : [{ kind: 'crash', why: `a code of no list: ${outcome.code}`, specimen }];
  const fault = faultOf(specimen, outcome);
  return fault === null ? [] : [{ kind: 'forged', why: fault, specimen }];
}

/** A message that takes far longer than a good one, three times over: a collection of garbage may come between once. */
async function slowness(target: Target, specimen: Specimen, ms: number, goodMs: number): Promise<Finding | null> {
  const allowed = Math.max(alwaysAllowedMs, slowFactor * goodMs);
  if (ms <= allowed) return null;
  const least = Math.min(ms, (await judged(target, specimen)).ms, (await judged(target, specimen)).ms);
  if (least <= allowed) return null;
  return { kind: 'slow', why: `${least.toFixed(0)} ms of CPU, ${allowed.toFixed(0)} are allowed`, specimen };
}

/** Judges one message: what came of it, the CPU it took, and what was thrown. */
export async function judged(target: Target, specimen: Specimen): Promise<Judgement> {
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
