/** Everything that was sent to anybody, newest first, in memory. */
import { randomUUID } from 'node:crypto';

export type MessageKind = 'sms' | 'mail' | 'push';

export interface SentMessage {
  readonly id: string;
  readonly at: number;
  readonly kind: MessageKind;
  readonly to: string;
  /** Null for what has none. */
  readonly subject: string | null;
  readonly text: string;
  /** The code in it, as it is to be typed; null where there is none. */
  readonly code: string | null;
}

export interface Outbox {
  add(kind: MessageKind, message: { readonly to: string; readonly subject: string | null; readonly text: string }): void;
  /** Newest first. */
  list(): readonly SentMessage[];
  clear(): void;
}

const mostKept = 200;

export function createOutbox(now: () => number): Outbox {
  let kept: readonly SentMessage[] = [];
  return {
    add(kind, message) {
      kept = [{ id: randomUUID(), at: now(), kind, ...message, code: codeIn(message.text) }, ...kept].slice(0, mostKept);
    },
    list: () => kept,
    clear() {
      kept = [];
    },
  };
}

/** A code that is bound to a host by the last line, or that a sentence announces: digits, or letters and digits in groups of four. */
export function codeIn(text: string): string | null {
  const bound = /(?:^|\n)@\S+ #(\S+)\s*$/.exec(text)?.[1];
  const announced = /\bcode is:?\s+([A-Z0-9]{4,10}(?:-[A-Z0-9]{4})*)/.exec(text)?.[1];
  return bound ?? announced ?? /\b(\d{6,8})\b/.exec(text)?.[1] ?? null;
}
