/** Stops the clock of this thread at a moment, for libraries that ask the machine what time it is. Timers go on. */
export function freezeDate(now: number): void {
  globalThis.Date = class extends Date {
    constructor(...given: readonly []) {
      super(...(given.length === 0 ? ([now] as unknown as readonly []) : given));
    }
    static override now(): number {
      return now;
    }
  } as typeof Date;
}
