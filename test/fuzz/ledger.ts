import type { Seeded } from '../support/seeded.ts';
import type { Report } from './report.ts';
import type { Outcome, Specimen, Target } from './target.ts';

const maxParents = 600;
/** Messages kept for one place: the second and third way to it may lead elsewhere. */
const parentsOfOnePlace = 3;
/** Big messages are slow to change and rarely lead anywhere. */
const maxParentLength = 30_000;

/** What a run has seen so far, of one target. */
interface Page {
  readonly target: Target;
  /** By code. */
  readonly refusals: Map<string, number>;
  /** By code and part of the message. */
  readonly places: Map<string, number>;
  readonly parents: Specimen[];
  goodMs: number;
  slowestMs: number;
}

/** Counts what came of messages, and keeps those that were refused where none was before. */
export interface Ledger {
  setGood(target: Target, ms: number): void;
  goodMs(target: Target): number;
  /** A message to start from; null half of the time, and when there is none yet. */
  parent(target: Target, random: Seeded): Specimen | null;
  enter(target: Target, specimen: Specimen, outcome: Outcome | null, ms: number): void;
  summary(): Pick<Report, 'accepted' | 'goodMs' | 'slowestMs' | 'refusals' | 'neverReached' | 'places' | 'corpus'>;
}

export function createLedger(targets: readonly Target[]): Ledger {
  const pages = new Map<Target, Page>(
    targets.map((target) => [target, { target, refusals: new Map(), places: new Map(), parents: [], goodMs: 0, slowestMs: 0 }]),
  );
  let accepted = 0;

  function pageOf(target: Target): Page {
    const page = pages.get(target);
    if (page === undefined) throw new TypeError(`no target of this run: ${target.name}`);
    return page;
  }

  function refused(page: Page, specimen: Specimen, { code, because }: Extract<Outcome, { kind: 'refused' }>): void {
    page.refusals.set(code, (page.refusals.get(code) ?? 0) + 1);
    const place = `${code} ${because}`;
    const before = page.places.get(place) ?? 0;
    page.places.set(place, before + 1);
    const isWorth = before < parentsOfOnePlace && page.parents.length < maxParents && specimen.text.length < maxParentLength;
    if (isWorth) page.parents.push(specimen);
  }

  const byName = <Value>(value: (page: Page) => Value) =>
    Object.fromEntries([...pages.values()].map((page) => [page.target.name, value(page)]));
  const sum = (value: (page: Page) => number) => [...pages.values()].reduce((total, page) => total + value(page), 0);

  return {
    setGood(target, ms) {
      pageOf(target).goodMs = ms;
    },
    goodMs: (target) => pageOf(target).goodMs,
    parent(target, random) {
      const { parents } = pageOf(target);
      return parents.length > 0 && random.chance(0.5) ? random.pick(parents) : null;
    },
    enter(target, specimen, outcome, ms) {
      const page = pageOf(target);
      page.slowestMs = Math.max(page.slowestMs, ms);
      if (outcome?.kind === 'accepted') accepted += 1;
      if (outcome?.kind === 'refused') refused(page, specimen, outcome);
    },
    summary: () => ({
      accepted,
      goodMs: byName((page) => page.goodMs),
      slowestMs: byName((page) => page.slowestMs),
      refusals: byName((page) => Object.fromEntries(page.refusals)),
      neverReached: byName(({ target, refusals }) => target.codes.filter((code) => !target.foreign.includes(code) && !refusals.has(code))),
      places: sum((page) => page.places.size),
      corpus: sum((page) => page.parents.length),
    }),
  };
}
