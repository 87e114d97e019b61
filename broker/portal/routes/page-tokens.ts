import type { BrowserSeal, Place } from '../../domain/ports/vault.ts';
import type { PortalSession } from '../session.ts';
import type { ListChoices } from '../views/request-list.tsx';
import type { Visit } from '../visit.ts';

type SignedInVisit = Visit & { readonly session: PortalSession };

/**
 * Jira's page tokens as they stand in our links: sealed under the session, for these filters. A token carries a whole
 * question; nobody gets to ask one that was not made for them.
 */
export interface PageTokens {
  seal(visit: SignedInVisit, choices: ListChoices, token: string): string;
  /** Null for one of another session or other filters: the list starts at its beginning. */
  open(visit: SignedInVisit, choices: ListChoices, sealed: string): string | null;
}

export function createPageTokens(deps: { seal: BrowserSeal }): PageTokens {
  return {
    seal: (visit, choices, token) =>
      Buffer.from(deps.seal.seal(visit.session.token, placeOf(visit, choices), new TextEncoder().encode(token))).toString('base64url'),
    open(visit, choices, sealed) {
      const plain = deps.seal.open(visit.session.token, placeOf(visit, choices), Buffer.from(sealed, 'base64url'));
      return plain === null ? null : new TextDecoder().decode(plain);
    },
  };
}

function placeOf(visit: SignedInVisit, choices: ListChoices): Place {
  const row = JSON.stringify([choices.status, choices.deskId, choices.text]);
  return { tenant: visit.site.tenant.id, table: 'page', row, column: 'requests' };
}
