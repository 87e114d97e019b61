import type { Seeded } from '../../seeded.ts';
import { at } from '../response.ts';
import { anAttribute, localName, type MarkupElement, placesIn } from './markup.ts';
import type { Mutation } from './mutate.ts';

const evil = 'https://evil.example/';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const status = 'urn:oasis:names:tc:SAML:2.0:status:';

/** Where a message says something that its reader has to look at, and what it should not say there. */
const wrongs: readonly (readonly [element: string, attribute: string | null, values: readonly string[]])[] = [
  ['Response', 'Version', ['1.1']],
  ['Response', 'IssueInstant', [at(3_600)]],
  ['Response', 'Destination', [evil]],
  ['Response', 'InResponseTo', ['_other', '']],
  ['StatusCode', 'Value', [`${status}Responder`, `${status}VersionMismatch`, 'urn:x']],
  ['Issuer', null, [evil]],
  ['Issuer', 'Format', [persistent]],
  ['Assertion', 'Version', ['1.1']],
  ['Assertion', 'IssueInstant', [at(3_600)]],
  ['NameID', null, ['', ' ', 'a\u0085b', 'a\u2028b']],
  ['SubjectConfirmation', 'Method', ['urn:oasis:names:tc:SAML:2.0:cm:holder-of-key']],
  ['SubjectConfirmationData', 'Recipient', [evil]],
  ['SubjectConfirmationData', 'InResponseTo', ['_other']],
  ['SubjectConfirmationData', 'NotBefore', [at(-60), at(600)]],
  ['SubjectConfirmationData', 'NotOnOrAfter', [at(-3_600)]],
  ['Conditions', 'NotBefore', [at(120), at(600)]],
  ['Conditions', 'NotOnOrAfter', [at(-30), at(-3_600), at(1_000_000)]],
  ['Audience', null, [evil]],
  ['AuthnStatement', 'AuthnInstant', [at(3_600)]],
  ['AuthnStatement', 'SessionNotOnOrAfter', [at(-3_600)]],
  ['AttributeValue', null, ['&#13;', 'two&#13;&#10;lines']],
  ['AuthnRequest', 'Destination', [evil]],
  ['AuthnRequest', 'IssueInstant', [at(-3_600), at(3_600)]],
  ['AuthnRequest', 'AssertionConsumerServiceIndex', ['0']],
  ['AuthnRequest', 'ProtocolBinding', ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact']],
  ['LogoutRequest', 'Destination', [evil]],
  ['LogoutRequest', 'IssueInstant', [at(-3_600), at(3_600)]],
  ['LogoutRequest', 'NotOnOrAfter', [at(-3_600)]],
  ['LogoutResponse', 'InResponseTo', ['_other']],
  ['LogoutResponse', 'Destination', [evil]],
  ['LogoutResponse', 'IssueInstant', [at(-3_600), at(3_600)]],
];

/** Changes of what a message says, each of which some check is for. */
export const meaningMutations = {
  // Four names, so that it is chosen four times as often as others: there is four times as much to say wrong.
  'something wrong said (1)': sayWrong,
  'something wrong said (2)': sayWrong,
  'something wrong said (3)': sayWrong,
  'something wrong said (4)': sayWrong,
  'namespace changed': (root, random) => {
    const attributes = placesIn(root).flatMap(({ element }) => element.attributes.filter(({ name }) => name.startsWith('xmlns')));
    if (attributes.length === 0) return false;
    random.pick(attributes).value = random.pick(['urn:x', 'urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:2.0:assertion']);
    return true;
  },
} satisfies Readonly<Record<string, Mutation>>;

function sayWrong(root: MarkupElement, random: Seeded): boolean {
  const elements = placesIn(root).map(({ element }) => element);
  const possible = wrongs.filter(([name]) => elements.some((element) => localName(element.name) === name));
  if (possible.length === 0) return false;
  const [name, attribute, values] = random.pick(possible);
  const element = random.pick(elements.filter((each) => localName(each.name) === name));
  const value = random.pick(values);
  if (attribute === null) element.children = [{ kind: 'text', markup: value }];
  else element.attributes = [...element.attributes.filter((each) => each.name !== attribute), anAttribute(attribute, value)];
  return true;
}
