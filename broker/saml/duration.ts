import { refuse } from './refusal.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf } from './xml/walk.ts';

const pattern =
  /^P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?$/;
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A month of unknown length counts as the shortest. */
const unitsMs = [365 * dayMs, 28 * dayMs, dayMs, hourMs, minuteMs, secondMs];

/** Milliseconds of an xs:duration, rounded down to seconds; null for anything else, negative ones included. */
export function parseDuration(text: string): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  return unitsMs.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}

/** The duration in an attribute, in milliseconds; null where it is absent. */
export function optionalDuration(element: XmlElement, name: string): number | null {
  const text = attributeOf(element, name);
  return text === null ? null : (parseDuration(text) ?? refuse('saml_value_invalid', `${element.localName}/@${name}`));
}
