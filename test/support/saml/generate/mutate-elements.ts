import type { Seeded } from '../../seeded.ts';
import { localName, type MarkupElement, type MarkupNode, type Place, placesIn } from './markup.ts';
import type { Mutation } from './mutate.ts';

const strangeNames = [
  'Extensions',
  'Advice',
  'Object',
  'Evidence',
  'Assertion',
  'Response',
  'Signature',
  'NameID',
  'EncryptedAssertion',
  'EncryptedID',
  'x',
];

/** Changes of where elements stand and what they are called. */
export const elementMutations = {
  'element moved': (root, random) => {
    const place = somePlace(root, random);
    if (place === null) return false;
    const parent = someElement(root, random);
    if (holds(place.element, parent)) return false;
    place.parent.children.splice(place.index, 1);
    insert(parent, place.element, random);
    return true;
  },
  'element copied': (root, random) => {
    const place = somePlace(root, random);
    if (place === null) return false;
    const copy = structuredClone(place.element);
    insert(random.chance(0.5) ? place.parent : someElement(root, random), copy, random);
    return true;
  },
  'element copied with new ids': (root, random) => {
    const place = somePlace(root, random);
    if (place === null) return false;
    const copy = structuredClone(place.element);
    renewIds(copy, random);
    insert(random.chance(0.5) ? place.parent : someElement(root, random), copy, random);
    return true;
  },
  'element wrapped': (root, random) => {
    const place = somePlace(root, random);
    if (place === null) return false;
    const prefix = place.element.name.includes(':') ? place.element.name.split(':')[0] : '';
    const name = random.pick(strangeNames);
    const wrapper: MarkupElement = {
      kind: 'element',
      name: prefix ? `${prefix}:${name}` : name,
      attributes: [],
      children: [place.element],
    };
    place.parent.children[place.index] = wrapper;
    return true;
  },
  'element unwrapped': (root, random) => {
    const place = somePlace(root, random);
    if (place === null) return false;
    place.parent.children.splice(place.index, 1, ...place.element.children);
    return true;
  },
  'element dropped': (root, random) => {
    const place = somePlace(root, random);
    if (place === null) return false;
    place.parent.children.splice(place.index, 1);
    return true;
  },
  'element emptied': (root, random) => {
    const place = somePlace(root, random);
    if (place === null || place.element.children.length === 0) return false;
    place.element.children = [];
    return true;
  },
  'children in another order': (root, random) => {
    const element = someElement(root, random);
    if (element.children.length < 2) return false;
    element.children = random.shuffled(element.children);
    return true;
  },
  'elements swapped': (root, random) => {
    const [one, other] = [somePlace(root, random), somePlace(root, random)];
    if (one === null || other === null || holds(one.element, other.element) || holds(other.element, one.element)) return false;
    one.parent.children[one.index] = other.element;
    other.parent.children[other.index] = one.element;
    return true;
  },
  'element renamed': (root, random) => {
    const element = someElement(root, random);
    const others = placesIn(root).map((place) => localName(place.element.name));
    const name = random.chance(0.2) ? localName(element.name).toLowerCase() : random.pick([...others, ...strangeNames]);
    element.name = element.name.includes(':') ? `${element.name.split(':')[0]}:${name}` : name;
    return true;
  },
  'element with another prefix': (root, random) => {
    const element = someElement(root, random);
    const other = someElement(root, random).name;
    const prefix = other.includes(':') ? other.split(':')[0] : '';
    const before = element.name;
    element.name = prefix ? `${prefix}:${localName(before)}` : localName(before);
    return element.name !== before;
  },
} satisfies Readonly<Record<string, Mutation>>;

/** Some element below the top; null in a document without any. */
function somePlace(root: MarkupElement, random: Seeded): Place | null {
  const places = placesIn(root);
  return places.length === 0 ? null : random.pick(places);
}

/** Some element, the top itself in an empty document. */
export function someElement(root: MarkupElement, random: Seeded): MarkupElement {
  return somePlace(root, random)?.element ?? root;
}

/** Puts a node among the children of an element. */
export function insert(parent: MarkupElement, node: MarkupNode, random: Seeded): void {
  parent.children.splice(random.below(parent.children.length + 1), 0, node);
}

/** Gives every id of a subtree another value, and the references inside it with it. */
export function renewIds(element: MarkupElement, random: Seeded): void {
  const suffix = `_${random.below(1_000)}`;
  for (const each of [element, ...placesIn(element).map((place) => place.element)]) {
    for (const attribute of each.attributes) if (['ID', 'Id', 'URI'].includes(attribute.name)) attribute.value += suffix;
  }
}

function holds(element: MarkupElement, other: MarkupElement): boolean {
  return element === other || placesIn(element).some((place) => place.element === other);
}
