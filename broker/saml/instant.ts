import { refuse } from './refusal.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, requiredAttribute } from './xml/walk.ts';

const pattern = /^(\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** An instant as SAML writes it, in UTC to the second (Core 1.3.3). */
export function formatInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** Epoch ms of an xs:dateTime in UTC; null for anything else, impossible dates included. */
export function parseInstant(text: string): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, seconds, day, fraction = ''] = match;
  const epochMs = Date.parse(`${seconds}Z`);
  // Date.parse takes the 30th of February for the 2nd of March, and 24:00 for the next day; it gives NaN for the rest.
  if (new Date(epochMs).getUTCDate() !== Number(day)) return null;
  return epochMs + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** The instant in an attribute that must be there, as epoch ms. */
export function requiredInstant(element: XmlElement, name: string): number {
  return parseInstant(requiredAttribute(element, name)) ?? refuse('saml_value_invalid', `${element.localName}/@${name}`);
}

/** The instant in an attribute, as epoch ms; null where it is absent. */
export function optionalInstant(element: XmlElement, name: string): number | null {
  return attributeOf(element, name) === null ? null : requiredInstant(element, name);
}
