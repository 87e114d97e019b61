import { connectionAddresses } from '#contract/settings/addresses';
import type { Connection, ConnectionOf, Protocol } from '#contract/settings/connection';
import { AppError } from './app-error.ts';
import type { ConnectionAtHand, Connector, Connectors } from './ports/connector.ts';
import type { Secret } from './secret.ts';
import type { Tenant } from './tenant.ts';

/** What a connector needs of a connection. */
export function atHand(tenant: Tenant, connection: Connection, secrets: ReadonlyMap<string, Secret>): ConnectionAtHand {
  return { tenant: tenant.id, connection, secrets, addresses: connectionAddresses(tenant.loginOrigin, connection.id) };
}

/** The error for a protocol that this broker does not speak. A code by e-mail it would, if it could send any. */
export function unspokenCode(protocol: Protocol): 'connection_unsupported' | 'connection_needs_mail' {
  return protocol === 'email-code' ? 'connection_needs_mail' : 'connection_unsupported';
}

/**
 * The connector of a connection's protocol. Throws `connection_unsupported` or `connection_needs_mail`, which activation
 * does not let happen for a connection that is on.
 */
export function connectorFor(connectors: Connectors, { protocol }: Pick<Connection, 'protocol'>): Connector {
  const connector = connectors.get(protocol);
  if (connector === undefined) throw new AppError(unspokenCode(protocol), { details: { because: `connection.${protocol}` } });
  return connector;
}

/** The connection in the type of its protocol. Throws when a connector was given one that it does not speak: a programming error. */
export function connectionOf<Speaks extends Protocol>(protocol: Speaks, connection: Connection): ConnectionOf<Speaks> {
  if (!speaks(protocol, connection)) throw new Error(`a connector for ${protocol} was given a connection of ${connection.protocol}`);
  return connection;
}

function speaks<Speaks extends Protocol>(protocol: Speaks, connection: Connection): connection is ConnectionOf<Speaks> {
  return connection.protocol === protocol;
}
