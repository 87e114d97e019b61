import type { Seeded } from '../../seeded.ts';
import { acs, at, idp, requestId, sp } from '../response.ts';
import { anAttribute, type MarkupAttribute, type MarkupElement, placesIn } from './markup.ts';
import type { Mutation } from './mutate.ts';
import { someElement } from './mutate-elements.ts';

const algorithms = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/TR/1999/REC-xslt-19991116',
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  '',
  '__proto__',
];
const shifts = [-90_000, -3_600, -361, -301, -61, -59, -30, 0, 30, 59, 61, 120, 299, 301, 361, 3_600, 90_000];
const strangeTimes = [
  '',
  'now',
  '0',
  '2026-02-30T12:00:00Z',
  '2026-11-21',
  '2026-11-21T12:00:00',
  '2026-11-21T12:00:00+00:00',
  '+099999-01-01T00:00:00Z',
];
const strangeValues = [
  '',
  ' ',
  'mallory',
  idp,
  sp,
  acs,
  `${acs}/`,
  requestId,
  '_assertion1',
  '#_assertion1',
  '_response1',
  '#_response1',
  '#',
  '1.1',
  '2.0',
];
const moreValues = [
  'https://evil.example/',
  'urn:oasis:names:tc:SAML:2.0:status:Requester',
  'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
  'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  '&#10;',
  '&quot;&apos;',
  '__proto__',
  'constructor',
  'email',
];
const newAttributes: readonly (readonly [string, readonly string[]])[] = [
  ['ID', ['_assertion1', '_response1', '_other']],
  ['Id', ['_assertion1', '_other']],
  ['id', ['_assertion1']],
  ['xml:id', ['_assertion1']],
  ['xml:lang', ['en']],
  ['xml:base', ['https://evil.example/']],
  ['xmlns', ['', 'urn:oasis:names:tc:SAML:2.0:assertion', 'urn:x', 'http://www.w3.org/2000/09/xmldsig#']],
  ['xmlns:saml', ['urn:oasis:names:tc:SAML:2.0:assertion', 'urn:x']],
  ['xmlns:ds', ['http://www.w3.org/2000/09/xmldsig#', 'urn:x']],
  ['xmlns:unused', ['urn:unused']],
  ['xmlns:xsi', ['http://www.w3.org/2001/XMLSchema-instance']],
  ['xsi:nil', ['true']],
  ['NotBefore', [at(-60), at(60), at(600)]],
  ['NotOnOrAfter', [at(300), at(-300), at(0)]],
  ['InResponseTo', [requestId, '_other', '']],
  ['Format', ['urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName', '']],
  ['Recipient', [acs, 'https://evil.example/']],
  ['Destination', [acs, 'https://evil.example/']],
  ['SessionNotOnOrAfter', [at(-3_600), at(3_600)]],
  ['Name', ['email', 'Role']],
  ['PrefixList', ['#default', 'saml ds', '']],
  ['AssertionConsumerServiceIndex', ['0']],
  ['ProtocolBinding', ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST']],
  ['Version', ['1.1', '2.0']],
  ['unknown', ['1']],
];

/** Changes of attributes: what they say, which there are, algorithms, times and ids among them. */
export const attributeMutations = {
  'attribute changed': (root, random) =>
    change(
      root,
      random,
      () => true,
      (attribute, others) => {
        attribute.value = random.pick(random.chance(0.4) ? others.map(({ value }) => value) : [...strangeValues, ...moreValues]);
      },
    ),
  'attribute dropped': (root, random) => {
    const element = someElement(root, random);
    if (element.attributes.length === 0) return false;
    element.attributes.splice(random.below(element.attributes.length), 1);
    return true;
  },
  'attribute added': (root, random) => {
    const [name, values] = random.pick(newAttributes);
    const element = someElement(root, random);
    if (element.attributes.some((attribute) => attribute.name === name) && random.chance(0.8)) return false;
    element.attributes.splice(random.below(element.attributes.length + 1), 0, anAttribute(name, random.pick(values)));
    return true;
  },
  'attribute repeated': (root, random) => {
    const element = someElement(root, random);
    if (element.attributes.length === 0) return false;
    const attribute = random.pick(element.attributes);
    const name = random.chance(0.5) ? attribute.name : `saml:${attribute.name}`;
    element.attributes.push(anAttribute(name, random.chance(0.5) ? attribute.value : random.pick(strangeValues)));
    return true;
  },
  'attribute renamed': (root, random) =>
    change(
      root,
      random,
      () => true,
      (attribute, others) => {
        const name = random.pick(others).name;
        attribute.name = random.chance(0.5)
          ? name
          : random.pick([attribute.name.toLowerCase(), `x${attribute.name}`, `saml:${attribute.name}`]);
      },
    ),
  'attributes in another order': (root, random) => {
    const element = someElement(root, random);
    if (element.attributes.length < 2) return false;
    element.attributes = random.shuffled(element.attributes);
    return true;
  },
  'algorithm changed': (root, random) =>
    change(
      root,
      random,
      ({ name }) => name === 'Algorithm',
      (attribute) => {
        attribute.value = random.pick(algorithms);
      },
    ),
  'time changed': (root, random) =>
    change(
      root,
      random,
      ({ value }) => /^\d{4}-\d\d-\d\dT/.test(value),
      (attribute) => {
        attribute.value = random.chance(0.8) ? at(random.pick(shifts)) : random.pick(strangeTimes);
      },
    ),
  'ids swapped': (root, random) => {
    const ids = allAttributes(root).filter(({ name }) => ['ID', 'Id', 'URI', 'InResponseTo'].includes(name));
    if (ids.length < 2) return false;
    const [one, other] = [random.pick(ids), random.pick(ids)];
    [one.value, other.value] = [other.value, one.value];
    return one !== other;
  },
} satisfies Readonly<Record<string, Mutation>>;

function change(
  root: MarkupElement,
  random: Seeded,
  isWanted: (attribute: MarkupAttribute) => boolean,
  apply: (attribute: MarkupAttribute, all: readonly MarkupAttribute[]) => void,
): boolean {
  const all = allAttributes(root);
  const wanted = all.filter(isWanted);
  if (wanted.length === 0) return false;
  apply(random.pick(wanted), all);
  return true;
}

function allAttributes(root: MarkupElement): MarkupAttribute[] {
  return placesIn(root).flatMap(({ element }) => element.attributes);
}
