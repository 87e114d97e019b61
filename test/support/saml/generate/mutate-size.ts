import type { Seeded } from '../../seeded.ts';
import { anAttribute, type MarkupElement, placesIn, readMarkup, writeMarkup } from './markup.ts';

/** Makes a message big in one way, to see whether the time it takes stays in proportion. */
export function blowUp(xml: string, random: Seeded): string {
  const root = readMarkup(xml);
  const places = root === null ? [] : placesIn(root);
  if (root === null || places.length === 0) return xml;
  const { element, parent, index } = random.pick(places);
  const times = random.pick([10, 100, 1_000, 5_000]);
  switch (random.below(9)) {
    case 0:
      parent.children.splice(index, 0, ...Array.from({ length: Math.min(times, 500) }, () => structuredClone(element)));
      break;
    case 1:
      parent.children[index] = nested(element, Math.min(times, 1_000));
      break;
    case 2:
      element.attributes.push(...Array.from({ length: times }, (_, count) => anAttribute(`a${count}`, 'x')));
      break;
    case 3:
      element.attributes.push(...Array.from({ length: times }, (_, count) => anAttribute(`xmlns:n${count}`, `urn:${count}`)));
      break;
    case 4:
      element.children.push({ kind: 'text', markup: random.pick(['x', ' ', '&amp;', '\r', '\u{1f600}']).repeat(times * 60) });
      break;
    case 5:
      element.children.push({ kind: 'text', markup: Array.from({ length: times }, (_, count) => `<e${count}/>`).join('') });
      break;
    case 6:
      element.attributes.push(anAttribute('PrefixList', Array.from({ length: times }, (_, count) => `p${count}`).join(' ')));
      break;
    case 7:
      element.children.push({ kind: 'text', markup: '<'.repeat(times) });
      break;
    default:
      for (const attribute of element.attributes) attribute.value += random.pick(['x', '&#x9;', ' ']).repeat(times);
  }
  return writeMarkup(root);
}

function nested(element: MarkupElement, depth: number): MarkupElement {
  let inner = element;
  for (let count = 0; count < depth; count += 1) inner = { kind: 'element', name: element.name, attributes: [], children: [inner] };
  return inner;
}
