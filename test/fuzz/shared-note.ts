/**
 * A note that one thread writes and another can read at any moment, also while the writer hangs: the message that is being
 * judged, and how many were.
 */
const headerBytes = 8;
const noteBytes = 4 * 1024 * 1024;

export function createNote(): SharedArrayBuffer {
  return new SharedArrayBuffer(headerBytes + noteBytes);
}

/** Writes what is under way. What does not fit is cut. */
export function writeNote(note: SharedArrayBuffer, count: number, text: string): void {
  const header = new Int32Array(note, 0, 2);
  const { written } = new TextEncoder().encodeInto(text, new Uint8Array(note, headerBytes));
  Atomics.store(header, 1, written);
  Atomics.store(header, 0, count);
}

export function countIn(note: SharedArrayBuffer): number {
  return Atomics.load(new Int32Array(note, 0, 2), 0);
}

export function textIn(note: SharedArrayBuffer): string {
  const length = Atomics.load(new Int32Array(note, 0, 2), 1);
  return new TextDecoder().decode(new Uint8Array(note, headerBytes, length).slice());
}
