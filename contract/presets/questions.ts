import type { PresetQuestion } from '#contract/presets/preset';
import { httpUrlPattern } from '#contract/settings/common';

/** A host name of at least two labels, in lower case. */
export const hostPattern = '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$';

/** An address that more is written after, so it has no slash at its end. */
const baseAddressPattern = '^https?://[^\\s/?#@\\\\]+(/[^\\s?#\\\\]*[^\\s?#\\\\/])?$';

/** One part of a path, as it stands in addresses. */
export const pathSegmentPattern = '^[^\\s/?#\\\\%{}]+$';

/** Where the vendor shows the whole issuer, or every company has its own. */
export function issuerQuestion(hint: string, label = 'Issuer'): PresetQuestion {
  return { name: 'issuer', label, hint, pattern: httpUrlPattern };
}

export function serverQuestion(hint: string, label = 'Address of the server'): PresetQuestion {
  return { name: 'server', label, hint, pattern: baseAddressPattern };
}
