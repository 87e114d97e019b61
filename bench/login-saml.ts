import { freshDatabase } from '../test/support/postgres.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import { type BrokerUnderTest, type Place, preparePlace, startBroker } from './broker-under-test.ts';
import { createClient, type Visitor } from './client.ts';
import { inParallel, least, rsaSignUs } from './measure.ts';
import { openNeighbours } from './neighbours.ts';
import { type Row, ratioRow } from './row.ts';
import { createBenchSamlProvider } from './saml-provider.ts';
import { settle } from './settle.ts';

const rounds = 6;
const warmUpLogins = 3_000;
const loginsPerRound = 250;
const atOnce = 4;
const goals = { login: { atMost: 5, of: 'one RSA-2048 signature', andAtMost: 1_000 }, connections: 1.1 };

/**
 * CPU of the login host per login from SAML to SAML: a request of our portal, a request to a company's provider that is
 * signed with RSA, an answer of about 6 KB verified, the answer to the portal signed. On both databases, and for one of
 * fifty connections against the only one.
 */
export async function benchSamlLogin(): Promise<readonly Row[]> {
  const server = await startPostgres({ durable: true });
  const neighbours = await openNeighbours();
  const provider = createBenchSamlProvider();
  const tenants = [
    { slug: 'acme', own: provider.connections(1) },
    { slug: 'fifty', own: provider.connections(50) },
  ];
  const places = [await preparePlace(neighbours), await preparePlace({ ...neighbours, database: (await freshDatabase(server.url)).url })];
  for (const place of places) await settle(place, neighbours, tenants);
  const sides = [await opened(places[0] as Place), await opened(places[1] as Place)] as const;
  const [sqlite, postgres] = sides;
  try {
    for (const { alone, oneOfFifty } of sides)
      for (const visitor of [alone, oneOfFifty]) await inParallel(warmUpLogins, atOnce, () => visitor.journey());
    const used = { sqlite: [] as number[], fifty: [] as number[], postgres: [] as number[], rsa: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      used.rsa.push(rsaSignUs());
      used.sqlite.push(await loginUs(sqlite.broker, sqlite.alone));
      used.fifty.push(await loginUs(sqlite.broker, sqlite.oneOfFifty));
      used.postgres.push(await loginUs(postgres.broker, postgres.alone));
    }
    const against = least(used.rsa);
    const ofFifty = { atMost: goals.connections, of: 'a login in a tenant of one connection' };
    return [
      ratioRow('login.saml.sqlite.cpu', 'us', { value: least(used.sqlite), against }, goals.login),
      ratioRow('login.saml.postgres.cpu', 'us', { value: least(used.postgres), against }, goals.login),
      ratioRow('login.saml.connections.50.cpu', 'us', { value: least(used.fifty), against: least(used.sqlite) }, ofFifty),
    ];
  } finally {
    for (const side of sides) await side.close();
    for (const place of places) place.remove();
    await neighbours.close();
    await server.stop();
  }

  async function opened(place: Place) {
    const broker = await startBroker(place);
    const client = createClient(broker.port);
    return {
      broker,
      alone: client.at('acme', { provider: provider.answer }),
      oneOfFifty: client.at('fifty', { provider: provider.answer, connection: 'bench-49' }),
      async close() {
        client.close();
        await broker.stop();
      },
    };
  }
}

async function loginUs(broker: BrokerUnderTest, visitor: Visitor): Promise<number> {
  const asked = await inParallel(loginsPerRound, atOnce, () => visitor.ask());
  const before = broker.cpuUs();
  await inParallel(loginsPerRound, atOnce, (index) => visitor.logIn(asked[index]?.location ?? ''));
  return (broker.cpuUs() - before) / loginsPerRound;
}
