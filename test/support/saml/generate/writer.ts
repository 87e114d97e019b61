import type { Seeded } from '../../seeded.ts';
import { escaped } from './markup.ts';

type Attributes = Readonly<Record<string, string | null>>;
type Content = string | readonly string[];

/** Writes elements in one style: prefixes, white space between elements, quotes. */
export interface Writer {
  /** An element of the protocol. `declares` are declarations to stand in its tag. */
  protocol(name: string, attributes?: Attributes, content?: Content, declares?: string): string;
  /** An element of assertions. */
  assertion(name: string, attributes?: Attributes, content?: Content, declares?: string): string;
  readonly declaresProtocol: string;
  readonly declaresAssertion: string;
  /** Do assertions live in a default namespace? Then it ends where another begins. */
  readonly isBare: boolean;
}

const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol';
const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
/** Prefix of the protocol, prefix of assertions; none means the default namespace. */
const prefixStyles: readonly (readonly [string, string])[] = [
  ['samlp', 'saml'],
  ['saml2p', 'saml2'],
  ['', ''],
  ['samlp', ''],
  ['', 'saml'],
  ['p', 'a'],
  ['ns0', 'ns1'],
];

/** A writer in some style. Content that is a list is a list of elements, content that is a string is text as it stands. */
export function someWriter(random: Seeded): Writer {
  const [protocol, assertion] = random.pick(prefixStyles);
  const gap = random.pick(['', '', '', '\n', '\n  ', ' ']);

  function write(prefix: string, name: string, attributes: Attributes = {}, content: Content = '', declares = ''): string {
    const tag = prefix === '' ? name : `${prefix}:${name}`;
    const quote = random.chance(0.1) ? "'" : '"';
    const written = Object.entries(attributes)
      .map(([key, value]) => (value === null ? '' : ` ${key}=${quote}${escaped(value).replaceAll("'", '&apos;')}${quote}`))
      .join('');
    const inside = typeof content === 'string' ? content : `${gap}${content.filter((part) => part !== '').join(gap)}${gap}`;
    return inside === '' ? `<${tag}${declares}${written}/>` : `<${tag}${declares}${written}>${inside}</${tag}>`;
  }

  return {
    protocol: (...given) => write(protocol, ...given),
    assertion: (...given) => write(assertion, ...given),
    declaresProtocol: declaration(protocol, samlp),
    declaresAssertion: declaration(assertion, saml),
    isBare: assertion === '',
  };
}

function declaration(prefix: string, uri: string): string {
  return prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`;
}
