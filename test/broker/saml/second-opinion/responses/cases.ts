import { aBuiltResponse } from '../../../../support/saml/build.ts';
import { type HonestResponse, honestResponse, type Identity } from '../../../../support/saml/generate/honest.ts';
import { mutate } from '../../../../support/saml/generate/mutate.ts';
import { encodeSomehow, mutateText } from '../../../../support/saml/generate/mutate-bytes.ts';
import { plainSignStyle, type SignStyle, signMessage, someSignStyle } from '../../../../support/saml/generate/sign.ts';
import { encode } from '../../../../support/saml/response.ts';
import { createSeeded, type Seeded } from '../../../../support/seeded.ts';
import { signingKeys } from '../keys.ts';
import type { Message } from '../reading.ts';
import { type Demand, factsOf } from './readers.ts';

const kinds = ['honest', 'odd provider', 'attacked', 'damaged'] as const;

/** One Response, given to all readers. */
interface ResponseCase extends Message {
  readonly encoded: string;
  readonly demand: Demand;
}

interface Signed {
  readonly xml: string;
  readonly style: SignStyle;
  readonly identity: Identity;
}

/** A message on its way to a case. */
interface Made {
  readonly xml: string;
  readonly style: SignStyle;
  /** What the signer signed. */
  readonly identity: Identity | null;
  /** The changes that were made, by name. */
  readonly applied: readonly string[];
  /** The form value, where it is not what it should be. */
  readonly encoded?: string;
}

const baseCount = 60;
const bases = new Map<number, Signed>();

/** The case of a seed. Signing costs most, so attackers and noise work on a few dozen messages, each of another shape. */
export function responseCase(seed: number): ResponseCase {
  const random = createSeeded(seed);
  const kind = kinds[[0, 0, 0, 1, 1, 2, 2, 2, 2, 3][random.below(10)] ?? 0] ?? 'honest';
  const made: Made =
    kind === 'honest'
      ? random.chance(0.15)
        ? ourOwn(random)
        : honestCase(random)
      : kind === 'odd provider'
        ? oddProvider(random)
        : changed(kind, random);
  const { xml, style, applied, identity, encoded = encode(xml) } = made;
  const demand = random.chance(0.15) ? 'either' : style.what;
  const shown = `${[...applied, `signed: ${style.what}, ${demand} wanted`].join('; ')}\n${xml}`;
  return { seed, kind, demand, encoded, shown, truth: identity === null ? null : factsOf(identity) };
}

function honestCase(random: Seeded): Made {
  const signed = signedMessage(random, true);
  return { ...signed, applied: [], encoded: wrapped(signed.xml, random) };
}

/** What our own login host sends to the portal, written and signed by us. */
function ourOwn(random: Seeded): Made {
  const what = random.pick(['assertion', 'response', 'both'] as const);
  const { identity } = honestResponse(random, { mayBeBare: false });
  const awkward = random.pick(['plain', 'a\r\n\tb', 'a\u2028b', 'a\u0085b', '\u00a0', ']]>', '"<&>\'']);
  const said = {
    ...identity,
    sessionIndex: identity.sessionIndex ?? 's',
    attributes: new Map([...identity.attributes, ['awkward', [awkward]]]),
  };
  const key = random.chance(0.1) ? signingKeys.ec : signingKeys.rsa;
  const { xml } = aBuiltResponse({
    ...said,
    nameId: { value: said.nameId, format: said.format },
    attributes: [...said.attributes].map(([name, values]) => ({ name, values })),
    sign: { key, what },
  });
  const algorithm = `http://www.w3.org/2001/04/xmldsig-more#${key === signingKeys.ec ? 'ecdsa-sha256' : 'rsa-sha256'}`;
  return { xml, style: { ...plainSignStyle(what, signingKeys), algorithm }, identity: said, applied: ['our own'] };
}

/** A provider that signs what it should not, or does not know better. How it signs is what everybody understands. */
function oddProvider(random: Seeded): Made {
  for (;;) {
    const { honest, what } = unsignedMessage(random);
    const style = plainSignStyle(what, signingKeys);
    const { xml, applied } = mutate(honest.xml, random, random.pick([1, 1, 2]));
    const signed = applied.length === 0 ? null : signMessage(xml, style, signingKeys);
    if (signed !== null) return { xml: signed, style, identity: null, applied };
  }
}

function changed(kind: 'attacked' | 'damaged', random: Seeded): Made {
  const index = random.below(baseCount);
  const base = bases.get(index) ?? signedMessage(createSeeded(1_000_000 + index), false);
  bases.set(index, base);
  if (kind === 'attacked') return { ...base, ...mutate(base.xml, random, random.pick([1, 1, 2, 3])) };
  if (random.chance(0.6)) return { ...base, xml: mutateText(base.xml, random), applied: ['text damaged'] };
  return { ...base, applied: ['form value'], encoded: encodeSomehow(base.xml, random) };
}

function signedMessage(random: Seeded, mayBeOdd: boolean): Signed {
  for (;;) {
    const { honest, what } = unsignedMessage(random);
    const style = mayBeOdd ? someSignStyle(random, signingKeys, what) : plainSignStyle(what, signingKeys);
    const xml = signMessage(honest.xml, style, signingKeys);
    if (xml !== null) return { xml, style, identity: honest.identity };
  }
}

function unsignedMessage(random: Seeded): { readonly honest: HonestResponse; readonly what: SignStyle['what'] } {
  const what = random.pick(['assertion', 'response', 'both'] as const);
  return { what, honest: honestResponse(random, { mayBeBare: what === 'assertion' }) };
}

/** Some providers break their base64 into lines. */
function wrapped(xml: string, random: Seeded): string {
  return random.chance(0.1) ? encode(xml).replaceAll(/.{76}/g, '$&\r\n') : encode(xml);
}
