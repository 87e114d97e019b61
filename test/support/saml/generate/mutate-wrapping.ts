import type { Seeded } from '../../seeded.ts';
import { localName, type MarkupElement, type Place, placesIn } from './markup.ts';
import type { Mutation } from './mutate.ts';
import { insert, renewIds, someElement } from './mutate-elements.ts';

/**
 * Signature wrapping: the signed element is kept somewhere, so that its signature still holds, and one with another name
 * in it stands where the reader looks.
 */
export const wrappingMutations = {
  'signed assertion hidden, a forged one in its place': (root, random) =>
    forge(root, random, 'Assertion', (place, forged) => {
      place.parent.children[place.index] = forged;
      hide(root, forged, place.element, random);
    }),
  'forged assertion before or after the signed one': (root, random) =>
    forge(root, random, 'Assertion', (place, forged) => {
      place.parent.children.splice(place.index + random.below(2), 0, forged);
    }),
  'signed response hidden in a forged one': (root, random) =>
    forge(root, random, 'Response', (place, forged) => {
      place.parent.children[place.index] = forged;
      hide(root, forged, place.element, random);
    }),
  'signature dropped': (root, random) => {
    const signatures = placesIn(root).filter(({ element }) => isSignature(element));
    if (signatures.length === 0) return false;
    const { parent, index } = random.pick(signatures);
    parent.children.splice(index, 1);
    return true;
  },
  'signature moved into a forged assertion': (root, random) =>
    forge(root, random, 'Assertion', (place, forged) => {
      const signature = place.element.children.find(isSignature);
      if (signature?.kind !== 'element') return;
      place.element.children = place.element.children.filter((node) => node !== signature);
      forged.children = [...forged.children.filter((node) => !isSignature(node)), signature];
      place.parent.children[place.index] = forged;
      insert(signature, place.element, random);
    }),
} satisfies Readonly<Record<string, Mutation>>;

/** Copies an element, puts another person into the copy and gives both to `build`. */
function forge(root: MarkupElement, random: Seeded, name: string, build: (place: Place, forged: MarkupElement) => void): boolean {
  const place = placesIn(root).find(({ element }) => localName(element.name) === name);
  if (place === undefined) return false;
  const forged = structuredClone(place.element);
  for (const { element } of placesIn(forged)) {
    if (['NameID', 'AttributeValue'].includes(localName(element.name))) element.children = [{ kind: 'text', markup: 'mallory' }];
  }
  if (random.chance(0.6)) renewIds(forged, random);
  if (random.chance(0.5)) dropSignatures(forged);
  build(place, forged);
  return true;
}

/** Puts the signed element into the forged one: into an element made for it, a signature's Object, or anywhere. */
function hide(root: MarkupElement, forged: MarkupElement, signed: MarkupElement, random: Seeded): void {
  const prefix = forged.name.includes(':') ? `${forged.name.split(':')[0]}:` : '';
  const wrapper: MarkupElement = {
    kind: 'element',
    name: `${prefix}${random.pick(['Extensions', 'Advice', 'Object'])}`,
    attributes: [],
    children: [signed],
  };
  const signature = placesIn(forged).find(({ element }) => isSignature(element))?.element;
  const place = random.below(4);
  if (place === 0) insert(forged, wrapper, random);
  else if (place === 1 && signature !== undefined) insert(signature, wrapper, random);
  else if (place === 2) insert(someElement(forged, random), signed, random);
  else insert(someElement(root, random), signed, random);
}

function dropSignatures(element: MarkupElement): void {
  element.children = element.children.filter((node) => !isSignature(node));
}

function isSignature(node: MarkupElement['children'][number]): boolean {
  return node.kind === 'element' && localName(node.name) === 'Signature';
}
