import { requiredInstant } from '../instant.ts';
import { ns } from '../names.ts';
import { must, refuse } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { childrenOf, isElement, requiredAttribute } from '../xml/walk.ts';
import { readAttributes } from './attributes.ts';
import { type AuthnStatement, readAuthnStatement } from './authn-statement.ts';
import { type Conditions, readConditions } from './conditions.ts';
import { readIssuer } from './issuer.ts';
import { readSubject } from './subject.ts';

/** The parts of an assertion, read and not yet judged. */
export interface AssertionParts extends ReturnType<typeof readSubject> {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: number;
  readonly conditions: Conditions;
  readonly authn: AuthnStatement;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a verified assertion by the fixed paths of the Web Browser SSO profile (Profiles 4.1.4.2). Its statements may
 * stand in any order; exactly one of them says how the person signed in.
 */
export function readAssertion(assertion: XmlElement): AssertionParts {
  must(requiredAttribute(assertion, 'Version') === '2.0', 'saml_version_unsupported', 'Assertion');
  const parts = childrenOf(assertion);
  const issuer = readIssuer(parts.one(ns.saml, 'Issuer'));
  parts.optional(ns.ds, 'Signature');
  const subject = readSubject(parts.one(ns.saml, 'Subject'));
  const conditions = readConditions(parts.one(ns.saml, 'Conditions'));

  const attributes = new Map<string, string[]>();
  let authn: AuthnStatement | null = null;
  for (const statement of parts.others()) {
    if (isElement(statement, ns.saml, 'AttributeStatement')) readAttributes(statement, attributes);
    else if (!isElement(statement, ns.saml, 'AuthnStatement')) refuse('saml_element_unexpected', 'Assertion');
    else if (authn === null) authn = readAuthnStatement(statement);
    else refuse('saml_element_unexpected', 'second AuthnStatement');
  }
  if (authn === null) refuse('saml_element_missing', 'Assertion/AuthnStatement');

  return {
    id: requiredAttribute(assertion, 'ID'),
    issuer,
    issueInstant: requiredInstant(assertion, 'IssueInstant'),
    ...subject,
    conditions,
    authn,
    attributes,
  };
}
