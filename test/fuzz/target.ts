import type { Seeded } from '../support/seeded.ts';

/** One message as it is tried, kept and replayed. All of it is text, so that it can be written to a file. */
export interface Specimen {
  readonly target: string;
  /** The message, before it is wrapped for its way. */
  readonly text: string;
  /** What it is delivered as, where that is not what it should be. */
  readonly delivered?: string;
  /** What its reader is told to expect, where that is not always the same. */
  readonly expected?: string;
  /** What the signer said, as text; null where nobody knows. */
  readonly truth: string | null;
  /** How it came about. */
  readonly made: string;
}

export type Outcome =
  | { readonly kind: 'refused'; readonly code: string; readonly because: string }
  /** `said` is what was read, in the form of `truth`; `plain` what a plain reader reads, null where there is none. */
  | { readonly kind: 'accepted'; readonly said: string; readonly plain: string | null };

/** Something that reads what strangers send. */
export interface Target {
  readonly name: string;
  /** The closed list that its refusals come from. */
  readonly codes: readonly string[];
  /** Those of the list that this reader can never give: they belong to others. */
  readonly foreign: readonly string[];
  /** A message as it should be. */
  good(random: Seeded): Specimen;
  /** A message to try: a changed `parent`, or one of its own making. */
  make(random: Seeded, parent: Specimen | null): Specimen;
  judge(specimen: Specimen): Outcome | Promise<Outcome>;
}
