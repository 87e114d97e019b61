/**
 * Forms being sent right now, by their key. The second click on "Send" gets the answer of the first instead of a page that
 * says it came twice; across brokers and later than that, the used-up key still keeps it from acting twice.
 */
export interface Flights<Result> {
  join(key: string, send: () => Promise<Result>): Promise<Result>;
}

export function createFlights<Result>(): Flights<Result> {
  const flying = new Map<string, Promise<Result>>();
  return {
    join(key, send) {
      const known = flying.get(key);
      if (known !== undefined) return known;
      const flight = send().finally(() => flying.delete(key));
      flying.set(key, flight);
      return flight;
    },
  };
}
