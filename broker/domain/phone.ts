/** Phone numbers that may get a code: which, whose, and how one is shown. What a message costs is decided here. */
import type { NumberType } from 'libphonenumber-js/max';
import type { Brand } from './brands.ts';

/** In E.164 form: a plus and at most 15 digits. Only `readPhone` makes one. */
export type PhoneNumber = Brand<'PhoneNumber'>;

export interface Phone {
  readonly number: PhoneNumber;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** All but the calling code and the last two digits hidden: `+47 *** ** *12`. */
  readonly hint: string;
  /** The calling code and five digits: numbers that are bought in rows share it. */
  readonly prefix: string;
}

/** `kind`: premium, shared cost, toll-free, pager, fixed line and the like; `country`: not on the list, satellites too. */
export type PhoneRefusal = 'not-a-number' | 'country' | 'kind';

export interface PhoneRules {
  /** ISO 3166-1 alpha-2; nobody else gets messages. */
  readonly countries: readonly string[];
  /** Numbers of internet telephony, which strangers rent by the thousand. */
  readonly voip: boolean;
}

export type PhoneReading = { readonly ok: true; readonly phone: Phone } | { readonly ok: false; readonly because: PhoneRefusal };

/**
 * A number as somebody typed it, with its calling code; where one country alone is allowed also without. The numbering
 * plans of the world are loaded when the first one is read: they take megabytes, and most brokers send no messages.
 */
export async function readPhone(typed: string, rules: PhoneRules): Promise<PhoneReading> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import('libphonenumber-js/max');
  if (typed.length > 40 || !/^[\s\d+().\-/\u2010-\u2015\u00a0\u202f]+$/.test(typed)) return { ok: false, because: 'not-a-number' };
  const [only, ...others] = rules.countries;
  const home = only !== undefined && others.length === 0 && isSupportedCountry(only) ? only : null;
  // The usual way to write the plus on paper.
  const written = home === null ? typed.replace(/^\s*00(?=[1-9])/, '+') : typed;
  const parsed = parsePhoneNumberFromString(written, { extract: false, ...(home === null ? {} : { defaultCountry: home }) });
  if (parsed === undefined || parsed.ext !== undefined) return { ok: false, because: 'not-a-number' };
  // Satellites and international networks have no country (+870, +881, +882, +883), valid or not.
  if (parsed.isNonGeographic()) return { ok: false, because: 'country' };
  if (!parsed.isValid()) return { ok: false, because: 'not-a-number' };
  if (parsed.country === undefined || !rules.countries.includes(parsed.country)) return { ok: false, because: 'country' };
  if (!takesCodes(parsed.getType(), rules)) return { ok: false, because: 'kind' };
  const { country, countryCallingCode, nationalNumber, number } = parsed;
  return {
    ok: true,
    phone: {
      number: number as string as PhoneNumber,
      country,
      hint: hintOf(parsed.formatInternational(), countryCallingCode),
      prefix: `+${countryCallingCode}${nationalNumber.slice(0, 5)}`,
    },
  };
}

/** Closed: a kind that is added to the numbering plans one day is refused until somebody has thought of it. */
function takesCodes(kind: NumberType, { voip }: PhoneRules): boolean {
  // In North America the two cannot be told apart.
  return kind === 'MOBILE' || kind === 'FIXED_LINE_OR_MOBILE' || (kind === 'VOIP' && voip);
}

function hintOf(formatted: string, callingCode: string): string {
  const national = formatted.slice(callingCode.length + 1);
  const digits = national.replace(/\D/g, '').length;
  let seen = 0;
  return `+${callingCode}${national.replace(/\d/g, (digit) => (++seen > digits - 2 ? digit : '*'))}`;
}
