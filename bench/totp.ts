import type { TotpEntry } from '../sandbox/authenticator/totp.ts';
import { type BrokerUnderTest, preparePlace, startBroker } from './broker-under-test.ts';
import { assertionOn, type Client, createClient } from './client.ts';
import { inParallel, least } from './measure.ts';
import { type Neighbours, openNeighbours } from './neighbours.ts';
import { type Row, ratioRow } from './row.ts';
import { settle } from './settle.ts';
import { codeFor, enrol, give, type Step, toFactor, untilNextCode } from './totp-steps.ts';

const rounds = 5;
const loginsPerRound = 150;
/** A code is good once and for 30 seconds: each round has people of its own. */
const people = rounds * loginsPerRound;
const warmUpLogins = 2_000;
const goals = { login: 1.5, refusal: 2 };

/**
 * A login with an authenticator app against one without, both in one broker; and what a wrong code costs against a right
 * one. The login host's part: to the provider and back, the page of the second factor, the code.
 */
export async function benchTotp(): Promise<readonly Row[]> {
  const neighbours = await openNeighbours();
  const place = await preparePlace(neighbours);
  await settle(place, neighbours, [{ slug: 'plain' }, { slug: 'careful', policy: 'everybody' }]);
  const broker = await startBroker(place);
  const client = createClient(broker.port);
  try {
    return await measured(broker, client, neighbours);
  } finally {
    client.close();
    await broker.stop();
    place.remove();
    await neighbours.close();
  }
}

async function measured(broker: BrokerUnderTest, client: Client, neighbours: Neighbours): Promise<Row[]> {
  const plain = client.at('plain');
  const careful = client.at('careful');
  await inParallel(warmUpLogins, 4, () => plain.journey());
  await neighbours.behave({ people });
  const apps = new Map<string, TotpEntry>();
  await inParallel(people, 4, () => enrol(client, careful, apps));

  const used = { plain: [] as number[], page: [] as number[], wrong: [] as number[], right: [] as number[] };
  const counted = async <Result>(into: number[], work: (index: number) => Promise<Result>): Promise<Result[]> => {
    const before = broker.cpuUs();
    const results = await inParallel(loginsPerRound, 4, work);
    into.push((broker.cpuUs() - before) / loginsPerRound);
    return results;
  };
  await untilNextCode();
  for (let round = 0; round < rounds; round += 1) {
    const theirs = { people: loginsPerRound, first: round * loginsPerRound };
    await neighbours.behave(theirs);
    const asked = await inParallel(loginsPerRound * 2, 4, (index) => (index < loginsPerRound ? plain : careful).ask());
    const addressOf = (index: number) => asked[index]?.location ?? '';
    await counted(used.plain, (index) => plain.logIn(addressOf(index)));
    await neighbours.behave(theirs);
    const steps = await counted(used.page, (index) => toFactor(client, careful, addressOf(loginsPerRound + index)));
    const wrong = await counted(used.wrong, (index) => give(client, steps[index] as Step, '000000'));
    if (wrong.some(({ page }) => page.status !== 403)) throw new Error('a wrong code was not refused as one');
    const done = await counted(used.right, (index) => give(client, steps[index] as Step, codeFor(steps[index] as Step, apps)));
    for (const { page } of done) assertionOn(page);
  }
  const without = least(used.plain);
  const right = least(used.right);
  return [
    ratioRow('login.totp.cpu', 'us', { value: least(used.page) + right, against: without }, { atMost: goals.login, of: 'a login without' }),
    ratioRow('refuse.factor.wrong-code', 'us', { value: least(used.wrong), against: right }, { atMost: goals.refusal, of: 'a right code' }),
  ];
}
