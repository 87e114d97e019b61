import { factsInAttributes, subjectIn } from '#contract/mapping/saml-attributes';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { Identity } from '../../domain/identity.ts';
import { compileOnce } from '../../domain/mapping.ts';
import type { Assertion } from '../../saml/assertion/assertion.ts';
import { contextsFor, type SamlMemory } from './departure.ts';

/** The identity that a verified assertion speaks of, or what about it does not fit. Pure. */
export function identityOf(
  connection: SamlConnection,
  assertion: Assertion,
  { freshSince, asked }: Pick<SamlMemory, 'freshSince' | 'asked'>,
): { readonly ok: true; readonly identity: Identity } | Refusal {
  const { nameId, authnContextClassRef } = assertion;
  const isAsked = connection.requestedContexts.length > 0;
  if (isAsked && (authnContextClassRef === null || !contextsFor(connection, asked).includes(authnContextClassRef)))
    return refuse('saml_context_mismatch', 'saml.context');
  if (freshSince !== null && assertion.authnInstant < freshSince - connection.clockSkewSeconds * 1000)
    return refuse('saml_authentication_too_old', 'saml.authn-instant');
  const subject = subjectIn(connection.subject, assertion);
  if (subject === null) return refuse('saml_subject_unusable', 'saml.subject');

  const mapped = factsInAttributes(connection.mapping, assertion, compileOnce);
  if (!mapped.ok) return refuse('saml_attribute_malformed', `saml.attribute.${mapped.fault}`);
  const { email, ...facts } = mapped.facts;
  return {
    ok: true,
    identity: {
      connection: connection.id,
      issuer: assertion.issuer,
      subject,
      // SAML has no word for "verified": the connection says whether the provider is the authority for its domains.
      email: email === null ? null : { address: email, verified: false },
      ...facts,
      assurance: { acr: authnContextClassRef, amr: methodsIn(connection, assertion), authTime: assertion.authnInstant },
      upstreamSession: { sid: assertion.sessionIndex, idToken: null, nameId },
    },
  };
}

/** SAML has no claim for methods: some providers tell them in an attribute, which counts only where the connection names it. */
function methodsIn({ assurance }: SamlConnection, { attributes }: Assertion): readonly string[] {
  return assurance?.methodsAttribute ? (attributes.get(assurance.methodsAttribute) ?? []) : [];
}
