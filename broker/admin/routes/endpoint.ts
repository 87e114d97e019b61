import { BrokerError } from '#contract/rpc/broker';

/** Method and address of a route of the contract, as Fastify takes them. */
export function endpoint<Method extends string>(route: {
  readonly method: Method;
  readonly path: string;
}): { method: Method; url: string } {
  return { method: route.method, url: route.path };
}

/** Every answer that is not 2xx. */
export const errorReplies = { '4xx': BrokerError, '5xx': BrokerError } as const;
