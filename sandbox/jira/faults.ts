/**
 * Troubles on demand. Each fault applies to calls that match it, a number of times or until cleared.
 * `unavailable`: 503 with Retry-After, nothing happens. `limited`: 429 as a burst limit would. `slow`: answers late.
 * `drop`: the work is done, the answer is lost (the connection closes). `broken`: 200 with a page instead of JSON,
 * as a proxy in between would send.
 */
export type FaultKind = 'unavailable' | 'limited' | 'slow' | 'drop' | 'broken';

export interface Fault {
  kind: FaultKind;
  /** How often; `Infinity` until cleared. */
  times: number;
  /** Site name; every site when absent. */
  site?: string;
  method?: string;
  /** Part of the path, below the site. */
  path?: string;
  delayMs?: number;
  retryAfterSeconds?: number;
}

export interface Faults {
  add(fault: Omit<Fault, 'times'> & { times?: number }): void;
  clear(): void;
  list(): readonly Fault[];
  /** Takes the faults that hit this call, counting them down. */
  take(call: { site: string; method: string; path: string }): Fault[];
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add: (fault) => {
      faults.push({ times: 1, ...fault });
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    take: ({ site, method, path }) => {
      const hit = faults.filter(
        (fault) =>
          (fault.site ?? site) === site && (fault.method ?? method) === method && (fault.path === undefined || path.includes(fault.path)),
      );
      for (const fault of hit) fault.times -= 1;
      faults = faults.filter((fault) => fault.times > 0);
      return hit;
    },
  };
}
