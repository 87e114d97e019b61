/** Draws that are the same for the same seed (mulberry32). */
export interface Draws {
  below(count: number): number;
  chance(share: number): boolean;
  some<Item>(items: readonly Item[], share: number): Item[];
  one<Item>(items: readonly Item[]): Item;
}

export function createDraws(seed: number): Draws {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (count) => Math.floor(next() * count),
    chance: (share) => next() < share,
    some: (items, share) => items.filter(() => next() < share),
    one: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('nothing to draw from');
      return item;
    },
  };
}
