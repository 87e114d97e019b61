import { codeAt, readEntry, type TotpEntry } from '../sandbox/authenticator/totp.ts';
import { type BrokerUnderTest, preparePlace, startBroker } from './broker-under-test.ts';
import { type Answer, assertionOn, type Client, createClient, formBody, unexpected, type Visitor } from './client.ts';
import { inParallel, least } from './measure.ts';
import { type Neighbours, openNeighbours } from './neighbours.ts';
import { type Row, ratioRow } from './row.ts';
import { settle } from './settle.ts';

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
    ratioRow(
      'login.with-totp.cpu',
      'us',
      { value: least(used.page) + right, against: without },
      { atMost: goals.login, of: 'a login without' },
    ),
    ratioRow('refuse.factor.wrong-code', 'us', { value: least(used.wrong), against: right }, { atMost: goals.refusal, of: 'a right code' }),
  ];
}

/** A page of the second factor in one browser. */
interface Step {
  readonly url: string;
  readonly cookie: string;
  readonly page: Answer;
}

/** To the provider and back; gives the page that asks for the factor. */
async function toFactor(client: Client, visitor: Visitor, address: string): Promise<Step> {
  const { back, cookie } = await visitor.toProvider(address);
  const sent = await client.call(back, { cookie });
  const url = new URL(sent.location, visitor.login).href;
  return { url, cookie: sent.cookie, page: await client.call(url, { cookie: sent.cookie }) };
}

/** Posts the page's form. */
async function give(client: Client, step: Step, answer: string): Promise<Step> {
  const token = / name="token" value="([^"]+)"/.exec(step.page.body)?.[1];
  if (token === undefined) throw unexpected('no form', step.page);
  const { origin } = new URL(step.url);
  const page = await client.call(step.url, { method: 'POST', cookie: step.cookie, origin, body: formBody({ token, answer }) });
  return { url: step.url, cookie: page.cookie || step.cookie, page };
}

async function enrol(client: Client, visitor: Visitor, apps: Map<string, TotpEntry>): Promise<void> {
  const step = await toFactor(client, visitor, (await visitor.ask()).location);
  const app = readEntry(/<code class="code">([A-Z2-7 ]+)<\/code>/.exec(step.page.body)?.[1] ?? '');
  if (app === null) throw unexpected('no key', step.page);
  apps.set(personOn(step.page), app);
  const confirmed = await give(client, step, codeAt(app, Date.now()));
  const codes = await client.call(step.url, { cookie: confirmed.cookie });
  assertionOn((await give(client, { ...confirmed, page: codes }, 'kept')).page);
}

function codeFor({ page }: Step, apps: ReadonlyMap<string, TotpEntry>): string {
  const app = apps.get(personOn(page));
  if (app === undefined) throw unexpected('nobody known', page);
  return codeAt(app, Date.now());
}

function personOn(page: Answer): string {
  return /person-\d+/.exec(page.body)?.[0] ?? '';
}

/** What was spent at the set-up is over then. */
function untilNextCode(): Promise<void> {
  const periodMs = 30_000;
  return new Promise((done) => setTimeout(done, periodMs - (Date.now() % periodMs) + 100));
}
