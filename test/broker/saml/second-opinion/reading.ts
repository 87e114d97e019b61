export type Library = 'samlify' | 'node-saml';

/** Said by a message: one value, none, or a list. */
export type Said = string | null | readonly string[];

/** What a reader takes from a message, by name of the field; attributes stand as `attribute NAME`. A reader names what it reads. */
export type Facts = ReadonlyMap<string, Said>;

/** Our verdict: what it read, or the code of its refusal. */
export type OurReading =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly code: string; readonly because: string };

/** A library's: what it read, or what it threw. */
export type Reading = { readonly ok: true; readonly facts: Facts } | { readonly ok: false; readonly why: string };

/** What all kinds of messages have in common here. */
export interface Message {
  readonly seed: number;
  /** How it came about. */
  readonly kind: 'honest' | 'odd provider' | 'attacked' | 'damaged';
  /** For people who look for the reason of a disagreement. */
  readonly shown: string;
  /** What was signed; null where the signer itself is odd, and only the readers can say. */
  readonly truth: Facts | null;
}

/** One point in which our verdict and a library's differ. */
export type Disagreement = { readonly library: Library; readonly message: Message } & (
  | { readonly kind: 'we refuse'; readonly code: string; readonly because: string }
  | { readonly kind: 'we accept'; readonly why: string }
  | { readonly kind: 'we read'; readonly field: string; readonly ours: Said | undefined; readonly theirs: Said | undefined }
);

/** All readers on one message. */
export interface Judgement {
  readonly message: Message;
  readonly ours: OurReading;
  readonly accepting: readonly Library[];
  readonly disagreements: readonly Disagreement[];
  /** We accepted and read something else than the signer signed. It never is; no table explains it. */
  readonly isForged: boolean;
}

/** Puts the verdicts on one message side by side. */
export function compare(message: Message, ours: OurReading, readings: ReadonlyMap<Library, Reading>): Judgement {
  return {
    message,
    ours,
    accepting: [...readings].filter(([, reading]) => reading.ok).map(([library]) => library),
    disagreements: [...readings].flatMap(([library, reading]) => disagreementsOf(message, ours, library, reading)),
    isForged: ours.ok && message.truth !== null && [...message.truth].some(([field, said]) => !isSame(ours.facts.get(field), said)),
  };
}

function disagreementsOf(message: Message, ours: OurReading, library: Library, reading: Reading): readonly Disagreement[] {
  if (!ours.ok) return reading.ok ? [{ kind: 'we refuse', library, message, code: ours.code, because: ours.because }] : [];
  if (!reading.ok) return [{ kind: 'we accept', library, message, why: reading.why }];
  const { facts } = reading;
  const fields = new Set([...facts.keys(), ...[...ours.facts.keys()].filter((field) => field.startsWith('attribute '))]);
  return [...fields]
    .filter((field) => !isSame(ours.facts.get(field), facts.get(field)))
    .map((field) => ({ kind: 'we read', library, message, field, ours: ours.facts.get(field), theirs: facts.get(field) }));
}

/** By value: lists that came from another thread are lists of another realm. */
function isSame(one: Said | undefined, other: Said | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Runs a library's reader; whatever it throws is a refusal. */
export async function reading(read: () => Promise<Facts>): Promise<Reading> {
  try {
    return { ok: true, facts: await read() };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Text as a library hands it over; what is no text is marked, so that it equals nothing. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? null : `not text: ${JSON.stringify(value)}`;
}
