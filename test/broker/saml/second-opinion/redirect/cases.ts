import { constants, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import {
  type HonestRedirectMessage,
  honestRedirectMessage,
  type RedirectMessageName,
} from '../../../../support/saml/generate/honest-redirect.ts';
import { mutate } from '../../../../support/saml/generate/mutate.ts';
import { mutateText } from '../../../../support/saml/generate/mutate-bytes.ts';
import { createSeeded, type Seeded } from '../../../../support/seeded.ts';
import { ec, rsa } from '../keys.ts';
import type { Message } from '../reading.ts';
import { factsOf } from './readers.ts';

/** One query, given to all readers. */
interface RedirectCase extends Message {
  readonly name: RedirectMessageName;
  readonly query: string;
}

const kinds = ['honest', 'odd provider', 'attacked', 'damaged'] as const;
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const algorithms: Readonly<Record<string, string>> = {
  [`${more}rsa-sha256`]: 'sha256',
  [`${more}rsa-sha512`]: 'sha512',
  [`${more}rsa-sha384`]: 'sha384',
  [`${more}ecdsa-sha256`]: 'sha256',
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': 'sha1',
};

/** The case of a seed. */
export function redirectCase(seed: number): RedirectCase {
  const random = createSeeded(seed);
  const kind = kinds[[0, 0, 0, 1, 1, 1, 2, 2, 2, 3][random.below(10)] ?? 0] ?? 'honest';
  const message = honestRedirectMessage(random);
  const changed = kind === 'odd provider' ? mutate(message.xml, random, random.pick([1, 1, 2])) : { xml: message.xml, applied: [] };
  const algorithm = random.chance(0.9) ? `${more}rsa-sha${random.pick([256, 256, 512])}` : random.pick(Object.keys(algorithms));
  const pairs = signedPairs({ ...message, xml: changed.xml }, algorithm);
  const harm = kind === 'attacked' ? attack(pairs, message, random) : kind === 'damaged' ? damage(pairs, random) : plainly(pairs, random);
  const shown = `${message.name}, ${[algorithm, ...changed.applied, harm.what].join('; ')}\n${changed.xml}\n${harm.query}`;
  return { seed, kind, name: message.name, query: harm.query, shown, truth: kind === 'odd provider' ? null : factsOf(message.facts) };
}

type Pairs = readonly (readonly [string, string])[];

/** The parameters of a signed query, encoded, in the order of the binding. */
function signedPairs({ name, xml, relayState }: HonestRedirectMessage, algorithm: string): Pairs {
  const parameter = name === 'LogoutResponse' ? 'SAMLResponse' : 'SAMLRequest';
  const pairs: [string, string][] = [[parameter, deflated(xml)]];
  if (relayState !== null) pairs.push(['RelayState', encodeURIComponent(relayState)]);
  pairs.push(['SigAlg', encodeURIComponent(algorithm)]);
  const octets = Buffer.from(written(pairs));
  const hash = algorithms[algorithm] ?? 'sha256';
  const key = algorithm.includes('ecdsa') ? ec.privateKey : rsa.privateKey;
  const padding = algorithm.includes('ecdsa') ? {} : { padding: constants.RSA_PKCS1_PADDING };
  const signature = sign(hash, octets, { key, dsaEncoding: 'ieee-p1363', ...padding }).toString('base64');
  return [...pairs, ['Signature', encodeURIComponent(signature)]];
}

function deflated(xml: string): string {
  return encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'));
}

function written(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

interface Query {
  readonly query: string;
  readonly what: string;
}

/** As a good sender writes it: in any order, and with parameters of its own. */
function plainly(pairs: Pairs, random: Seeded): Query {
  if (random.chance(0.1)) return { query: written(random.shuffled(pairs)), what: 'another order' };
  if (random.chance(0.1)) return { query: `tenant=1&${written(pairs)}&x`, what: 'more parameters' };
  return { query: written(pairs), what: 'plain' };
}

/** What somebody without the key can do to a query. */
const attacks: Readonly<Record<string, (pairs: Pairs, message: HonestRedirectMessage, random: Seeded) => Pairs>> = {
  'no signature': (pairs) => pairs.filter(([name]) => name !== 'Signature' && name !== 'SigAlg'),
  'no Signature': (pairs) => pairs.filter(([name]) => name !== 'Signature'),
  'no SigAlg': (pairs) => pairs.filter(([name]) => name !== 'SigAlg'),
  'empty Signature': (pairs) => replaced(pairs, 'Signature', ''),
  'another RelayState': (pairs) => [...pairs.filter(([name]) => name !== 'RelayState'), ['RelayState', 'mallory']],
  'no RelayState': (pairs) => pairs.filter(([name]) => name !== 'RelayState'),
  'another SigAlg': (pairs, _message, random) => replaced(pairs, 'SigAlg', encodeURIComponent(random.pick(Object.keys(algorithms)))),
  'SigAlg by its short name': (pairs) => replaced(pairs, 'SigAlg', 'rsa-sha256'),
  'another message under the signature': (pairs, message, random) => [['SAMLRequest', forged(message, random)], ...pairs.slice(1)],
  'another message in front': (pairs, message, random) => [[pairs[0]?.[0] ?? '', forged(message, random)], ...pairs],
  'another message behind': (pairs, message, random) => [...pairs, [pairs[0]?.[0] ?? '', forged(message, random)]],
  'request and response': (pairs, message, random) => [...pairs, ['SAMLResponse', forged(message, random)]],
  'another message by a disguised name': (pairs, message, random) => [
    [`%53AML${(pairs[0]?.[0] ?? '').slice(4)}`, forged(message, random)],
    ...pairs,
  ],
  'a name that contains the name': (pairs, message, random) => [[`x${pairs[0]?.[0]}`, forged(message, random)], ...pairs],
  'percent-encoding written in small letters': (pairs) =>
    pairs.map(([name, value]) => [name, value.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]),
  'a parameter repeated': (pairs, _message, random) => [...pairs, random.pick(pairs)],
};

function attack(pairs: Pairs, message: HonestRedirectMessage, random: Seeded): Query {
  const what = random.pick(Object.keys(attacks));
  return { what, query: written(attacks[what]?.(pairs, message, random) ?? pairs) };
}

/** A message of the same kind that says something else. */
function forged({ xml }: HonestRedirectMessage, random: Seeded): string {
  return deflated(
    random.chance(0.5) ? xml.replaceAll('alice', 'mallory').replaceAll(/ID="_\d+"/g, 'ID="_forged"') : mutate(xml, random, 1).xml,
  );
}

function damage(pairs: Pairs, random: Seeded): Query {
  return { what: 'damaged', query: mutateText(written(pairs), random) };
}

function replaced(pairs: Pairs, name: string, value: string): Pairs {
  return pairs.map((pair) => (pair[0] === name ? [name, value] : pair));
}
