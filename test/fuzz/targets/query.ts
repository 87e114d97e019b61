import { constants, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { samlErrors } from '#contract/errors/saml';
import { checkAuthnRequest, readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { verifyLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { verifyMessageSignature } from '../../../broker/saml/message/incoming.ts';
import { kindOfQuery } from '../../../broker/saml/message/query.ts';
import { fixedRsaKeys } from '../../support/saml/fixed-keys.ts';
import { honestRedirectMessage, type RedirectMessageName } from '../../support/saml/generate/honest-redirect.ts';
import { mutate } from '../../support/saml/generate/mutate.ts';
import { mutateText } from '../../support/saml/generate/mutate-bytes.ts';
import { blowUp } from '../../support/saml/generate/mutate-size.ts';
import { portal, slo, sso } from '../../support/saml/redirect.ts';
import { now } from '../../support/saml/response.ts';
import type { Seeded } from '../../support/seeded.ts';
import type { Outcome, Specimen, Target } from '../target.ts';

const name = 'saml-query';
const algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const { privateKey, publicKey } = fixedRsaKeys('sender');
const keys = [publicKey];

/** Codes that only a Response or a connector gives. */
const foreign: readonly string[] = [
  ...Object.keys(samlErrors).filter((code) => /^saml_(metadata|encryption|decryption)_/.test(code)),
  'saml_context_mismatch',
  'saml_authentication_too_old',
  'saml_subject_unusable',
  'saml_attribute_malformed',
  'saml_certificate_unusable',
  'saml_assertion_count',
  'saml_attribute_repeated',
  'saml_audience_mismatch',
  'saml_condition_unsupported',
  'saml_conditions_invalid',
  'saml_confirmation_invalid',
  'saml_provider_refused',
  'saml_recipient_mismatch',
  'saml_session_ended',
  'saml_signature_digest',
  'saml_signature_reference',
  'saml_signature_transform',
];

/** The readers of signed queries: AuthnRequest, LogoutRequest, LogoutResponse. A specimen is a whole query. */
export const queryTarget: Target = {
  name,
  codes: Object.keys(samlErrors),
  foreign,
  good: (random) => signed(random, 'honest', (xml) => xml),
  make(random, parent) {
    const kind = random.below(10);
    if (kind < 4) return signed(random, 'odd sender', (xml) => mutate(xml, random, random.pick([1, 1, 2])).xml);
    if (kind < 5) return signed(random, 'odd sender, big', (xml) => blowUp(xml, random));
    if (kind < 6) return signed(random, 'odd sender, damaged', (xml) => (random.chance(0.5) ? mutateText(xml, random) : latin1(xml)));
    const base = parent ?? signed(random, 'honest', (xml) => xml);
    if (kind < 8) return { ...base, text: mutateText(base.text, random), made: 'query damaged' };
    return { ...base, text: rearranged(base.text, random), made: 'parameters' };
  },
  judge({ text, expected }): Outcome {
    const kind = kindOfQuery(text);
    if (!kind.ok) return { kind: 'refused', code: kind.code, because: kind.because };
    const answer = read((expected ?? 'AuthnRequest') as RedirectMessageName, text);
    if ('code' in answer) return { kind: 'refused', code: answer.code, because: answer.because };
    return { kind: 'accepted', said: JSON.stringify(answer.facts), plain: null };
  },
};

function read(
  message: RedirectMessageName,
  query: string,
): { readonly facts: object } | { readonly code: string; readonly because: string } {
  if (message === 'AuthnRequest') {
    const opened = readAuthnRequest(query);
    if (!opened.ok) return opened;
    const proved = verifyMessageSignature(opened, opened.request.issuer === portal ? keys : []);
    if (!proved.ok) return proved;
    const { request, relayState } = opened;
    const checked = checkAuthnRequest(request, { now, destination: sso });
    if (!checked.ok) return checked;
    const { id, issuer, destination, acsUrl, nameIdFormat } = request;
    return { facts: { id, issuer, destination, relayState, acsUrl, nameIdFormat } };
  }
  if (message === 'LogoutRequest') {
    const opened = openLogoutRequest(query);
    if (!opened.ok) return opened;
    const proved = opened.prove({ keys: opened.issuer === portal ? keys : [], now, destination: slo });
    if (!proved.ok) return proved;
    const { id, issuer, nameId, sessionIndexes: sessions, relayState } = proved.request;
    const first = sessions[0] ?? null;
    return {
      facts: { id, issuer, destination: slo, relayState, nameId: nameId.value, format: nameId.format, sessions, 'first session': first },
    };
  }
  const verified = verifyLogoutResponse(query, { issuer: portal, keys, now, destination: slo, inResponseTo: '_logout1' });
  if (!verified.ok) return verified;
  const { inResponseTo, status, relayState } = verified;
  return { facts: { issuer: portal, relayState, inResponseTo, status } };
}

/** A signed query; what it says is known as long as nobody changed the message before it was signed. */
function signed(random: Seeded, made: string, change: (xml: string) => string | Buffer): Specimen {
  const message = honestRedirectMessage(random);
  const xml = change(message.xml);
  const parameter = message.name === 'LogoutResponse' ? 'SAMLResponse' : 'SAMLRequest';
  const deflated = encodeURIComponent(deflateRawSync(typeof xml === 'string' ? Buffer.from(xml) : xml).toString('base64'));
  const relay = message.relayState === null ? '' : `&RelayState=${encodeURIComponent(message.relayState)}`;
  const octets = `${parameter}=${deflated}${relay}&SigAlg=${encodeURIComponent(algorithm)}`;
  const signature = sign('sha256', Buffer.from(octets), { key: privateKey, padding: constants.RSA_PKCS1_PADDING });
  const text = `${octets}&Signature=${encodeURIComponent(signature.toString('base64'))}`;
  return { target: name, text, expected: message.name, truth: xml === message.xml ? JSON.stringify(message.facts) : null, made };
}

/** In an encoding that nobody asked for. */
function latin1(xml: string): Buffer {
  return Buffer.from(xml.replace('alice', 'älice'), 'latin1');
}

/** Parameters left out, doubled, swapped, renamed or with each other's values. */
function rearranged(query: string, random: Seeded): string {
  const pairs = query.split('&');
  const [one, other] = [random.below(pairs.length), random.below(pairs.length)];
  switch (random.below(6)) {
    case 0:
      return pairs.filter((_, index) => index !== one).join('&');
    case 1:
      return [...pairs, pairs[one]].join('&');
    case 2:
      return random.shuffled(pairs).join('&');
    case 3:
      return pairs.map((pair, index) => (index === one ? `${pair.split('=')[0]}=${pairs[other]?.split('=')[1] ?? ''}` : pair)).join('&');
    case 4:
      return pairs
        .map((pair, index) => (index === one ? pair.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`) : pair))
        .join('&');
    default:
      return query.replace('SAMLRequest', 'SAMLResponse');
  }
}
