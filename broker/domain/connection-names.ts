import type { Connection } from '#contract/settings/connection';
import { isUnproven } from './domain-proof.ts';

/** Does the list of this connection hold the domain? Exactly: who speaks for a domain does not speak for those below it. */
export function speaksFor({ domains }: Connection, domain: string): boolean {
  return domains.mode === 'list' && domains.list.includes(domain);
}

/** Is the connection believed about addresses of the domain? Its list holds it, and where the domain is to be proven, it was. */
export function vouchesFor(connection: Connection, domain: string): boolean {
  return speaksFor(connection, domain) && !isUnproven(connection, domain);
}

/** A hint names a connection, or its provider as the provider calls itself. */
export function isNamed(connection: Connection, hint: string): boolean {
  if (connection.id === hint) return true;
  switch (connection.protocol) {
    case 'saml':
      return connection.entityId === hint;
    case 'oidc':
      return connection.issuer === hint;
    case 'oauth2':
    case 'email-code':
      return false;
    default:
      return connection satisfies never;
  }
}
