import type { Seeded } from '../../seeded.ts';
import { type MarkupElement, readMarkup, writeMarkup } from './markup.ts';
import { attributeMutations } from './mutate-attributes.ts';
import { elementMutations } from './mutate-elements.ts';
import { meaningMutations } from './mutate-meaning.ts';
import { textMutations } from './mutate-text.ts';
import { wrappingMutations } from './mutate-wrapping.ts';

/** One change to a message. Returns false where it finds nothing to change. */
export type Mutation = (root: MarkupElement, random: Seeded) => boolean;

/** A message after some changes, and their names. */
export interface Mutated {
  readonly xml: string;
  readonly applied: readonly string[];
}

/** Every change of structure, by name. */
const mutations: Readonly<Record<string, Mutation>> = {
  ...elementMutations,
  ...attributeMutations,
  ...textMutations,
  ...wrappingMutations,
  ...meaningMutations,
};

const names = Object.keys(mutations);

/** Changes the structure of a message `times` times; text that is no markup any more stays as it is. */
export function mutate(xml: string, random: Seeded, times: number): Mutated {
  const root = readMarkup(xml);
  if (root === null) return { xml, applied: [] };
  const applied: string[] = [];
  for (let count = 0; count < times; count += 1) {
    const name = random.pick(names);
    if (mutations[name]?.(root, random)) applied.push(name);
  }
  return { xml: writeMarkup(root), applied };
}
