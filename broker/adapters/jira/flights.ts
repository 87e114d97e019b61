/** Equal reads that are under way share one call. */
export interface Flights {
  share<Result>(scope: string, key: string, start: () => Promise<Result>): Promise<Result>;
  /** Something was written: whoever reads from now on must not get an answer that was asked for before. */
  forget(scope: string): void;
}

export function createFlights(): Flights {
  const scopes = new Map<string, Map<string, Promise<unknown>>>();
  return {
    share<Result>(scope: string, key: string, start: () => Promise<Result>): Promise<Result> {
      const flights = scopes.get(scope) ?? new Map<string, Promise<unknown>>();
      scopes.set(scope, flights);
      const known = flights.get(key);
      if (known) return known as Promise<Result>;
      const flight = start().finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
        if (flights.size === 0 && scopes.get(scope) === flights) scopes.delete(scope);
      });
      flights.set(key, flight);
      return flight;
    },
    forget(scope) {
      scopes.delete(scope);
    },
  };
}
