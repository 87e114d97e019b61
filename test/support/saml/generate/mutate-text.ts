import type { Seeded } from '../../seeded.ts';
import { idp, sp } from '../response.ts';
import { type MarkupElement, type MarkupText, placesIn } from './markup.ts';
import type { Mutation } from './mutate.ts';
import { insert, someElement } from './mutate-elements.ts';

const texts = [
  '',
  ' ',
  'mallory',
  'alice',
  'admin@customer.example',
  idp,
  sp,
  'https://evil.example',
  '\n',
  '&#13;',
  '&#x200b;',
  '\u0085',
  '\u2028',
  'a&amp;b',
  'é',
];
const entities = ['&amp;', '&lt;', '&#x41;', '&#65;', '&#0;', '&#xD800;', '&nbsp;', '&xxe;', '&', '&#x110000;'];
const instructions = ['<?x?>', '<?xml version="1.0"?>', '<?xml-stylesheet href="https://evil.example/"?>'];
const doctypes = [
  '<!DOCTYPE samlp:Response>',
  '<!DOCTYPE r [<!ENTITY xxe "mallory">]>',
  '<!DOCTYPE r [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>',
  '<!DOCTYPE r [<!ATTLIST samlp:Response ID ID #IMPLIED>]>',
];

/** Changes of text, and markup that is neither element nor text. */
export const textMutations = {
  'text changed': (root, random) => changeText(root, random, () => random.pick(texts)),
  'text with white space around': (root, random) =>
    changeText(root, random, (text) => random.pick([` ${text}`, `${text}\n`, `\t${text} `, `${text}\u00a0`])),
  'text swapped': (root, random) => {
    const all = textsIn(root);
    if (all.length < 2) return false;
    const [one, other] = [random.pick(all), random.pick(all)];
    [one.markup, other.markup] = [other.markup, one.markup];
    return one.markup !== other.markup;
  },
  'comment in text': (root, random) => changeText(root, random, (text) => cut(text, random, '<!---->', '<!-- x -->', '<!--mallory-->')),
  'CDATA in text': (root, random) =>
    changeText(root, random, (text) => {
      const half = random.below(text.length + 1);
      return random.pick([`<![CDATA[${text}]]>`, `${text.slice(0, half)}<![CDATA[${text.slice(half)}]]>`, `${text}<![CDATA[]]>`]);
    }),
  'instruction in text': (root, random) => changeText(root, random, (text) => cut(text, random, ...instructions)),
  'entity in text': (root, random) => changeText(root, random, (text) => cut(text, random, ...entities)),
  'element in text': (root, random) =>
    changeText(root, random, (text) => cut(text, random, '<b/>', '<b>x</b>', '<saml:NameID/>', '<x xmlns="">mallory</x>')),
  'text among elements': (root, random) => {
    insert(
      someElement(root, random),
      { kind: 'text', markup: random.pick(['x', ' ', '\n', '<!-- x -->', '<?x?>', '<![CDATA[ ]]>', '<![CDATA[x]]>']) },
      random,
    );
    return true;
  },
  'document type': (root, random) => {
    root.children.splice(0, 0, { kind: 'text', markup: random.pick(doctypes) });
    return true;
  },
  'markup around the root': (root, random) => {
    const markup = random.pick([
      ' ',
      '\n',
      '<!-- x -->',
      'x',
      '<x/>',
      '\ufeff',
      '<?xml version="1.1"?>',
      '<?xml version="1.0" encoding="UTF-16"?>',
      '\u0000',
    ]);
    root.children.splice(random.chance(0.5) ? 0 : root.children.length, 0, { kind: 'text', markup });
    return true;
  },
} satisfies Readonly<Record<string, Mutation>>;

function changeText(root: MarkupElement, random: Seeded, change: (text: string) => string): boolean {
  const all = textsIn(root);
  if (all.length === 0) return false;
  const text = random.pick(all);
  text.markup = change(text.markup);
  return true;
}

/** Texts that say something; white space among elements only where there is nothing else. */
function textsIn(root: MarkupElement): MarkupText[] {
  const all = placesIn(root).flatMap(({ element }) => element.children.filter((node) => node.kind === 'text'));
  const saying = all.filter(({ markup }) => markup.trim() !== '');
  return saying.length > 0 ? saying : all;
}

function cut(text: string, random: Seeded, ...scraps: readonly string[]): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(scraps) + text.slice(at);
}
