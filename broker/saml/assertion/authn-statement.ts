import { optionalInstant, requiredInstant } from '../instant.ts';
import { ns } from '../names.ts';
import { must } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, childrenOf, plainText, textOf } from '../xml/walk.ts';

/** That and how the person signed in at the provider (Core 2.7.2). Times are epoch ms. */
export interface AuthnStatement {
  readonly authnInstant: number;
  readonly sessionIndex: string | null;
  readonly sessionNotOnOrAfter: number | null;
  readonly authnContextClassRef: string | null;
}

export function readAuthnStatement(element: XmlElement): AuthnStatement {
  const parts = childrenOf(element);
  const locality = parts.optional(ns.saml, 'SubjectLocality');
  if (locality !== null) childrenOf(locality).end();
  const context = parts.one(ns.saml, 'AuthnContext');
  parts.end();

  const contextParts = childrenOf(context);
  const classRef = contextParts.optional(ns.saml, 'AuthnContextClassRef');
  plainText(contextParts.optional(ns.saml, 'AuthnContextDeclRef'));
  contextParts.many(ns.saml, 'AuthenticatingAuthority').forEach(plainText);
  contextParts.end();
  return {
    authnInstant: requiredInstant(element, 'AuthnInstant'),
    sessionIndex: attributeOf(element, 'SessionIndex'),
    sessionNotOnOrAfter: optionalInstant(element, 'SessionNotOnOrAfter'),
    authnContextClassRef: classRef === null ? null : textOf(classRef),
  };
}

/** The sign-in lies in the past and its session has not ended. */
export function checkAuthnStatement(statement: AuthnStatement, now: number, clockSkewMs: number): void {
  must(statement.authnInstant <= now + clockSkewMs, 'saml_not_yet_valid', 'AuthnStatement/@AuthnInstant');
  const ends = statement.sessionNotOnOrAfter;
  must(ends === null || now < ends + clockSkewMs, 'saml_session_ended', 'AuthnStatement/@SessionNotOnOrAfter');
}
