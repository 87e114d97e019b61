import { requiredInstant } from '../instant.ts';
import { ns } from '../names.ts';
import { must, refuse } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { childrenOf, elementsOf, isElement, textOf } from '../xml/walk.ts';

/** Providers give minutes, some administrators a working day. What is accepted must also be remembered for as long. */
const maxWindowMs = 24 * 60 * 60 * 1000;

/** Times are epoch ms. */
export interface Conditions {
  readonly notBefore: number;
  readonly notOnOrAfter: number;
  /** One list per `AudienceRestriction`. */
  readonly audiences: readonly (readonly string[])[];
}

/**
 * Reads the conditions (Core 2.5). `OneTimeUse` is always kept here. A condition that is not understood makes an assertion
 * invalid; `ProxyRestriction` limits who may vouch on its basis, which is just what this broker does, so it is refused too.
 */
export function readConditions(element: XmlElement): Conditions {
  const audiences: (readonly string[])[] = [];
  for (const condition of elementsOf(element)) {
    if (isElement(condition, ns.saml, 'AudienceRestriction')) audiences.push(readAudiences(condition));
    else if (isElement(condition, ns.saml, 'OneTimeUse')) childrenOf(condition).end();
    else if (isElement(condition, ns.saml, 'ProxyRestriction')) refuse('saml_condition_unsupported', 'ProxyRestriction');
    else refuse('saml_condition_unsupported', 'unknown condition');
  }
  return { notBefore: requiredInstant(element, 'NotBefore'), notOnOrAfter: requiredInstant(element, 'NotOnOrAfter'), audiences };
}

function readAudiences(restriction: XmlElement): readonly string[] {
  const parts = childrenOf(restriction);
  const audiences = parts.many(ns.saml, 'Audience').map(textOf);
  parts.end();
  return audiences;
}

/** We are an audience of every restriction, and there is one (Profiles 4.1.4.2). */
export function checkAudience(conditions: Conditions, audience: string): void {
  must(conditions.audiences.length > 0, 'saml_audience_mismatch', 'no AudienceRestriction');
  must(
    conditions.audiences.every((restriction) => restriction.includes(audience)),
    'saml_audience_mismatch',
    'AudienceRestriction',
  );
}

/** Good now, and not good for longer than anybody needs. */
export function checkWindow(conditions: Conditions, now: number, clockSkewMs: number): void {
  must(conditions.notBefore < conditions.notOnOrAfter, 'saml_conditions_invalid', 'Conditions window');
  must(conditions.notOnOrAfter - conditions.notBefore <= maxWindowMs, 'saml_conditions_invalid', 'Conditions window too long');
  must(now >= conditions.notBefore - clockSkewMs, 'saml_not_yet_valid', 'Conditions/@NotBefore');
  must(now < conditions.notOnOrAfter + clockSkewMs, 'saml_expired', 'Conditions/@NotOnOrAfter');
}
