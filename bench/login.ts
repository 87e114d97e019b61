import { preparePlace, startBroker } from './broker-under-test.ts';
import { createClient, type Visitor } from './client.ts';
import { inParallel, least, rsaSignUs } from './measure.ts';
import { type Neighbours, openNeighbours } from './neighbours.ts';
import { plainRow, type Row, ratioRow } from './row.ts';
import { settle } from './settle.ts';

const rounds = 8;
/** V8 compiles what it has seen often enough; below some thousand logins a good part still runs as bytecode. */
const warmUpLogins = 6_000;
const loginsPerRound = 300;
const atOnce = 4;
const connectionsGoal = 1.1;
const loginGoals = { atMost: 5, of: 'one RSA-2048 signature', andAtMost: 1_000 };

/**
 * CPU of the broker per login, SAML in, OpenID Connect out and back, SAML out, no second factor, on SQLite. `login.` is the
 * login host's part (what any party would cause), `journey.` is all of it with our own portal as the party.
 */
export async function benchLogin(): Promise<readonly Row[]> {
  const neighbours = await openNeighbours();
  try {
    const { login, oneOfFifty, journey, rsa } = await measureLogins(neighbours);
    return [
      ratioRow('login.oidc.sqlite.cpu', 'us', { value: login, against: rsa }, loginGoals),
      ratioRow(
        'login.connections.50.cpu',
        'us',
        { value: oneOfFifty, against: login },
        { atMost: connectionsGoal, of: 'a login in a tenant of one connection' },
      ),
      plainRow('journey.oidc.sqlite.cpu', 'us', journey, 'no goal; against one RSA-2048 signature', rsa),
    ];
  } finally {
    await neighbours.close();
  }
}

async function measureLogins(neighbours: Neighbours) {
  const place = await preparePlace(neighbours);
  await settle(place, neighbours, [{ slug: 'acme' }, { slug: 'fifty', connections: 50 }]);
  const broker = await startBroker(place);
  const client = createClient(broker.port);
  const visitor = client.at('acme');
  const chooser = client.at('fifty', { connection: 'bench-49' });
  const loginUs = async (who: Visitor) => {
    const asked = await inParallel(loginsPerRound, atOnce, () => who.ask());
    const before = broker.cpuUs();
    await inParallel(loginsPerRound, atOnce, (index) => who.logIn(asked[index]?.location ?? ''));
    return (broker.cpuUs() - before) / loginsPerRound;
  };
  const journeys = (count: number) => inParallel(count, atOnce, () => visitor.journey());
  try {
    // Every person signs in once before anything counts: accounts are bound at the first sign-in.
    await journeys(warmUpLogins);
    await loginUs(chooser);
    const login: number[] = [];
    const oneOfFifty: number[] = [];
    const journey: number[] = [];
    const rsa: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      rsa.push(rsaSignUs());
      login.push(await loginUs(visitor));
      oneOfFifty.push(await loginUs(chooser));
      const start = broker.cpuUs();
      await journeys(loginsPerRound);
      journey.push((broker.cpuUs() - start) / loginsPerRound);
    }
    return { login: least(login), oneOfFifty: least(oneOfFifty), journey: least(journey), rsa: least(rsa) };
  } finally {
    client.close();
    await broker.stop();
    place.remove();
  }
}
