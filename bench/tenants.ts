import { type BrokerUnderTest, type Place, preparePlace, startBroker } from './broker-under-test.ts';
import { type Client, createClient, type Visitor } from './client.ts';
import { inParallel, least } from './measure.ts';
import { type Neighbours, openNeighbours } from './neighbours.ts';
import { boundRow, type Row, ratioRow, rounded } from './row.ts';
import { settle } from './settle.ts';

const tenants = 10_000;
/** As many as people sign in at from a morning's mix of companies while others are quiet. */
const spreadOver = 300;
/** Snapshots of this many are kept, so this is what tenants can take of the memory. */
const visited = 2_000;
const loginsPerRound = 200;
const rounds = 7;
const warmUpLogins = 1_500;
const goals = { cpu: 1.1, rssKb: 10, startMs: 600 };

/**
 * What ten thousand tenants cost: a login in one of them and all over them, their place in memory and the start.
 * Two brokers side by side, one with a single tenant.
 */
export async function benchTenants(): Promise<readonly Row[]> {
  const neighbours = await openNeighbours();
  // One person, who comes to every tenant.
  await neighbours.behave({ people: 1 });
  const [few, many] = [await populated(neighbours, 1), await populated(neighbours, tenants)];
  try {
    const start = await starts(few, many);
    const rows = await besideEachOther(few, many);
    return [...rows, start];
  } finally {
    for (const place of [few, many]) place.remove();
    await neighbours.close();
  }
}

async function populated(neighbours: Neighbours, count: number): Promise<Place> {
  const place = await preparePlace({ ...neighbours, inMemory: true });
  const wishes = Array.from({ length: count }, (_, index) => ({ slug: slugOf(index) }));
  await settle(place, neighbours, wishes);
  return place;
}

const slugOf = (index: number) => `tenant-${index}`;

async function starts(few: Place, many: Place): Promise<Row> {
  const [fewMs, manyMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    fewMs.push(await startOnce(few));
    manyMs.push(await startOnce(many));
  }
  const [value, against] = [least(manyMs), least(fewMs)];
  const row = boundRow(`tenants.${tenants}.start`, 'ms', value, goals.startMs);
  return { ...row, against: rounded(against), ratio: rounded(value / against) };
}

async function startOnce(place: Place): Promise<number> {
  const broker = await startBroker(place);
  await broker.stop();
  return broker.startMs;
}

async function besideEachOther(fewPlace: Place, manyPlace: Place): Promise<Row[]> {
  const few = await open(fewPlace);
  const many = await open(manyPlace);
  try {
    const one = few.client.at(slugOf(0));
    const amongMany = many.client.at(slugOf(tenants / 2));
    const spread = Array.from({ length: spreadOver }, (_, index) => many.client.at(slugOf(index)));
    const jobs: readonly Job[] = [
      { name: 'one', at: few, visitorOf: () => one },
      { name: 'among-many', at: many, visitorOf: () => amongMany },
      { name: 'spread', at: many, visitorOf: (index) => spread[index % spreadOver] as Visitor },
    ];
    for (const job of jobs) await inParallel(warmUpLogins, 4, (index) => job.visitorOf(index).journey());
    const used = new Map<string, number[]>(jobs.map(({ name }) => [name, []]));
    for (let round = 0; round <= rounds; round += 1)
      for (const job of jobs) {
        const us = await loginUs(job);
        if (round > 0) used.get(job.name)?.push(us);
      }
    const cost = (name: string) => least(used.get(name) ?? []);
    const row = (name: string, value: string, against: string, of: string) =>
      ratioRow(name, 'us', { value: cost(value), against: cost(against) }, { atMost: goals.cpu, of });
    return [
      row(`tenants.${tenants}.cpu`, 'among-many', 'one', 'a login with one tenant'),
      row(`tenants.${tenants}.spread.cpu`, 'spread', 'one', `a login with one tenant; here they come to ${spreadOver} tenants in turn`),
      await memoryRow(few, many),
    ];
  } finally {
    for (const { client, broker } of [few, many]) {
      client.close();
      await broker.stop();
    }
  }
}

interface Open {
  readonly broker: BrokerUnderTest;
  readonly client: Client;
}

interface Job {
  readonly name: string;
  readonly at: Open;
  visitorOf(index: number): Visitor;
}

async function open(place: Place): Promise<Open> {
  const broker = await startBroker(place);
  return { broker, client: createClient(broker.port) };
}

/** The login host's part, as in `login.oidc.sqlite.cpu`. */
async function loginUs({ at, visitorOf }: Job): Promise<number> {
  const asked = await inParallel(loginsPerRound, 4, (index) => visitorOf(index).ask());
  const before = at.broker.cpuUs();
  await inParallel(loginsPerRound, 4, (index) => visitorOf(index).logIn(asked[index]?.location ?? ''));
  return (at.broker.cpuUs() - before) / loginsPerRound;
}

/** As many visits here as there: what is left is what tenants take. */
async function memoryRow(few: Open, many: Open): Promise<Row> {
  const growth = async ({ broker, client }: Open, slug: (index: number) => string) => {
    const before = broker.rssMb();
    await inParallel(visited, 4, (index) => client.at(slug(index)).ask());
    return broker.rssMb() - before;
  };
  const [ofFew, ofMany] = [await growth(few, () => slugOf(0)), await growth(many, (index) => slugOf(tenants - 1 - index))];
  return boundRow(`tenants.${tenants}.rss`, 'KB', (Math.max(0, ofMany - Math.max(0, ofFew)) * 1_024) / visited, goals.rssKb);
}
