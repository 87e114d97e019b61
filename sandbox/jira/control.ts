import type { FastifyInstance } from 'fastify';
import type { Fault, FaultKind } from './faults.ts';
import type { Simulation } from './simulation.ts';

const kinds: readonly string[] = ['unavailable', 'limited', 'slow', 'drop', 'broken'] satisfies FaultKind[];

/**
 * POST /__control, for a demo in another process. Body: `{ faults?: [...] , clearFaults?: true, site?, searchLagMs?,
 * revokeTokensOf?: e-mail }`. Answered on loopback connections only.
 */
export async function controlRoute(app: FastifyInstance, options: { simulation: Simulation }): Promise<void> {
  const { simulation } = options;
  app.post('/__control', (request, reply) => {
    if (!isLoopback(request.socket.remoteAddress)) return reply.code(404).send();
    // A form on some web page open in the same browser can post here as well, but not as JSON.
    if (!request.headers['content-type']?.startsWith('application/json')) return reply.code(415).send();
    const order = (request.body ?? {}) as Record<string, unknown>;
    if (order.clearFaults === true) simulation.faults.clear();
    const faults = Array.isArray(order.faults) ? order.faults : [];
    for (const fault of faults) {
      if (!isFault(fault)) return reply.code(400).send({ error: 'A fault needs a kind: unavailable, limited, slow, drop or broken.' });
      simulation.faults.add(fault);
    }
    for (const site of simulation.sites.values()) {
      if (order.site !== undefined && order.site !== site.name) continue;
      if (typeof order.searchLagMs === 'number') site.settings.searchLagMs = order.searchLagMs;
      const person = [...site.users.values()].find((user) => user.email === order.revokeTokensOf);
      for (const token of site.tokens) if (person && token.accountId === person.accountId) token.revoked = true;
    }
    return reply.send({ faults: simulation.faults.list() });
  });
}

function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && kinds.includes(String((value as { kind?: unknown }).kind));
}

function isLoopback(address: string | undefined): boolean {
  return address === undefined || address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}
