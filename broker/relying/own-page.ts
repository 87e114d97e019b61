import type { PartyAnswer, PartyScene } from '../domain/ports/party.ts';
import { securityPartyOf } from '../domain/security-page.ts';
import type { PartyRequest } from '../domain/transaction.ts';

/**
 * Where a login ends that the login host began in its own name: at a page of this host. Null for every other request. Both
 * the name and the wish say so, and what comes by SAML can have neither: no such party is registered (`findParty`), and a
 * message has no place for a wish.
 */
export function ownPageOf({ tenant }: Pick<PartyScene, 'tenant'>, request: PartyRequest): PartyAnswer | null {
  if (request.wish === undefined || request.party !== securityPartyOf(tenant)) return null;
  const { origin, pathname } = new URL(request.acsUrl);
  return origin === tenant.loginOrigin ? { kind: 'page', path: pathname } : null;
}
