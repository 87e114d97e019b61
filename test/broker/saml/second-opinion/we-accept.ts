import type { Disagreement, Said } from './reading.ts';
import type { Place } from './we-refuse.ts';

type Accepted = Extract<Disagreement, { kind: 'we accept' }>;
type ReadOtherwise = Extract<Disagreement, { kind: 'we read' }>;

/** A reason for which a library refuses what we take, and that it does no harm to take it. */
export interface Looser {
  readonly name: string;
  readonly where: readonly Place[];
  /** Is this one of them? Looks at the message as well as at what the library said. */
  holds(disagreement: Accepted): boolean;
  readonly why: string;
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const signedBy = ({ message }: Accepted, ...names: readonly string[]) => names.some((name) => message.shown.includes(`${more}${name}`));

/** Every reason there is. In all of them what we read is what was signed: the test compares it with the message before signing. */
export const weAccept: readonly Looser[] = [
  {
    name: 'ECDSA, RSA with SHA-384',
    where: ['Response, samlify', 'Response, node-saml'],
    holds: (found) =>
      /is not supported|^Invalid (document )?signature$/.test(found.why) && signedBy(found, 'ecdsa-sha256', 'ecdsa-sha512', 'rsa-sha384'),
    why: 'xml-crypto has no such algorithms. They are as good as the others (RFC 9231), and node:crypto verifies them with a pinned key of the fitting kind.',
  },
  {
    name: 'ECDSA, RSA with SHA-384',
    where: ['query, samlify', 'query, node-saml'],
    holds: (found) =>
      /^ERR_UNSUPPORTED_SIGNATURE_ALGORITHM$|is not supported$/.test(found.why) && signedBy(found, 'ecdsa-sha256', 'rsa-sha384'),
    why: 'samlify has RSA with SHA-1, SHA-256 and SHA-512 only, node-saml no ECDSA. We verify with the pinned key of the fitting kind.',
  },
  {
    name: 'a certificate in the message that is not the pinned one',
    where: ['Response, samlify'],
    holds: ({ why }) => why === 'ERROR_UNMATCH_CERTIFICATE_DECLARATION_IN_METADATA',
    why: 'samlify compares the certificate in `KeyInfo` with the pinned one. We do not read `KeyInfo`: the signature has to be good for a pinned key, whatever certificate is named beside it, and a certificate renewed for the same key does no harm.',
  },
  {
    name: 'a carriage return by reference',
    where: ['Response, samlify'],
    holds: ({ why, message }) => why === 'FAILED_TO_VERIFY_SIGNATURE' && /&#(13|xD);/i.test(message.shown),
    why: 'samlify writes the parsed message anew before it verifies, and a carriage return that was written as a reference is lost. The signature covers it; we read the message as it came.',
  },
  {
    name: 'characters that XML 1.1 takes for line ends',
    where: ['Response, samlify', 'Response, node-saml'],
    holds: ({ why, message }) =>
      /^(FAILED_TO_VERIFY_SIGNATURE|Invalid (document )?signature)$/.test(why) && /[\u0085\u2028]/.test(message.shown),
    why: 'The parser of both turns U+0085 and U+2028 into line feeds, so that they verify something else than was signed. Messages are XML 1.0; what we read is what was signed.',
  },
  {
    name: 'a prefix list in the second of two signatures',
    where: ['Response, node-saml'],
    holds: ({ why, message }) =>
      why === 'Invalid signature' && (message.shown.match(/SignedInfo>/g) ?? []).length === 4 && message.shown.includes('PrefixList='),
    why: 'For the namespaces around a `SignedInfo` xml-crypto looks at the first one of the message, also when it verifies the second, so that prefixes that only the assertion declares are lost. With the signature of the Response taken out it verifies the one of the assertion.',
  },
  {
    name: 'an empty audience beside ours',
    where: ['Response, node-saml'],
    holds: ({ why, message }) => why === 'SAML assertion AudienceRestriction has no Audience value' && message.truth === null,
    why: 'node-saml wants the first audience of a list to have text. We look for ours in the whole list, as the standard has it (Core 2.5.1.4).',
  },
  {
    name: 'a logout that failed',
    where: ['query, samlify', 'query, node-saml'],
    holds: ({ why, message }) => /^(ERR_FAILED_STATUS|Bad status code)/.test(why) && message.shown.startsWith('LogoutResponse'),
    why: 'Both throw at an answer whose status is not Success. We verify the answer and hand its status on: who ends a session here ends it in any case.',
  },
  {
    name: 'a parameter whose name contains that of another',
    where: ['query, node-saml'],
    holds: ({ why, message }) => why === 'Invalid query signature' && /[?&\n][^=&]+(SAML|Relay|SigAlg)[^=&]*=/.test(message.shown),
    why: 'node-saml finds the parameters of a query by a pattern that fits anywhere in a pair, takes the wrong one and finds no good signature. We compare names.',
  },
];

/** A difference in what is read that does no harm, because it lies in how a library hands values over. */
export interface ReadDifference {
  readonly name: string;
  readonly where: readonly Place[];
  holds(disagreement: ReadOtherwise): boolean;
  readonly why: string;
}

const listOf = (said: Said | undefined): readonly string[] =>
  said === undefined || said === null ? [] : typeof said === 'string' ? [said] : said;
const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((value, index) => value === other[index]);
/** xml2js drops text that is white space only. */
const unlessBlank = (values: readonly string[]) => values.map((value) => (value.trim() === '' ? '' : value));
const isAttribute = ({ field }: ReadOtherwise) => field.startsWith('attribute ');

/** Every difference there is. Issuer, request and session never differ in more than blanks; a name never but for line ends. */
export const weRead: readonly ReadDifference[] = [
  {
    name: 'empty values',
    where: ['Response, samlify', 'query, samlify'],
    holds: (found) =>
      (isAttribute(found) || found.field === 'sessions') &&
      same(
        listOf(found.ours).filter((value) => value !== ''),
        listOf(found.theirs),
      ),
    why: 'samlify collects text nodes, and an empty attribute value or session index has none, so it falls out of the list.',
  },
  {
    name: 'blank attribute values, attributes without values',
    where: ['Response, node-saml'],
    holds: (found) => isAttribute(found) && same(unlessBlank(listOf(found.ours)), unlessBlank(listOf(found.theirs))),
    why: 'node-saml drops text that is only white space, and attributes without a value. We keep both as they are; who needs a value asks for one that is not blank.',
  },
  {
    name: 'several elements for one attribute',
    where: ['Response, node-saml'],
    holds: (found) => {
      const [ours, theirs] = [unlessBlank(listOf(found.ours)), unlessBlank(listOf(found.theirs))];
      return isAttribute(found) && theirs.length < ours.length && same(ours.slice(ours.length - theirs.length), theirs);
    },
    why: 'Where several elements bear one name, node-saml keeps the last. We keep all values, and whoever needs a single one refuses several, so that nobody can choose by adding.',
  },
  {
    name: 'blank session index, empty format',
    where: ['Response, node-saml', 'query, node-saml'],
    holds: ({ field, ours, theirs }) =>
      ['first session', 'sessionIndex', 'format'].includes(field) && theirs === null && typeof ours === 'string' && ours.trim() === '',
    why: 'node-saml drops text that is only white space, and empty attributes. A session or a format of that name is none of ours.',
  },
  {
    name: 'an attribute `format`',
    where: ['query, node-saml'],
    holds: ({ field, ours, message }) => field === 'format' && ours === null && message.shown.includes(' format='),
    why: 'The XPath of node-saml finds attributes whatever the case of their letters. Names of XML differ in it; ours is `Format`.',
  },
  {
    name: 'line ends of XML 1.1',
    where: ['query, samlify', 'query, node-saml'],
    holds: ({ ours, theirs }) => JSON.stringify(ours)?.replaceAll(/[\u0085\u2028]/g, '\\n') === JSON.stringify(theirs),
    why: 'The parser of both takes U+0085 and U+2028 for line ends, which is the rule of XML 1.1. Messages are XML 1.0, where they are characters of a name.',
  },
];
