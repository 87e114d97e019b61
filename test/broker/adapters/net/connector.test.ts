import { expect, test } from '@jest/globals';
import { createGuardedConnector } from '../../../../broker/adapters/net/connector.ts';
import { createGuard } from '../../../../broker/adapters/net/guard.ts';

const guard = createGuard({ allow: [], mode: 'development', lookup: async () => [{ address: '10.0.0.1', family: 4 }] });
const connect = createGuardedConnector(guard, 1_000);

test.each(['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1', 'localhost', 'inside.example'])(
  'asks the guard about %s by itself, whoever calls it',
  async (hostname) => {
    for (const protocol of ['https:', 'http:']) {
      const error = await new Promise((resolve) => connect({ protocol, hostname, port: '' }, (...[problem]) => resolve(problem)));
      expect(error).toMatchObject({ code: 'outbound_refused' });
    }
  },
);
