import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TotpEntry } from '../sandbox/authenticator/totp.ts';
import { type BrokerUnderTest, type Place, preparePlace, startBroker } from './broker-under-test.ts';
import { assertionOn, type Client, createClient, type Visitor } from './client.ts';
import { inParallel, least } from './measure.ts';
import { type Neighbours, openNeighbours } from './neighbours.ts';
import { type Row, ratioRow } from './row.ts';
import { settle } from './settle.ts';
import { codeFor, enrol, give, type Step, toFactor, untilNextCode } from './totp-steps.ts';

const crowds = { few: 100, many: 1_000_000 };
const rounds = 5;
const loginsPerRound = 120;
/** A code is good once and for 30 seconds: each round has people of its own. */
const people = rounds * loginsPerRound;
const warmUpLogins = 1_500;
const atOnce = 4;
const slug = 'careful';

/** A login with an authenticator app among a million enrolled people against one among a hundred, side by side. */
export async function benchEnrolled(): Promise<readonly Row[]> {
  const neighbours = await openNeighbours();
  const places = [await populated(neighbours, crowds.few), await populated(neighbours, crowds.many)];
  const houses: House[] = [];
  try {
    for (const place of places) houses.push(await open(place));
    await neighbours.behave({ people });
    for (const house of houses) await inParallel(people, atOnce, () => enrol(house.client, house.visitor, house.apps));
    for (const house of houses) await inParallel(warmUpLogins, atOnce, () => house.visitor.ask());
    await untilNextCode();
    for (let round = 0; round < rounds; round += 1)
      for (const house of houses) {
        await neighbours.behave({ people: loginsPerRound, first: round * loginsPerRound });
        house.used.push(await loginUs(house));
      }
    const [few, many] = houses.map(({ used }) => least(used)) as [number, number];
    const of = `a login with ${crowds.few} enrolled people`;
    return [ratioRow(`login.enrolled.${crowds.many}.cpu`, 'us', { value: many, against: few }, { atMost: 1.1, of })];
  } finally {
    for (const { client, broker } of houses) {
      client.close();
      await broker.stop();
    }
    for (const place of places) place.remove();
    await neighbours.close();
  }
}

interface House {
  readonly broker: BrokerUnderTest;
  readonly client: Client;
  readonly visitor: Visitor;
  readonly apps: Map<string, TotpEntry>;
  readonly used: number[];
}

async function open(place: Place): Promise<House> {
  const broker = await startBroker(place);
  const client = createClient(broker.port);
  return { broker, client, visitor: client.at(slug), apps: new Map(), used: [] };
}

/** To the provider and back, the page of the second factor, the code. */
async function loginUs({ broker, client, visitor, apps }: House): Promise<number> {
  const asked = await inParallel(loginsPerRound, atOnce, () => visitor.ask());
  const before = broker.cpuUs();
  const steps = await inParallel(loginsPerRound, atOnce, (index) => toFactor(client, visitor, asked[index]?.location ?? ''));
  const done = await inParallel(loginsPerRound, atOnce, (index) => give(client, steps[index] as Step, codeFor(steps[index] as Step, apps)));
  for (const { page } of done) assertionOn(page);
  return (broker.cpuUs() - before) / loginsPerRound;
}

async function populated(neighbours: Neighbours, crowd: number): Promise<Place> {
  const place = await preparePlace({ ...neighbours, inMemory: true });
  await settle(place, neighbours, [{ slug, policy: 'everybody' }]);
  crowdInto(join(place.folder, 'gatehouse.sqlite'), crowd);
  return place;
}

/** People as the broker would have written them, but a million in a minute: what is sealed or hashed is random to the database. */
function crowdInto(file: string, crowd: number): void {
  const database = new DatabaseSync(file);
  try {
    const { id } = database.prepare('select id from tenant where slug = ?').get(slug) as { id: string };
    const tenant = `'${id.replaceAll("'", "''")}'`;
    database.exec(`
      begin;
      create temp table crowd as
        with recursive n(i) as (select 1 union all select i + 1 from n where i < ${crowd})
        select lower(hex(randomblob(21))) as subject from n;
      insert into mfa_subject (tenant, subject, failures, locked_until, asked_at) select ${tenant}, subject, 0, 0, 1 from crowd;
      insert into mfa_factor (tenant, id, subject, kind, state, sealed, last_step, created_at, last_used_at)
        select ${tenant}, lower(hex(randomblob(11))), subject, 'totp', 'active', randomblob(180), 1, 1, 1 from crowd;
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
        insert into recovery_code (tenant, subject, hash) select ${tenant}, subject, lower(hex(randomblob(21))) from crowd, n;
      insert into account_binding (tenant, connection, subject, account_id, bound_at)
        select ${tenant}, 'bench-0', subject, 'qm:' || subject, 1 from crowd;
      commit;
      analyze;
    `);
  } finally {
    database.close();
  }
}
