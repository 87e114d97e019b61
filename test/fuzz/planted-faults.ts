import type { SamlErrorCode } from '#contract/errors/saml';
import { verifyResponse } from '../../broker/saml/verify-response.ts';
import { readHastily } from '../support/saml/hasty-reader.ts';
import type { ResponseVerdict } from './targets/response.ts';

const kept: string[] = [];

/**
 * Faults that readers of SAML have had, planted into our verdict from outside, so that the tests can show that the fuzzer
 * finds them.
 */
const faults = {
  'the digest is not compared': lax('saml_signature_digest'),
  'the first of several assertions is read': lax('saml_assertion_count'),
  'a name ends at a comment': lax('saml_xml_comment'),
  'a name ends at an element': lax('saml_value_not_text'),
  'ids may be there twice': lax('saml_id_invalid'),
  'a signature of something else is good enough': lax('saml_signature_reference'),
  'a fault is thrown': deviating('saml_element_missing', () => {
    throw new TypeError("Cannot read properties of null (reading 'childNodes')");
  }),
  'a code is on no list': deviating('saml_xml_entity', () => ({ ok: false, code: 'saml_oops' as SamlErrorCode, because: 'oops' })),
  'a big message takes long': deviating('saml_xml_too_complex', () => {
    const before = process.threadCpuUsage();
    while (process.threadCpuUsage(before).user < 150_000);
    return null;
  }),
  'the reading does not end': deviating('saml_xml_malformed', () => {
    for (;;) kept.length = 0;
  }),
  'memory is kept': deviating('saml_signature_digest', (encoded) => {
    for (let count = 0; count < 30; count += 1) kept.push(`${count}${encoded}`.split('').reverse().join(''));
    return null;
  }),
} satisfies Readonly<Record<string, ResponseVerdict>>;

export type PlantedFault = keyof typeof faults;
export const plantedFaults: Readonly<Record<PlantedFault, ResponseVerdict>> = faults;

type Answer = ReturnType<ResponseVerdict>;

/** The verdict, but what is refused with `code` goes another way; null leaves it refused. */
function deviating(code: SamlErrorCode, otherwise: (encoded: string) => Answer | null): ResponseVerdict {
  return (input) => {
    const answer = verifyResponse(input);
    return answer.ok || answer.code !== code ? answer : (otherwise(input.encoded) ?? answer);
  };
}

/** The verdict without one of its checks: what it refuses is read hastily instead. */
function lax(code: SamlErrorCode): ResponseVerdict {
  return deviating(code, (encoded) => {
    const identity = readHastily(Buffer.from(encoded, 'base64').toString('utf8'));
    if (identity === null) return null;
    const { nameId, format, ...rest } = identity;
    const unused = { id: '', authnInstant: 0, authnContextClassRef: null, notOnOrAfter: 0, sessionNotOnOrAfter: null };
    return { ok: true, assertion: { ...rest, ...unused, nameId: { value: nameId, format, nameQualifier: null, spNameQualifier: null } } };
  });
}
