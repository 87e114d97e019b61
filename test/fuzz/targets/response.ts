import { samlErrors } from '#contract/errors/saml';
import type { ResponseExpectation } from '../../../broker/saml/verify-response.ts';
import { verifyResponse } from '../../../broker/saml/verify-response.ts';
import { fixedEcKeys, fixedRsaKeys } from '../../support/saml/fixed-keys.ts';
import { honestResponse, type Identity } from '../../support/saml/generate/honest.ts';
import { mutate } from '../../support/saml/generate/mutate.ts';
import { encodeSomehow, mutateText } from '../../support/saml/generate/mutate-bytes.ts';
import { blowUp } from '../../support/saml/generate/mutate-size.ts';
import { plainSignStyle, type SignStyle, signMessage } from '../../support/saml/generate/sign.ts';
import { readHastily } from '../../support/saml/hasty-reader.ts';
import { anExpectation, encode, now } from '../../support/saml/response.ts';
import { createSeeded, type Seeded } from '../../support/seeded.ts';
import type { Outcome, Specimen, Target } from '../target.ts';

export type ResponseVerdict = typeof verifyResponse;

const name = 'saml-response';
const rsa = fixedRsaKeys('sender');
const ec = fixedEcKeys('sender');
const keys = { rsa: rsa.privateKey, ec: ec.privateKey, certificate: '', otherCertificate: '' };
const expectation = anExpectation({ keys: [rsa.publicKey, ec.publicKey] });
const demands = ['either', 'either', 'assertion', 'response', 'both'] as const;
const baseCount = 60;

/** Codes of the Redirect binding, of requests and of what a connector makes of attributes. */
const foreign: readonly string[] = [
  // Nothing here is encrypted.
  ...Object.keys(samlErrors).filter((code) => /^saml_(metadata|encryption|decryption)_/.test(code)),
  'saml_context_mismatch',
  'saml_authentication_too_old',
  'saml_subject_unusable',
  'saml_attribute_malformed',
  'saml_certificate_unusable',
  'saml_message_not_deflated',
  'saml_query_malformed',
  'saml_relay_state_invalid',
  'saml_request_stale',
  'saml_request_unsupported',
  'saml_attribute_repeated',
];

/** The verdict on Responses of the POST binding, or a faulty one put in its place. */
export function responseTarget(verdict: ResponseVerdict = verifyResponse): Target {
  const bases: Specimen[] = [];
  const base = (random: Seeded): Specimen => {
    const index = random.below(baseCount);
    bases[index] ??= signed(createSeeded(2_000_000 + index), 0);
    return bases[index] as Specimen;
  };

  return {
    name,
    codes: Object.keys(samlErrors),
    foreign,
    good: base,
    make(random, earlier) {
      const parent = earlier ?? base(random);
      const expected = random.pick(demands);
      const kind = random.below(20);
      if (kind < 10) {
        const { xml, applied } = mutate(parent.text, random, random.pick([1, 1, 1, 2, 3]));
        return { ...plain(parent), text: xml, expected, made: applied.join('; ') };
      }
      if (kind < 13) return { ...signed(random, random.pick([1, 1, 2])), expected };
      if (kind < 17) return { ...plain(parent), text: mutateText(parent.text, random), expected, made: 'text damaged' };
      if (kind < 18) return { ...parent, delivered: encodeSomehow(parent.text, random), expected, made: 'form value' };
      if (kind < 19) return { ...plain(parent), text: blowUp(parent.text, random), expected, made: 'blown up' };
      return { ...base(random), expected, made: 'honest' };
    },
    judge({ text, delivered, expected }): Outcome {
      const signed = (expected ?? 'either') as ResponseExpectation['signed'];
      const encoded = delivered ?? encode(text);
      const answer = verdict({ encoded, now, expect: { ...expectation, signed } });
      if (!answer.ok) return { kind: 'refused', code: answer.code, because: answer.because };
      const { nameId, ...assertion } = answer.assertion;
      const plainly = readHastily(Buffer.from(encoded, 'base64').toString('utf8'), true);
      return {
        kind: 'accepted',
        said: written({ ...assertion, nameId: nameId.value, format: nameId.format }),
        plain: plainly === null ? 'nothing' : written(plainly),
      };
    },
  };
}

/** A parent without what belongs to its own delivery. */
function plain({ target, text, truth, made }: Specimen): Specimen {
  return { target, text, truth, made };
}

/** A signed message; with `oddities`, changed in its structure before it is signed, so that only its reader knows what it says. */
function signed(random: Seeded, oddities: number): Specimen {
  for (;;) {
    const what: SignStyle['what'] = random.pick(['assertion', 'response', 'both']);
    const { xml, identity } = honestResponse(random, { mayBeBare: what === 'assertion' });
    const changed = oddities === 0 ? { xml, applied: [] } : mutate(xml, random, oddities);
    const style = { ...plainSignStyle(what, keys), certificate: null };
    const text = signMessage(changed.xml, style, keys);
    if (text === null) continue;
    return { target: name, text, truth: oddities === 0 ? written(identity) : null, made: `odd provider: ${changed.applied.join('; ')}` };
  }
}

function written({ issuer, nameId, format, sessionIndex, inResponseTo, attributes }: Identity): string {
  const sorted = [...attributes].sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify({ issuer, nameId, format, sessionIndex, inResponseTo, attributes: sorted });
}
