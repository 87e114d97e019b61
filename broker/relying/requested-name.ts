import { type Refusal, refuse } from '../domain/app-error.ts';
import type { PartyAtHand } from './parties.ts';
import { formatUri } from './release.ts';

/** Says nothing (Core 8.3.1). Some products put it into every request. */
const anyFormat = new Set([
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified',
]);

/**
 * The form of name that a request asks for must be the one that is registered (Core 3.4.1.1): an application that was
 * promised something else would take the name for another person's.
 */
export function requestedNameProblem(format: string | null, { application }: PartyAtHand): Refusal | null {
  if (application === null || format === null || anyFormat.has(format)) return null;
  return format === formatUri(application.nameId.format) ? null : refuse('party_name_format', 'request.name-id-policy');
}
