import { freshDatabase } from '../test/support/postgres.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import { type BrokerUnderTest, freePort, type Place, preparePlace, startBroker } from './broker-under-test.ts';
import { createClient, type Visitor } from './client.ts';
import { inParallel, least, rsaSignUs } from './measure.ts';
import { type Neighbours, openNeighbours } from './neighbours.ts';
import { boundRow, plainRow, type Row, ratioRow } from './row.ts';
import { settle } from './settle.ts';

const rounds = 5;
const warmUpLogins = 1_500;
const loginsPerRound = 200;
const atOnce = 4;
const stopAfter = 150;
const goals = { login: { atMost: 5, of: 'one RSA-2048 signature', andAtMost: 1_000 }, crossing: 1.3 };

/** A PostgreSQL that waits for its disk, and tenants in as many databases of it as are asked for. */
async function withServer<Result>(work: (newPlace: () => Promise<Place>, neighbours: Neighbours) => Promise<Result>): Promise<Result> {
  const server = await startPostgres({ durable: true });
  const neighbours = await openNeighbours();
  const places: Place[] = [];
  try {
    return await work(async () => {
      const place = await preparePlace({ ...neighbours, database: (await freshDatabase(server.url)).url });
      places.push(place);
      await settle(place, neighbours, [{ slug: 'acme' }]);
      return place;
    }, neighbours);
  } finally {
    for (const place of places) place.remove();
    await neighbours.close();
    await server.stop();
  }
}

/** CPU of the broker per login on PostgreSQL, beside one on SQLite in the same run. The server's own CPU is not the broker's. */
export function benchPostgresLogin(): Promise<readonly Row[]> {
  return withServer(async (newPlace, neighbours) => {
    const files = await preparePlace(neighbours);
    await settle(files, neighbours, [{ slug: 'acme' }]);
    const sqlite = await opened([await startBroker(files)]);
    const postgres = await opened([await startBroker(await newPlace())]);
    try {
      const used = { sqlite: [] as number[], postgres: [] as number[], rsa: [] as number[] };
      for (const side of [sqlite, postgres]) await inParallel(warmUpLogins, atOnce, (index) => side.visitorOf(index).journey());
      for (let round = 0; round < rounds; round += 1) {
        used.rsa.push(rsaSignUs());
        used.sqlite.push(await loginUs(sqlite));
        used.postgres.push(await loginUs(postgres));
      }
      const value = least(used.postgres);
      return [
        ratioRow('login.oidc.postgres.cpu', 'us', { value, against: least(used.rsa) }, goals.login),
        plainRow(
          'login.oidc.postgres.beside-sqlite',
          'us',
          value,
          'no goal; against a login on SQLite in the same run',
          least(used.sqlite),
        ),
      ];
    } finally {
      for (const side of [sqlite, postgres]) await side.close();
      files.remove();
    }
  });
}

/** Two brokers on one database, every step of a sign-in at the other one than the step before; and one of them stopping. */
export function benchTwoBrokers(): Promise<readonly Row[]> {
  return withServer(async (newPlace) => {
    const place = await newPlace();
    const alone = await opened([await startBroker(await newPlace())]);
    const brokers = [await startBroker(place), await startBroker(place, { port: await freePort() })];
    const crossing = await opened(brokers);
    try {
      // Each of the three is warmed by as many requests of each kind.
      await inParallel(warmUpLogins, atOnce, (index) => alone.visitorOf(index).journey());
      await inParallel(warmUpLogins * 2, atOnce, (index) => crossing.visitorOf(index).journey());
      const used = { alone: [] as number[], crossing: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        used.alone.push(await journeyUs(alone));
        used.crossing.push(await journeyUs(crossing));
      }
      const measured = { value: least(used.crossing), against: least(used.alone) };
      return [
        ratioRow('brokers.two.crossing.cpu', 'us', measured, { atMost: goals.crossing, of: 'a sign-in at one broker' }),
        boundRow('brokers.one.stops.lost', 'logins', await lostWhenOneStops(crossing, brokers[1] as BrokerUnderTest), 0),
      ];
    } finally {
      for (const side of [alone, crossing]) await side.close();
    }
  });
}

/** Brokers behind one address, and who comes there. */
interface Side {
  cpuUs(): number;
  visitorOf(index: number): Visitor;
  close(): Promise<void>;
}

async function opened(brokers: readonly BrokerUnderTest[]): Promise<Side> {
  const [first, second = first] = brokers as [BrokerUnderTest, BrokerUnderTest?];
  const client = createClient(first.place.port);
  // Every other person begins at the other broker, so that both do all kinds of work.
  const visitors = [
    client.at('acme', { brokers: [first.port, second.port] }),
    client.at('acme', { brokers: [second.port, first.port] }),
  ] as const;
  return {
    cpuUs: () => brokers.reduce((sum, broker) => sum + broker.cpuUs(), 0),
    visitorOf: (index) => visitors[index % 2 === 0 ? 0 : 1],
    async close() {
      client.close();
      for (const broker of brokers) await broker.stop();
    },
  };
}

async function loginUs({ cpuUs, visitorOf }: Side): Promise<number> {
  const asked = await inParallel(loginsPerRound, atOnce, (index) => visitorOf(index).ask());
  const before = cpuUs();
  await inParallel(loginsPerRound, atOnce, (index) => visitorOf(index).logIn(asked[index]?.location ?? ''));
  return (cpuUs() - before) / loginsPerRound;
}

async function journeyUs({ cpuUs, visitorOf }: Side): Promise<number> {
  const before = cpuUs();
  await inParallel(loginsPerRound, atOnce, (index) => visitorOf(index).journey());
  return (cpuUs() - before) / loginsPerRound;
}

/** Sign-ins that did not end at the portal although the other broker was there all the time. */
async function lostWhenOneStops(side: Side, ending: BrokerUnderTest): Promise<number> {
  let gone: Promise<void> = Promise.resolve();
  const outcomes = await inParallel(stopAfter * 2, atOnce, async (index) => {
    if (index === stopAfter) gone = ending.stop();
    return side
      .visitorOf(index)
      .journey()
      .then(
        () => 0,
        (error: unknown) => {
          console.error(`lost: ${error instanceof Error ? error.message : String(error)}`);
          return 1;
        },
      );
  });
  await gone;
  return outcomes.reduce<number>((sum, lost) => sum + lost, 0);
}
